package dev.rdplab.verification.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.evidence.EvidenceFolder;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.lab.run.Campaign;
import dev.rdplab.lab.run.Run;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.ScenarioReader;
import dev.rdplab.protocol.Stage;
import dev.rdplab.testkit.needs.Needs;
import dev.rdplab.verification.real.Tshark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the lab writes of its own runs, as Wireshark sees it without an option or a key. */
@Needs("tshark")
@Tag("real")
class TsharkOpensEvidenceTest {

    @TempDir
    Path folder;

    private Path evidence(String scenario, boolean noSecrets) throws Exception {
        var report = Run.of(Catalogue.load().find(scenario).orElseThrow(), RunOptions.DEFAULT);
        return evidence(EvidenceCase.of(report), noSecrets);
    }

    private Path evidence(EvidenceCase each, boolean noSecrets) throws IOException {
        var at = EvidenceFolder.at(folder.resolve(each.folder() + noSecrets));
        return (noSecrets ? at.noSecrets() : at)
                .write(Evidence.of("x", "", List.of(each)))
                .resolveSibling("handshake.pcapng");
    }

    private static String all(Path file, String... options) {
        return String.join("\n", Tshark.frames(file, options));
    }

    private static boolean hasSecrets(Path file) throws IOException {
        return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                .contains("TRAFFIC_SECRET");
    }

    @Test
    void everyPduOfASessionIsNamedTwiceOver() throws Exception {
        var file = evidence("active/session-nla", false);

        assertThat(all(file))
                .contains("Negotiate Request", "Negotiate Response")
                .contains("NTLMSSP_NEGOTIATE", "NTLMSSP_CHALLENGE", "NTLMSSP_AUTH")
                .contains("ClientData", "ServerData", "Error Alert", "Demand Active PDU", "FontMap");
        // and in the TCP packets, which open with the secrets inside the file alone
        assertThat(all(file, "-Y", "tcp && ntlmssp"))
                .contains("NTLMSSP_NEGOTIATE", "NTLMSSP_CHALLENGE", "NTLMSSP_AUTH");
        assertThat(all(file, "-Y", "tcp.port && tls.handshake.type == 11")).isNotEmpty(); // encrypted with TLS 1.3
    }

    @Test
    void theTcpPacketsHoldTheWholeHandshake() throws Exception {
        var file = evidence("active/session-tls", false);
        var port = Tshark.fields(file, "tcp.dstport").stream()
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElseThrow();

        assertThat(all(file, "-d", "tls.port==" + port + ",tpkt", "-Y", "tcp && tls"))
                .contains("ClientData", "Confirm Active PDU", "FontMap");
        assertThat(Captures.read(new java.io.ByteArrayInputStream(Files.readAllBytes(file)), KeyLog.EMPTY)
                        .connections())
                .allMatch(connection -> connection.clientEnding().stage() == Stage.ACTIVE);
    }

    @Test
    void withoutSecretsThePacketsStayClosed() throws Exception {
        var file = evidence("active/session-nla", true);

        assertThat(hasSecrets(file)).isFalse();
        assertThat(all(file, "-Y", "tcp && ntlmssp")).isEmpty();
        assertThat(all(file)).contains("NTLMSSP_AUTH", "FontMap"); // as PDUs in clear, with what is secret blanked
    }

    /** Each engine that lets its secrets out, by what makes the lab choose it. */
    @ParameterizedTest
    @ValueSource(strings = {"versions: [1.3]", "versions: [1.2]", "versions: [1.0]"})
    void everyVersionOpens(String tls) throws Exception {
        var scenario = ScenarioReader.read(
                "versions.yaml",
                "",
                """
                name: versions
                summary: a session with one TLS version
                server: { security: nla, tls: { %s } }
                client: { security: nla, tls: { %s } }
                expect: { stage: active, ending: completed }
                """
                        .formatted(tls, tls));
        var report = Run.of(scenario, RunOptions.DEFAULT);
        assertThat(report.asExpected()).as("%s", report.result().differences()).isTrue();

        // a Finished is never in clear
        assertThat(all(evidence(EvidenceCase.of(report), false), "-Y", "tcp.port && tls.handshake.type == 20"))
                .contains("Finished");
    }

    /** Sections of pcapng may stand one behind the other in a file: one run of tshark opens them all. */
    @Test
    void everyExportOpens() throws Exception {
        var scenarios = Catalogue.load().all().stream()
                .filter(scenario -> scenario.link().needsNoProxy())
                .toList();
        var together = folder.resolve("together.pcapng");
        int connections = 0;
        for (var report : Campaign.of(scenarios, RunOptions.DEFAULT).run()) {
            var file = evidence(EvidenceCase.of(report), false);
            Files.write(
                    together,
                    Files.readAllBytes(file),
                    java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND);
            connections += (int) report.client().attempts().stream()
                    .filter(attempt -> attempt.peer().isPresent())
                    .count();
        }

        var syns = Tshark.frames(together, "-Y", "tcp.flags.syn == 1 && tcp.flags.ack == 0");
        assertThat(scenarios).hasSizeGreaterThan(600);
        assertThat(syns).hasSize(connections);
    }
}
