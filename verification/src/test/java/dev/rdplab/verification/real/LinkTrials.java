package dev.rdplab.verification.real;

import dev.rdplab.clientsim.Security;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.testkit.ClosedPort;
import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Faults of what lies between: the real Toxiproxy, and the kernel's packet filter on the loopback interface. */
final class LinkTrials {

    private static final Set<String> CLOSES =
            Set.of("server-without-credentials", "listener-behind-proxy-dead", "listener-full");
    private static final Set<String> CUTS_TLS = Set.of("private-key-unreadable", "middlebox-resets");
    private static final Set<String> SILENT = Set.of("service-hung", "path-mtu-black-hole");
    private static final Set<String> CUTS_CREDSSP = Set.of("credssp-dropped", "wrong-password-silent-server");

    /** Bytes of a Connection Confirm. */
    private static final int CONFIRM = 19;

    private final List<BlindTrial> trials = new ArrayList<>();

    static List<BlindTrial> toxiproxy() {
        var links = new LinkTrials();
        links.toxic("connections are cut at once", Set.of(Stage.CONNECT, Stage.X224), CLOSES, p -> p.toxics()
                .limitData("t", ToxicDirection.UPSTREAM, 1));
        links.toxic("reset as soon as there is data", Set.of(Stage.CONNECT, Stage.X224), CLOSES, p -> p.toxics()
                .resetPeer("t", ToxicDirection.DOWNSTREAM, 0));
        links.toxic("9 bytes down, then closed", Set.of(Stage.X224), CLOSES, p -> p.toxics()
                .limitData("t", ToxicDirection.DOWNSTREAM, 9));
        links.toxic("everything down is swallowed", Set.of(Stage.X224), Set.of("service-hung"), p -> p.toxics()
                .timeout("t", ToxicDirection.DOWNSTREAM, 0));
        links.toxic("everything up is swallowed", Set.of(Stage.X224), Set.of("service-hung"), p -> p.toxics()
                .timeout("t", ToxicDirection.UPSTREAM, 0));
        links.toxic("20 s of latency", Set.of(Stage.X224), Set.of("service-hung"), p -> p.toxics()
                .latency("t", ToxicDirection.DOWNSTREAM, 20_000));
        links.toxic("the confirm, then closed", Set.of(Stage.TLS), CUTS_TLS, p -> p.toxics()
                .limitData("t", ToxicDirection.DOWNSTREAM, CONFIRM));
        links.toxic("60 bytes of the server's flight, then closed", Set.of(Stage.TLS), CUTS_TLS, p -> p.toxics()
                .limitData("t", ToxicDirection.DOWNSTREAM, CONFIRM + 60));
        links.toxic("half of the server's flight, then closed", Set.of(Stage.TLS), CUTS_TLS, p -> p.toxics()
                .limitData("t", ToxicDirection.DOWNSTREAM, CONFIRM + 600));
        links.toxic("one byte in 4 s", Set.of(Stage.X224), Set.of("answer-incomplete"), p -> p.toxics()
                .slicer("t", ToxicDirection.DOWNSTREAM, 1, 4_000_000));
        links.proxy("nobody behind the proxy", Set.of(Stage.CONNECT, Stage.X224), CLOSES, true, p -> {});
        links.proxy("the proxy is off", Set.of(Stage.CONNECT), Set.of("port-not-listening"), false, Proxy::disable);
        return links.trials;
    }

    private interface Change {
        void on(Proxy proxy) throws IOException;
    }

    private void toxic(String fault, Set<Stage> stages, Set<String> causes, Change change) {
        proxy(fault, stages, causes, false, change);
    }

    private void proxy(String fault, Set<Stage> stages, Set<String> causes, boolean dead, Change change) {
        trials.add(new BlindTrial("Toxiproxy", fault, stages, causes, () -> {
            try (var server = ScenarioServer.start(healthy(), ScenarioServerOptions.DEFAULT);
                    var nobody = ClosedPort.any();
                    var toxiproxy = ToxiproxyServer.start()) {
                int behind = dead ? nobody.number() : server.address().getPort();
                int port = Loopback.freePort();
                var proxy = new ToxiproxyClient(toxiproxy.host(), toxiproxy.port())
                        .createProxy("rdp", Loopback.HOST + ":" + port, Loopback.HOST + ":" + behind);
                change.on(proxy);
                return BlindTrial.probe(port, o -> o.credentials(account(healthy())));
            }
        }));
    }

