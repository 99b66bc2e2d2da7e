package dev.rdplab.lab.scenario;

import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.clientsim.Security;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.transport.tls.SelfSigned;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsVersion;
import dev.rdplab.words.Mistakes;
import dev.rdplab.words.YamlList;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Refuses what each part allows and the whole cannot do. */
final class Combinations {

    private static final List<Stage> CREDSSP_STAGES = List.of(Stage.CREDSSP, Stage.EARLY_AUTH);

    private final Scenario scenario;
    private final YamlMap file;

    private Combinations(Scenario scenario, YamlMap file) {
        this.scenario = scenario;
        this.file = file;
    }

    static void check(Scenario scenario, YamlMap file) {
        var check = new Combinations(scenario, file);
        var mistakes = new Mistakes();
        mistakes.in(check::kind);
        mistakes.in(check::server);
        mistakes.in(check::client);
        check.faults(mistakes);
        mistakes.in(check::expectation);
        mistakes.report();
    }

    private void kind() {
        boolean pair = scenario.expect()
                .mstsc()
                .map(p -> p.toString().equals("0x904/0x7"))
                .orElse(false);
        if (scenario.kind() == Kind.RECIPE && !pair) {
            throw file.required("kind").wrong("a recipe must expect mstsc to show 0x904/0x7", "neighbour, other");
        }
        if (scenario.kind() == Kind.NEIGHBOUR && pair) {
            throw file.required("kind").wrong("a neighbour must not expect 0x904/0x7", "recipe, other");
        }
    }

    private void server() {
        var server = scenario.server();
        if (!server.security().tls()) {
            refuse("server", "tls", "security is rdp, so there is no TLS", "security tls, nla, ext, negotiate");
        }
        if (!server.security().credSsp()) {
            refuse(
                    "server",
                    "credssp",
                    "security is " + server.security() + ", so there is no CredSSP",
                    "security nla, ext, negotiate");
        }
        if (server.security() != SecurityLayer.EXT && server.security() != SecurityLayer.NEGOTIATE) {
            refuse(
                    "server",
                    "early-auth",
                    "security is " + server.security() + ", so there is no Early User Authorization",
                    "security ext, negotiate");
        }
        if (server.listen().refuse() && !scenario.faults().isEmpty()) {
            throw file.required("faults").wrong("nothing listens, so nothing can misbehave", "listen: at-once");
        }
        if (server.policy().negotiationFailure().isPresent()
                && server.policy().forcedProtocol().isPresent()) {
            refuse(
                    "server",
                    "forced-protocol",
                    "the request is refused already by negotiation-failure",
                    "one of the two");
        }
        ciphers();
        engine();
    }

    /** An engine that does not know a name of the file says so when it is set up. */
    private void engine() {
        var tls = scenario.server().tls();
        boolean bundled = !scenario.group().isEmpty();
        if (bundled || tls.ciphers().isEmpty() && tls.groups().isEmpty()) {
            return;
        }
        var shown = SelfSigned.ec("check", Instant.EPOCH).issue(new SecureRandom());
        try {
            TlsContext.of(tls.settings(shown.certificate(), false));
        } catch (IllegalArgumentException unknown) {
            refuse("server", "tls", unknown.getMessage(), "cipher suites and groups that the engine knows");
        }
    }

    private void ciphers() {
        var tls = scenario.server().tls();
        boolean usable = tls.ciphers().isEmpty()
                || tls.ciphers().stream().anyMatch(cipher -> tls.versions().stream()
                        .anyMatch(version -> forTls13(cipher) == (version == TlsVersion.TLS_1_3)));
        if (!usable) {
            refuse(
                    "server",
                    "tls",
                    "no cipher of the list works with the versions " + tls.versions(),
                    "a cipher of one of these versions");
        }
    }

    private static boolean forTls13(String cipher) {
        return !cipher.contains("_WITH_");
    }

    private void client() {
        var client = scenario.client();
        if (client.security() == Security.RDP) {
            String why = "security is rdp, so there is no TLS";
            refuse("client", "tls", why, "security auto, tls, nla, ext");
            refuse("client", "certificate", why, "security auto, tls, nla, ext");
        }
        if (client.profile() == ClientProfile.RDESKTOP && client.security() == Security.EXT) {
            refuse("client", "security", "rdesktop does not speak HYBRID_EX", "auto, rdp, tls, nla");
        }
        if (client.until().map(stage -> stage == Stage.CONNECT).orElse(false)) {
            refuse("client", "until", "a client that leaves after connect sends nothing", "x224 or later");
        }
    }

