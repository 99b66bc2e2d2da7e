package dev.rdplab.lab.scenario;

import dev.rdplab.protocol.handshake.server.RdstlsPolicy;
import dev.rdplab.protocol.handshake.server.RedirectPolicy;
import dev.rdplab.protocol.share.RedirectionPacket;
import dev.rdplab.protocol.share.RedirectionPacket.Kind;
import dev.rdplab.protocol.share.RedirectionPacket.Part;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Section;
import dev.rdplab.words.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The key {@code redirect} of a server. */
final class RedirectKeys {

    private static final String ADDRESS = "[0-9.]+|[0-9A-Fa-f:]+:[0-9A-Fa-f:.]*";
    private static final int MAX_ADDRESSES = 16;

    /** A guid of no meaning, the same in every run. */
    private static final Bytes GUID = Bytes.fromHex("7264706c616200112233445566778899");

    private static final Key<String> TO = Key.of("to", Forms.text(), "an address, or the name of a host");
    private static final Key<String> TOKEN = Key.of(
            "load-balance-info", Forms.text(), "the routing token, such as `Cookie: msts=3640205228.15629.0000`");
    private static final Key<RedirectPolicy.When> WHEN = Key.of(
                    "when", Forms.words(RedirectPolicy.When.values()), "`after-licensing` is in place of Demand Active")
            .or("after-licensing");
    private static final Key<String> USER = Key.of("user", Forms.text(), "UserName");
    private static final Key<String> DOMAIN = Key.of("domain", Forms.text(), "Domain");
    private static final Key<String> PASSWORD = Key.of("password", Forms.verbatim(), "Password");
    private static final Key<Boolean> RDSTLS = Key.flag(
            "rdstls", "the password is for RDSTLS, which this server then selects for every client that offers it");
    private static final Key<Long> SESSION_ID =
            Key.of("session-id", Forms.whole(0, 0xffff_ffffL), "SessionID").or("1");
    private static final Key<Boolean> NO_REDIRECT = Key.flag("no-redirect", "LB_NOREDIRECT: for information only");
    private static final Key<Boolean> DONT_STORE =
            Key.flag("dont-store-user-name", "LB_DONTSTOREUSERNAME: the user name is not to be kept");
    private static final Key<List<String>> ADDRESSES =
            Key.of("target-addresses", Forms.list(Forms.text(), 1, MAX_ADDRESSES), "TargetNetAddresses");

    /** What a key {@code redirect} makes. @param handedOut what RDSTLS then takes */
    record Redirect(RedirectPolicy policy, Optional<RdstlsPolicy.HandedOut> handedOut) {}

    static final Section<Redirect> SECTION = Section.of(
            RedirectKeys::redirect,
            TO,
            TOKEN,
            WHEN,
            USER,
            DOMAIN,
            PASSWORD,
            RDSTLS,
            SESSION_ID,
            NO_REDIRECT,
            DONT_STORE,
            ADDRESSES);

    private RedirectKeys() {}

    private static Redirect redirect(Values values) {
        var to = values.find(TO);
        boolean rdstls = values.get(RDSTLS);
        var password = values.find(PASSWORD)
                .or(() -> rdstls ? Optional.of("one-time") : Optional.empty())
                .map(text -> Bytes.utf16le(text + '\0'));
        var parts = new ArrayList<Part>();
        to.filter(text -> text.matches(ADDRESS)).ifPresent(text -> parts.add(Part.text(Kind.TARGET_NET_ADDRESS, text)));
        values.find(TOKEN).ifPresent(text -> parts.add(new Part(Kind.LOAD_BALANCE_INFO, line(values, text))));
        values.find(USER).ifPresent(text -> parts.add(Part.text(Kind.USER_NAME, text)));
        values.find(DOMAIN).ifPresent(text -> parts.add(Part.text(Kind.DOMAIN, text)));
        password.ifPresent(bytes -> parts.add(new Part(Kind.PASSWORD, bytes)));
        to.filter(text -> !text.matches(ADDRESS)).ifPresent(text -> parts.add(Part.text(Kind.TARGET_FQDN, text)));
        if (rdstls) {
            parts.add(new Part(Kind.REDIRECTION_GUID, GUID));
        }
        values.find(ADDRESSES).ifPresent(list -> parts.add(new Part(Kind.TARGET_NET_ADDRESSES, addresses(list))));
        long flags = (rdstls ? RedirectionPacket.LB_PASSWORD_IS_PK_ENCRYPTED : 0)
                | (values.get(NO_REDIRECT) ? RedirectionPacket.LB_NOREDIRECT : 0)
                | (values.get(DONT_STORE) ? RedirectionPacket.LB_DONTSTOREUSERNAME : 0);
        var packet = RedirectionPacket.of(values.get(SESSION_ID), flags, parts);
        return new Redirect(
                new RedirectPolicy(packet, values.get(WHEN)),
                rdstls
                        ? Optional.of(new RdstlsPolicy.HandedOut(
                                GUID, values.find(USER).orElse(""), password.orElseThrow()))
                        : Optional.empty());
    }

    private static Bytes line(Values values, String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c > 0x7e)) {
            throw values.wrong(TOKEN, "is one line of ASCII", "such as Cookie: msts=3640205228.15629.0000");
        }
        return Bytes.ascii(text.strip() + "\r\n");
    }

    private static Bytes addresses(List<String> list) {
        var all = new ArrayList<Bytes>();
        all.add(little(list.size()));
        for (String address : list) {
            var text = Bytes.utf16le(address + '\0');
            all.add(little(text.length()));
            all.add(text);
        }
        return Bytes.concat(all.toArray(Bytes[]::new));
    }

    private static Bytes little(int number) {
        return Bytes.of(number & 0xff, number >> 8 & 0xff, number >> 16 & 0xff, number >> 24 & 0xff);
    }
}
