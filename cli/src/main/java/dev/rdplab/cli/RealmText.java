package dev.rdplab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.kerberos.kdc.KdcExchange;
import dev.rdplab.lab.run.ServedRealm;
import java.util.List;
import java.util.stream.Collectors;

/** What a client of a served scenario must know of its realm. */
final class RealmText {

    private RealmText() {}

    /** @param own whether the password is the user's, which is not printed */
    static List<String> lines(ServedRealm realm, int serverPort, boolean own) {
        String password = own ? "your password" : "password " + realm.password().reveal();
        return List.of(
                "realm " + realm.name() + ", KDC on " + kdc(realm) + "; connect to " + realm.host() + ":" + serverPort
                        + " as " + realm.user() + ", " + password + (realm.ntlm() ? "" : ", with NTLM forbidden"),
                realm.environment().entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .sorted()
                        .collect(Collectors.joining(" ", "  export ", "")),
                "  tickets: " + realm.noTickets().map(why -> "none, " + why).orElse("ready, no kinit needed")
                        + "; keytab: " + realm.keytab());
    }

    static ObjectNode json(ServedRealm realm) {
        var node = OutputOptions.object()
                .put("event", "realm")
                .put("realm", realm.name())
                .put("kdc", kdc(realm))
                .put("host", realm.host())
                .put("user", realm.user())
                .put("ntlm", realm.ntlm())
                .put("keytab", realm.keytab().toString());
        realm.noTickets().ifPresent(why -> node.put("noTickets", why));
        var environment = node.putObject("environment");
        realm.environment().forEach(environment::put);
        return node;
    }

    static ObjectNode json(KdcExchange exchange) {
        var node = OutputOptions.object()
                .put("event", "kdc")
                .put("step", exchange.step().toString());
        exchange.client().ifPresent(name -> node.put("client", name.toString()));
        exchange.service().ifPresent(name -> node.put("service", name.toString()));
        exchange.error().ifPresent(code -> node.put("error", code.toString()).put("errorCode", code.number()));
        return node;
    }

    private static String kdc(ServedRealm realm) {
        var address = realm.kdc().address();
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }
}