    private void faults(Mistakes mistakes) {
        var list = file.list("faults").map(YamlList::items).orElse(List.of());
        for (int i = 0; i < list.size(); i++) {
            var rule = scenario.faults().get(i);
            var at = list.get(i).asMap().required("at").asMap();
            mistakes.in(() -> fault(rule, at));
        }
    }

    private void fault(Rule rule, YamlMap at) {
        tlsEngine(rule, at);
        var stage = rule.when().stage();
        if (stage.isPresent() && !reachable(stage.get())) {
            throw at.required("stage")
                    .wrong(
                            "stage " + stage.get() + " is never reached: server security is "
                                    + scenario.server().security() + ", client security is "
                                    + scenario.client().security(),
                            "a stage of this connection");
        }
        boolean hello = rule.when()
                .on()
                .map(on -> on.equals("ClientHello") || on.equals("ServerHello"))
                .orElse(false);
        if (hello && stage.map(s -> s != Stage.TLS && s != Stage.X224).orElse(false)) {
            throw at.required("stage").wrong("a " + rule.when().on().get() + " belongs to stage tls", "tls");
        }
        int most = scenario.client().attempts().orElse(Integer.MAX_VALUE);
        if (rule.when().connection().isPresent() && rule.when().connection().getAsInt() > most) {
            throw at.required("connection").wrong("the client makes at most " + most + " connections", "1 to " + most);
        }
    }

    /** A server's engine lets itself be asked for it if it is the JDK's; a client's if it is not OpenSSL's. */
    private void tlsEngine(Rule rule, YamlMap at) {
        if (!rule.fault().needsRenegotiation()) {
            return;
        }
        boolean server = rule.when().role() == Role.SERVER;
        boolean able = server
                ? scenario.server().tls().engine().equals(Optional.of(TlsEngine.JDK))
                : !scenario.client().tlsEngine().equals(Optional.of(TlsEngine.OPENSSL));
        if (!able) {
            throw at.required("role")
                    .wrong(
                            server
                                    ? "only one TLS engine of the server can do this"
                                    : "this TLS engine of the client cannot do this",
                            server ? "server: { tls: { engine: jdk } }" : "client: { tls: { engine: bouncycastle } }");
        }
    }

    private boolean reachable(Stage stage) {
        var server = scenario.server().security();
        var client = scenario.client().security();
        boolean forced = scenario.server().policy().forcedProtocol().isPresent();
        if (stage == Stage.TLS) {
            return forced || server.tls() && client != Security.RDP;
        }
        if (CREDSSP_STAGES.contains(stage)) {
            boolean offered = client != Security.RDP
                    && client != Security.TLS
                    && client != Security.RDSTLS
                    && client != Security.AAD;
            return forced || server.credSsp() && offered;
        }
        if (stage == Stage.RDSTLS) {
            return forced
                    || server == SecurityLayer.RDSTLS
                    || scenario.server().policy().rdstls().always();
        }
        if (stage == Stage.RDS_AAD) {
            return forced || server == SecurityLayer.AAD && client == Security.AAD;
        }
        if (stage == Stage.SECURITY_EXCHANGE) {
            return forced || server == SecurityLayer.RDP || server == SecurityLayer.NEGOTIATE;
        }
        return true;
    }

    private void expectation() {
        var expect = scenario.expect();
        if (scenario.server().listen().refuse() && expect.ending() != EndingKind.REFUSED) {
            throw inExpect("ending").wrong("nothing listens, so the connection is refused", "refused");
        }
        boolean listening = !scenario.server().listen().refuse()
                && scenario.server().listen().delay().isZero();
        if (expect.ending() == EndingKind.REFUSED && expect.stage() == Stage.CONNECT && listening) {
            throw inExpect("ending").wrong("the server listens, so nothing is refused", "server: { listen: refuse }");
        }
        if (!reachable(expect.stage())) {
            throw inExpect("stage")
                    .wrong("stage " + expect.stage() + " is never reached here", "a stage of this connection");
        }
        if (expect.ending() == EndingKind.COMPLETED
                && expect.stage() != scenario.client().until().orElse(Stage.ACTIVE)) {
            throw inExpect("stage")
                    .wrong(
                            "completed means that " + scenario.client().until().orElse(Stage.ACTIVE) + " was reached",
                            scenario.client().until().orElse(Stage.ACTIVE).word());
        }
    }

    private YamlNode inExpect(String key) {
        return file.required("expect").asMap().required(key);
    }

    private void refuse(String part, String key, String came, String allowed) {
        file.map(part).flatMap(map -> map.get(key)).ifPresent(node -> {
            throw node.wrong(came, allowed);
        });
    }
}
