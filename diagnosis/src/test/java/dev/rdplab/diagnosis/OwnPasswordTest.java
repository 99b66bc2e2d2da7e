package dev.rdplab.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.CaptureFiles;
import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.capture.rebuild.Rebuilt;
import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.evidence.EvidenceFolder;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.lab.run.Run;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.scenario.ScenarioReader;
import dev.rdplab.lab.scenario.ServerSpec;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packets of an account of the user's own open with the secrets beside them, and have no password in them. */
class OwnPasswordTest {

    private static final String OWN = "Own-Secret-77";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "tls, 1.3, TLS_AES_128_GCM_SHA256",
        "tls, 1.3, TLS_AES_256_GCM_SHA384",
        "tls, 1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "tls, 1.2, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        "nla, 1.3, TLS_AES_128_GCM_SHA256",
        "nla, 1.2, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "ext, 1.3, TLS_AES_256_GCM_SHA384"
    })
    void theRecordsOpenAndHaveZerosForThePassword(String security, String version, String cipher) throws Exception {
        var rebuilt = decrypted(OWN, security, version, cipher);
        assertThat(rebuilt.stage()).hasValue(Stage.ACTIVE);
        assertThat(rebuilt.clientEnding().kind()).isEqualTo(EndingKind.COMPLETED);
        assertThat(has(rebuilt, OWN)).isFalse();
        var notes = Files.readString(folder.resolve("report.html"));
        assertThat(notes).contains("written anew");
    }

    @Test
    void withTheLabsOwnPasswordTheSearchFindsIt() throws Exception {
        String lab = ServerSpec.LAB_ACCOUNT.password().reveal();
        assertThat(has(decrypted(lab, "tls", "1.3", "TLS_AES_128_GCM_SHA256"), lab))
                .isTrue();
    }

    private Rebuilt decrypted(String password, String security, String version, String cipher) throws Exception {
        var scenario = ScenarioReader.read(
                "mine.yaml",
                "",
                """
                name: mine
                summary: a session with an account of the user's own
                server: { security: %1$s, tls: { versions: [%3$s], ciphers: [%4$s] }, accounts: [{ user: alice, password: %2$s }] }
                client: { user: alice, password: %2$s, security: %1$s }
                expect: { stage: active, ending: completed }
                """
                        .formatted(security, password, version, cipher));
        var report = Run.of(scenario, RunOptions.DEFAULT.inVirtualTime());
        assertThat(report.result().asExpected()).as(report.result().toString()).isTrue();
        EvidenceFolder.at(folder).write(Evidence.of("mine", report.replay(), List.of(EvidenceCase.of(report))));
        byte[] file = packets(folder.resolve("handshake.pcapng"));
        var captures = Captures.read(new ByteArrayInputStream(file), KeyLog.EMPTY);
        assertThat(captures.connections()).hasSize(1);
        var rebuilt = captures.connections().get(0);
        assertThat(rebuilt.tls()).hasValueSatisfying(tls -> {
            assertThat(tls.decrypted()).isTrue();
            assertThat(tls.cipherSuite()).hasValue(cipher);
        });
        assertThat(rebuilt.client().events()).anyMatch(event -> event.pdu().equals(PduNames.CLIENT_INFO));
        return rebuilt;
    }

    private static boolean has(Rebuilt rebuilt, String password) {
        return rebuilt.client().events().stream()
                .map(event -> event.bytes().hex())
                .anyMatch(hex -> hex.contains(Bytes.utf16le(password).hex())
                        || hex.contains(Bytes.wrap(password.getBytes(StandardCharsets.UTF_8))
                                .hex()));
    }

    /** Only what was on the wire, and the secrets. */
    private static byte[] packets(Path file) throws IOException {
        var content = CaptureFiles.wire(Files.readAllBytes(file));
        assertThat(content.secrets()).isNotEmpty();
        return CaptureFiles.pcapng(content.packets(), content.secrets(), ByteOrder.LITTLE_ENDIAN);
    }
}