    static List<BlindTrial> packetFilter() {
        var links = new LinkTrials();
        links.filter("SYN dropped", Set.of(Stage.CONNECT), Set.of("port-filtered"), "tcp dport %d drop");
        links.filter(
                "SYN rejected with RST",
                Set.of(Stage.CONNECT),
                Set.of("port-not-listening", "port-filtered"),
                "tcp dport %d reject with tcp reset");
        links.filter(
                "answers of the server dropped",
                Set.of(Stage.X224),
                SILENT,
                "tcp sport %d tcp flags & (syn|psh) == psh drop");
        links.filter(
                "packets of more than 600 bytes dropped",
                Set.of(Stage.TLS),
                Set.of("path-mtu-black-hole"),
                "tcp sport %d ip length > 600 drop");
        links.filter("ClientHello dropped", Set.of(Stage.TLS), SILENT, "tcp dport %d ip length > 200 drop");
        links.filter(
                "ClientHello rejected with RST",
                Set.of(Stage.TLS),
                CUTS_TLS,
                "tcp dport %d ip length > 200 reject with tcp reset");
        return links.trials;
    }

    @SuppressWarnings("try") // the filter is there to be there
    private void filter(String fault, Set<Stage> stages, Set<String> causes, String rule) {
        trials.add(new BlindTrial("nft", fault, stages, causes, () -> {
            try (var server = ScenarioServer.start(healthy(), ScenarioServerOptions.DEFAULT);
                    var filter =
                            PacketFilter.start(rule.formatted(server.address().getPort()))) {
                return BlindTrial.probe(server.address().getPort(), o -> o.credentials(account(healthy())));
            }
        }));
    }

    /** Servers of the catalogue: policies and server-side faults, to a client that knows nothing of them. */
    static List<BlindTrial> served() {
        var causes = Map.ofEntries(
                Map.entry("closed-before-confirm-fin", CLOSES),
                Map.entry("closed-before-confirm-rst", CLOSES),
                Map.entry("silence", Set.of("service-hung")),
                Map.entry("refused-client-certificate-required", Set.of("client-certificate-required")),
                Map.entry("refused-inconsistent-flags", Set.of("inconsistent-flags")),
                Map.entry("refused-nla-required", Set.of("nla-required")),
                Map.entry("refused-no-certificate", Set.of("no-certificate")),
                Map.entry("refused-ssl-required", Set.of("tls-required")),
                Map.entry("alert-handshake-failure", Set.of("tls-mismatch")),
                Map.entry("alert-internal-error", Set.of("tls-internal-error")),
                Map.entry("alert-protocol-version", Set.of("tls-mismatch")),
                Map.entry("server-key-unreadable", CUTS_TLS),
                Map.entry("credssp-abort-after-negotiate", CUTS_CREDSSP),
                Map.entry("credssp-abort-after-challenge", CUTS_CREDSSP),
                Map.entry("credssp-abort-after-authenticate", CUTS_CREDSSP),
                Map.entry("account-disabled", Set.of("account-disabled")),
                Map.entry("account-expired", Set.of("account-expired")),
                Map.entry("account-locked", Set.of("account-locked")),
                Map.entry("account-restricted", Set.of("account-restricted")),
                Map.entry("logon-type-not-granted", Set.of("account-restricted")),
                Map.entry("password-expired", Set.of("password-expired")),
                Map.entry("password-must-change", Set.of("password-expired")),
                Map.entry("wrong-password", Set.of("wrong-password")),
                Map.entry("access-denied", Set.of("not-remote-desktop-user")),
                Map.entry("closed-after-client-info", Set.of("dropped-after-client-info")),
                Map.entry("errinfo-denied", Set.of("denied-by-policy")));
        var trials = new ArrayList<BlindTrial>();
        causes.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            var scenario = Catalogue.load().find(entry.getKey()).orElseThrow();
            trials.add(new BlindTrial(
                    "serve", entry.getKey(), Set.of(scenario.expect().stage()), entry.getValue(), () -> {
                        try (var server = ScenarioServer.start(scenario, ScenarioServerOptions.DEFAULT)) {
                            // a server that insists on NLA refuses those alone that do not offer it
                            var offer = entry.getKey().equals("refused-nla-required") ? Security.TLS : Security.AUTO;
                            return BlindTrial.probe(server.address().getPort(), o -> o.credentials(account(scenario))
                                    .security(offer));
                        }
                    }));
        });
        return trials;
    }

    private static Scenario healthy() {
        return Catalogue.load().find("active/session-nla").orElseThrow();
    }

    private static Credentials account(Scenario scenario) {
        var client = scenario.client();
        return new Credentials(client.domain(), client.user(), client.password());
    }
}
