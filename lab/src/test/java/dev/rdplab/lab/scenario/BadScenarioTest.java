package dev.rdplab.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rdplab.words.BadValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people get wrong in scenario files, and the one line they are told. */
class BadScenarioTest {

    private static final String NAME = "name: mine\n";
    private static final String SUMMARY = "summary: what is done\n";
    private static final String EXPECT = "expect: { stage: tls, ending: closed-rst }\n";

    /** Lines 1 to 3 are valid; the mistake stands in line 4, unless a test says otherwise. */
    private static Arguments with(String line, String... parts) {
        return arguments(NAME + SUMMARY + EXPECT + line + "\n", 4, parts);
    }

    private static Arguments expecting(String expect, String... parts) {
        return arguments(NAME + SUMMARY + expect + "\n", 3, parts);
    }

    private static Arguments whole(String text, int line, String... parts) {
        return arguments(text, line, parts);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                // the file
                whole("", 0, "is empty"),
                whole("name: [\n", 1, "is not YAML", "expected"),
                whole("- a\n- b\n", 1, "a list where keys are expected"),
                whole("name: a\n---\nname: b\n", 3, "second document"),
                whole(NAME + NAME + SUMMARY + EXPECT, 2, "name", "appears here twice"),
                whole(NAME + "summary: *n\n" + EXPECT, 2, "anchors"),
                // the top
                whole(SUMMARY + EXPECT, 1, "name: is missing"),
                whole(NAME + EXPECT, 1, "summary: is missing"),
                whole(NAME + SUMMARY, 1, "expect: is missing"),
                whole(
                        "name: My Scenario\n" + SUMMARY + EXPECT,
                        1,
                        "'My Scenario' is not a valid name",
                        "server-key-unreadable"),
                whole("name: mine\nsummary:\n" + EXPECT, 2, "summary: is empty"),
                with("sumary: x", "sumary: unknown key (did you mean summary?)", "allowed: name, kind"),
                with("kind: strange", "kind", "'strange' is not known", "recipe, neighbour, other"),
                with("kind: recipe", "must expect mstsc to show 0x904/0x7"),
                with("seed: -1", "seed", "out of bounds"),
                with("seed: soon", "seed", "not a whole number"),
                with("server: nla", "server", "'nla' where keys are expected"),
                // server
                with(
                        "server: { tls: { versions: [1.2], ciphers: [TLS_ECDHE_RSA_WITH_AES_128_GMC_SHA256] } }",
                        "server.tls",
                        "TLS_ECDHE_RSA_WITH_AES_128_GMC_SHA256"),
                with("server: { tls: { groups: [secp384] } }", "server.tls", "secp384"),
                with("server: { securty: nla }", "server.securty", "unknown key (did you mean security?)"),
                with(
                        "server: { security: ssl }",
                        "server.security",
                        "'ssl' is not known",
                        "rdp, tls, nla, ext, negotiate"),
                with("server: { listen: maybe }", "server.listen", "at-once, refuse"),
                with("server: { disconnect-reason: 9 }", "server.disconnect-reason", "'9'", "0 to 4"),
                with("server: { tls: { versions: [1.4] } }", "server.tls.versions[0]", "'1.4'", "1.0, 1.1, 1.2, 1.3"),
                with("server: { tls: { versions: [1.2, 1.2] } }", "server.tls.versions[1]", "twice"),
                with("server: { tls: { versions: [] } }", "server.tls.versions", "is empty"),
                with("server: { tls: { certificate: old } }", "server.tls.certificate", "expired, not-yet-valid"),
                with(
                        "server: { tls: { ciphers: [aes] } }",
                        "server.tls.ciphers[0]",
                        "'aes' is not a valid cipher suite"),
                with(
                        "server: { tls: { versions: [1.2], ciphers: [TLS_AES_128_GCM_SHA256] } }",
                        "server.tls",
                        "no cipher of the list works"),
                with("server: { tls: { engine: schannel } }", "server.tls.engine", "jdk, openssl, bouncycastle"),
                with("server: { credssp: { mechanism: kerberos } }", "server.credssp.mechanism", "any, ntlm, spnego"),
                with(
                        "faults: [{ at: { role: server, on: TSRequest }, do: renegotiate }]",
                        "faults[0].at.role",
                        "only one TLS engine",
                        "engine: jdk"),
                with("server: { security: rdp, tls: { versions: [1.2] } }", "server.tls", "there is no TLS"),
                with("server: { security: tls, credssp: { version: 6 } }", "server.credssp", "there is no CredSSP"),
                with("server: { security: nla, early-auth: 5 }", "server.early-auth", "security ext, negotiate"),
                with("server: { accounts: [{ user: a }] }", "server.accounts[0].password", "is missing"),
                with(
                        "server: { accounts: [{ user: a, password: b, state: lost }] }",
                        "server.accounts[0].state",
                        "locked, disabled"),
                with("server: { credssp: { version: 1 } }", "server.credssp.version", "2 to 255"),
                with("server: { credssp: { pub-key-auth: bad } }", "right, wrong, stale-nonce"),
                with("server: { credssp: { timestamp-skew: 10 } }", "timestamp-skew", "has no unit"),
                with(
                        "server: { error-info: ERRINFO_NOT_THERE }",
                        "server.error-info",
                        "is not a valid Set Error Info errorInfo"),
                with("server: { negotiation-failure: NO }", "server.negotiation-failure", "RDP_NEG_FAILURE"),
                with("server: { licensing: free }", "server.licensing", "valid-client, new-license"),
                with("server: { licensing: { transition: 1 } }", "server.licensing.error", "is missing"),
                with("server: { mcs: { connect-response: 99 } }", "server.mcs.connect-response", "0 to 15"),
                with("server: { reactivate: sometimes }", "server.reactivate", "true, false"),
                with("server: { deadlines: { tsl: 1s } }", "server.deadlines.tsl", "is not a valid stage"),
                // link
                with("link: vpn", "link", "'vpn' is not known", "direct"),
                with("link: { loss: 5% }", "link.loss", "happens to packets", "modelled-loss"),
                with("link: { toxics: [{ type: packet_loss }] }", "link.toxics[0].type", "happens to packets"),
                with("link: { toxics: [{ type: slow }] }", "'slow' is not a valid toxic", "latency, bandwidth"),
                with("link: { toxics: [{ type: latency, rate: 5 }] }", "link.toxics[0].rate", "unknown key"),
                with("link: { toxics: [{ type: latency, delay: 120 }] }", "link.toxics[0].delay", "250ms"),
                with("link: { toxics: [{ type: latency, delay: 5 parsecs }] }", "'5 parsecs'", "us, ms, s"),
                with("link: { toxics: [{ type: latency }] }", "link.toxics[0].delay: is missing"),
                with("link: { toxics: [{ type: latency, delay: 1s, toxicity: 200 }] }", "0 to 100"),
                with("link: { toxics: [{ type: latency, delay: 1s, direction: both }] }", "up, down"),
                with("link: { toxics: [] }", "link.toxics", "is empty", "1 to 20"),
                with("link: { modelled-loss: { loss: 150% } }", "link.modelled-loss.loss", "0% to 100%"),
                with("link: { modelled-loss: { rtt: 20ms } }", "link.modelled-loss.loss", "is missing"),
                with("link: { toxics: [{ type: timeout }, { type: timeout }] }", "link", "two toxics of one name"),
                with("link: { triggers: [{ role: client, on: ClientHello }] }", "link.triggers[0]", "add or remove"),
                with(
                        "link: { triggers: [{ role: client, on: ClientHello, remove: slow }] }",
                        "link.triggers[0].remove",
                        "'slow' is not known"),
                with("link: { modelled-loss: { loss: 1% , timers: beos } }", "linux, linux-linear, windows"),
                // faults
                with("faults: { do: close-rst }", "faults", "a mapping where a list is expected"),
                with("faults: [{ at: { role: server, stage: tls } }]", "faults[0].do", "is missing"),
                with("faults: [{ do: close-rst }]", "faults[0].at", "is missing"),
                with(
                        "faults: [{ at: { role: server, stage: tls }, do: explode }]",
                        "'explode' is not a valid fault",
                        "close-rst"),
                with("faults: [{ at: { stage: tls }, do: close-rst }]", "role", "is missing"),
                with(
                        "faults: [{ at: { role: proxy, stage: tls }, do: close-rst }]",
                        "faults[0].at.role",
                        "client, server"),
                with(
                        "faults: [{ at: { role: server, stage: tsl }, do: close-rst }]",
                        "faults[0].at.stage",
                        "did you mean tls?"),
                with(
                        "faults: [{ at: { role: server, on: ClientHallo }, do: close-rst }]",
                        "'ClientHallo' is not a valid message"),
                with(
                        "faults: [{ at: { role: server, on: ClientHello, byte: x }, do: close-rst }]",
                        "byte",
                        "whole number"),
                with(
                        "faults: [{ at: { role: server, on: ClientHello, when: at }, do: close-rst }]",
                        "byte go together"),
                with(
                        "faults: [{ at: { role: server, stage: tls }, do: close-rst, keep: 3 }]",
                        "faults[0].keep",
                        "unknown key"),
                with("faults: [{ at: { role: server, stage: tls }, do: tls-alert }]", "number", "is missing"),
                with("faults: [{ at: { role: server, stage: tls }, do: tls-alert, number: 999 }]", "0 to 255"),
                with("faults: [{ at: { role: server, stage: tls }, do: omit }]", "name it with on"),
                with(
                        "faults: [{ at: { role: server, stage: credssp, on: ClientHello }, do: close-rst }]",
                        "belongs to stage tls"),
                with(
                        "faults: [{ at: { role: server, on: TSRequest, occurrence: 0 }, do: close-rst }]",
                        "faults[0].at.occurrence"),
                whole(
                        NAME + SUMMARY + "expect: { stage: x224, ending: closed-rst }\nserver: { security: rdp }\n"
                                + "faults:\n  - { at: { role: server, stage: tls }, do: close-rst }\n",
                        6,
                        "stage tls is never reached"),
                whole(
                        NAME + SUMMARY + EXPECT + "client: { attempts: 2 }\nfaults:\n"
                                + "  - { at: { role: server, stage: tls, connection: 3 }, do: close-rst }\n",
                        6,
                        "at most 2 connections"),
                // client
                with("client: { profile: teams }", "client.profile", "mstsc, freerdp, freerdp3, rdesktop"),
                with("client: { security: rdp, certificate: reject }", "client.certificate", "there is no TLS"),
                with("client: { profile: rdesktop, security: ext }", "client.security", "HYBRID_EX"),
                with("client: { deadlines: 0ms }", "client.deadlines", "too short"),
                with("client: { deadlines: 2d }", "client.deadlines", "unknown unit d"),
                with("client: { deadlines: -3s }", "client.deadlines", "below zero"),
                with("client: { attempts: 0 }", "client.attempts", "1 to 10000"),
                with("client: { until: login }", "client.until", "'login' is not a valid stage"),
                // expect
                expecting("expect: tls", "expect", "where keys are expected"),
                expecting("expect: { ending: closed-rst }", "expect.stage", "is missing"),
                expecting("expect: { stage: tls, ending: gone }", "expect.ending", "closed-fin, closed-rst"),
                expecting("expect: { stage: tls, ending: credssp-error }", "cannot come at stage tls", "credssp"),
                expecting("expect: { stage: tls, ending: refused }", "cannot come at stage tls", "connect"),
                expecting("expect: { stage: connect, ending: refused }", "the server listens"),
                expecting("expect: { stage: tls, ending: completed }", "completed means that active was reached"),
                expecting("expect: { stage: tls, ending: closed-rst, code: 40 }", "expect.code", "carries no code"),
                expecting("expect: { stage: tls, ending: tls-alert, code: bang }", "is not a valid TLS alert"),
                expecting("expect: { stage: tls, ending: closed-rst, mstsc: boom }", "expect.mstsc", "0x904/0x7"),
                expecting("expect: { stage: tls, ending: closed-rst, mstsc: 0x904/0x7 }", "needs a confidence"),
                expecting(
                        "expect: { stage: tls, ending: closed-rst, mstsc: 0x904/0x7, confidence: measured }",
                        "expect.confidence",
                        "mstsc was not measured"),
                expecting(
                        "expect: { stage: tls, ending: closed-rst, xfreerdp: 143 }",
                        "expect.xfreerdp",
                        "keys are expected"),
                expecting(
                        "expect: { stage: tls, ending: closed-rst, xfreerdp: { exit: 300, confidence: measured } }",
                        "expect.xfreerdp.exit",
                        "0 to 255"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void eachMistakeGivesOneClearMessage(String text, int line, String... parts) {
        var thrown = catchThrowable(() -> ScenarioReader.read("mine.yaml", "", text));

        assertThat(thrown).isInstanceOf(BadValueException.class);
        assertThat(thrown.getMessage().lines())
                .allSatisfy(told -> assertThat(told).startsWith("mine.yaml").doesNotContain("Exception"))
                .anySatisfy(told -> assertThat(told)
                        .startsWith(line == 0 ? "mine.yaml: " : "mine.yaml:" + line + ": ")
                        .contains(parts));
    }

    @Test
    void manyKindsOfMistakeAreKnown() {
        assertThat(mistakes()).hasSizeGreaterThanOrEqualTo(80);
    }

    @Test
    void theFileItselfMayBeMissingOrNoText(@TempDir Path folder) throws IOException {
        var absent = folder.resolve("absent.yaml");
        var binary = Files.write(folder.resolve("binary.yaml"), new byte[] {'n', ':', (byte) 0xff, (byte) 0xfe});
        var long1 = Files.write(folder.resolve("long.yaml"), "#".repeat(2 << 20).getBytes(StandardCharsets.UTF_8));

        assertThat(catchThrowable(() -> ScenarioReader.read(absent))).hasMessageContaining("there is no such file");
        assertThat(catchThrowable(() -> ScenarioReader.read(binary))).hasMessageContaining("not UTF-8");
        assertThat(catchThrowable(() -> ScenarioReader.read(long1))).hasMessageContaining("at most");
        assertThat(catchThrowable(() -> ScenarioReader.read(folder))).isInstanceOf(BadValueException.class);
    }
}
