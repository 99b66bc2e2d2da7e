package dev.rdplab.lab.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.run.Run;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.run.RunReport;
import dev.rdplab.lab.run.Servers;
import dev.rdplab.lab.scenario.ScenarioReader;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.gcc.ScSecurity;
import dev.rdplab.protocol.gcc.ServerMcsConnectResponse;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.security.EncryptionMethod;
import dev.rdplab.protocol.security.SecurityExchange;
import dev.rdplab.protocol.security.SecurityHeader;
import dev.rdplab.protocol.security.SecuritySession;
import dev.rdplab.protocol.security.SessionKeys;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of the lab's servers is public: whoever has the files can decrypt what standard RDP security encrypted. */
class StandardSecurityMaskingTest {

    private static final String PASSWORD = "Own-Secret-77";
    private static final int DATA = 15; // TPKT 4, X.224 3, MCS 8: the channel's data begin here
    private static final int HEADER = 12; // flags 2, flagsHi 2, dataSignature 8

    private static RunReport run() throws Exception {
        var scenario = ScenarioReader.read(
                "mine.yaml",
                "",
                """
                name: mine
                summary: a session with an account of the user's own
                server: { security: rdp, accounts: [{ user: alice, password: %s }] }
                client: { user: alice, password: %s, security: rdp }
                expect: { stage: active, ending: completed }
                """
                        .formatted(PASSWORD, PASSWORD));
        return Run.of(scenario, RunOptions.DEFAULT);
    }

    private static Bytes named(Transcript transcript, String pdu) {
        return transcript.events().stream()
                .filter(event -> event.pdu().equals(pdu))
                .filter(event -> !event.bytes().isEmpty())
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    /** What the client encrypted, in clear; each MAC is checked. */
    private static List<Bytes> decrypted(Transcript transcript) {
        var response = ServerMcsConnectResponse.decode(reader(named(transcript, PduNames.CONNECT_RESPONSE)));
        var security = response.conference()
                .orElseThrow()
                .data()
                .find(ScSecurity.class)
                .orElseThrow();
        var exchange = reader(tail(named(transcript, PduNames.SECURITY_EXCHANGE), DATA));
        SecurityHeader.decode(exchange);
        var random = SecurityExchange.decode(exchange).clientRandom(Servers.standardSecurityKey(), exchange);
        var keys = SessionKeys.derive(
                EncryptionMethod.BITS_128, random, security.keys().orElseThrow().serverRandom());
        var session = SecuritySession.of(keys, Role.SERVER);
        var clear = new ArrayList<Bytes>();
        boolean exchanged = false;
        for (var event : transcript.events()) {
            boolean client = event.kind() == Transcript.Kind.SENT == (transcript.role() == Role.CLIENT);
            boolean message = client && event.bytes().length() > DATA + HEADER;
            if (message && exchanged) {
                // MCS writes a length below 128 in one byte
                var in = reader(tail(event.bytes(), (event.bytes().get(13) & 0x80) == 0 ? DATA - 1 : DATA));
                var opened = session.open(SecurityHeader.decode(in), in);
                session = opened.next();
                clear.add(opened.data());
            }
            exchanged |= event.pdu().equals(PduNames.SECURITY_EXCHANGE);
        }
        return clear;
    }

    private static WireReader reader(Bytes bytes) {
        return WireReader.of(bytes, Stage.CLIENT_INFO, "");
    }

    private static boolean holdsPassword(Bytes bytes) {
        return Redaction.find(bytes, Bytes.utf16le(PASSWORD).toArray(), 0) >= 0;
    }

    @Test
    void aDecryptedTranscriptHasNoPassword() throws Exception {
        var report = run();
        var before = decrypted(report.client().last().transcript());
        assertThat(before).as("what was sent").anyMatch(StandardSecurityMaskingTest::holdsPassword);

        for (var masked : EvidenceCase.of(report).transcripts()) {
            var after = decrypted(masked);
            assertThat(after).hasSameSizeAs(before).noneMatch(StandardSecurityMaskingTest::holdsPassword);
            int at = Redaction.find(before.get(0), Bytes.utf16le(PASSWORD).toArray(), 0);
            int end = at + 2 * PASSWORD.length();
            assertThat(after.get(0).slice(0, at)).isEqualTo(before.get(0).slice(0, at));
            assertThat(after.get(0).slice(at, end)).isEqualTo(Bytes.zeros(end - at));
            assertThat(after.subList(1, after.size())).isEqualTo(before.subList(1, before.size()));
        }
    }

    @Test
    void theFilesHaveTheMaskedMessageOnly(@TempDir Path folder) throws Exception {
        var report = run();
        var evidence = EvidenceCase.of(report);
        var sent = encrypted(report.client().last().transcript());
        var masked = encrypted(evidence.transcripts().get(0));

        EvidenceFolder.at(folder).write(Evidence.of("mine", report.replay(), List.of(evidence)));

        var capture = Bytes.wrap(Files.readAllBytes(folder.resolve("handshake.pcapng")));
        assertThat(Redaction.find(capture, masked.toArray(), 0)).isNotNegative();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var content = Bytes.wrap(Files.readAllBytes(file));
                assertThat(Redaction.find(content, sent.toArray(), 0))
                        .as(file.toString())
                        .isNegative();
                byte[] hex = sent.hex().getBytes(StandardCharsets.US_ASCII);
                assertThat(Redaction.find(content, hex, 0)).as(file.toString()).isNegative();
            }
        }
    }

    @Test
    void aMessageThatDoesNotDecryptLosesItsData() throws Exception {
        var transcript = run().client().last().transcript();
        var damaged = new Transcript(Role.CLIENT, 1);
        for (var event : transcript.events()) {
            boolean exchange = event.pdu().equals(PduNames.SECURITY_EXCHANGE);
            byte[] bytes = event.bytes().toArray();
            if (exchange) {
                bytes[DATA + 4 + 4] ^= 1; // behind the security header and the length: another random number
            }
            damaged.add(new Transcript.Event(
                    event.nanos(),
                    event.kind(),
                    event.stage(),
                    event.pdu(),
                    event.carries(),
                    Bytes.wrap(bytes),
                    event.detail()));
        }

        var masked = encrypted(Masking.ofFields().mask(damaged));

        assertThat(encrypted(damaged)).isNotEqualTo(masked);
        assertThat(masked).isEqualTo(Bytes.zeros(masked.length()));
    }

    private static Bytes tail(Bytes bytes, int from) {
        return bytes.slice(from, bytes.length());
    }

    private static Bytes encrypted(Transcript transcript) {
        return tail(named(transcript, PduNames.CLIENT_INFO), DATA + HEADER);
    }
}
