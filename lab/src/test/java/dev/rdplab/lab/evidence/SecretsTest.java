package dev.rdplab.lab.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.run.Run;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.run.RunReport;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.ScenarioReader;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.wire.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.crypto.digests.MD4Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private static final String DAMAGED_CLIENT_INFO =
            """
            name: damaged-client-info
            summary: the length of the user name is wrong, so the password stands where nobody looks for it
            server: { security: tls }
            faults:
              - { at: { role: client, stage: client-info, on: ClientInfo }, do: overwrite, field: TS_INFO_PACKET.cbUserName, set: "ffff" }
            client: { security: tls }
            expect: { stage: client-info, ending: closed-fin }
            """;

    /** Everything that must not be found, in every form in which it could stand in a file. */
    static List<byte[]> forms(String password) {
        var secrets = new ArrayList<Bytes>(List.of(
                Bytes.wrap(password.getBytes(StandardCharsets.UTF_8)),
                Bytes.utf16le(password),
                Bytes.wrap(password.getBytes(StandardCharsets.UTF_16BE))));
        secrets.add(ntHash(password));
        var forms = new ArrayList<byte[]>();
        for (Bytes secret : secrets) {
            forms.add(secret.toArray());
            forms.add(secret.hex().getBytes(StandardCharsets.US_ASCII));
            forms.add(secret.hex().toUpperCase(java.util.Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
            forms.add(Base64.getEncoder().withoutPadding().encode(secret.toArray()));
        }
        return forms;
    }

    private static Bytes ntHash(String password) {
        var digest = new MD4Digest();
        digest.update(Bytes.utf16le(password).toArray(), 0, 2 * password.length());
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return Bytes.wrap(hash);
    }

    static Set<String> passwords(Scenario scenario) {
        return Stream.concat(
                        Stream.of(scenario.client().password()),
                        scenario.server().accounts().stream().map(account -> account.password()))
                .map(secret -> secret.reveal())
                .collect(java.util.stream.Collectors.toSet());
    }

    static void assertNoSecrets(Path folder, Set<String> passwords) throws IOException {
        assertThat(passwords).isNotEmpty().allMatch(password -> password.length() > 5);
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                var content = Bytes.wrap(Files.readAllBytes(file));
                for (String password : passwords) {
                    for (byte[] form : forms(password)) {
                        assertThat(Redaction.find(content, form, 0))
                                .as("%s in %s", new String(form, StandardCharsets.ISO_8859_1), file)
                                .isEqualTo(-1);
                    }
                }
            }
        }
    }

    private static RunReport run(String scenario) throws InterruptedException {
        return Run.of(Catalogue.load().find(scenario).orElseThrow(), RunOptions.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "active/session-tls",
                "active/session-rdp",
                "active/session-nla",
                "active/session-ext",
                "wrong-password"
            })
    void noFileHasAPasswordOrItsHash(String name, @TempDir Path folder) throws Exception {
        var report = run(name);

        EvidenceFolder.at(folder).write(Evidence.of(name, report.replay(), List.of(EvidenceCase.of(report))));

        assertNoSecrets(folder, passwords(report.scenario()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls", "rdp", "nla"})
    void aPasswordOfTheUsersOwnIsNotInTheFilesThoughTlsOpens(String security, @TempDir Path folder) throws Exception {
        var own = ScenarioReader.read(
                "mine.yaml",
                "",
                """
                name: mine
                summary: a session with an account of the user's own
                server: { security: %s, accounts: [{ user: alice, password: Own-Secret-77 }] }
                client: { user: alice, password: Own-Secret-77, security: %s }
                expect: { stage: active, ending: completed }
                """
                        .formatted(security, security));
        var report = Run.of(own, RunOptions.DEFAULT);
        assertThat(report.result().asExpected()).as(report.result().toString()).isTrue();

        EvidenceFolder.at(folder).write(Evidence.of("mine", report.replay(), List.of(EvidenceCase.of(report))));

        assertNoSecrets(folder, Set.of("Own-Secret-77"));
        assertThat(Files.readString(folder.resolve("handshake.pcapng"), StandardCharsets.ISO_8859_1)
                        .contains("TRAFFIC_SECRET"))
                .as("secrets, which open masked records only")
                .isEqualTo(!security.equals("rdp"));
    }

    @Test
    void theSearchFindsWhatWasNotMasked() throws Exception {
        var report = run("active/session-tls");
        var password = report.scenario().client().password().reveal();
        var sent = report.client().last().transcript().events().stream()
                .filter(event -> event.pdu().equals(PduNames.CLIENT_INFO))
                .findFirst()
                .orElseThrow();

        assertThat(forms(password)).anyMatch(form -> Redaction.find(sent.bytes(), form, 0) >= 0);
    }

    @Test
    void thePasswordIsFoundByItsFieldAlone() throws Exception {
        var report = run("active/session-tls");
        var transcript = report.client().last().transcript();

        var masked = Masking.ofFields().mask(transcript);

        assertThat(masked.events()).hasSameSizeAs(transcript.events());
        for (int i = 0; i < masked.events().size(); i++) {
            var before = transcript.events().get(i);
            var after = masked.events().get(i);
            assertThat(after.bytes().length()).isEqualTo(before.bytes().length());
            assertThat(after.bytes().equals(before.bytes()))
                    .as(before.pdu())
                    .isEqualTo(!before.pdu().equals(PduNames.CLIENT_INFO));
            forms(report.scenario().client().password().reveal())
                    .forEach(form ->
                            assertThat(Redaction.find(after.bytes(), form, 0)).isNegative());
        }
    }

    @Test
    void aClientInfoThatCannotBeReadKeepsItsHeadersOnly() throws Exception {
        var report = Run.of(ScenarioReader.read("damaged.yaml", "", DAMAGED_CLIENT_INFO), RunOptions.DEFAULT);
        var password = report.scenario().client().password().reveal();

        for (var connection : List.of(report.client().last(), report.server().get(0))) {
            var masked = Masking.ofFields().mask(connection.transcript());
            for (var event : masked.events()) {
                forms(password).forEach(form -> assertThat(Redaction.find(event.bytes(), form, 0))
                        .isNegative());
            }
        }
    }

    @Test
    void whatAPasswordCouldBeGuessedFromIsGone() throws Exception {
        var transcript = run("active/session-nla").client().last().transcript();
        var authenticate = transcript.events().stream()
                .filter(event -> event.carries().contains("AUTHENTICATE"))
                .findFirst()
                .orElseThrow()
                .bytes();
        int at = Redaction.find(authenticate, "NTLMSSP\0".getBytes(StandardCharsets.US_ASCII), 0);
        var masked = NtlmProofs.blanked(authenticate);
        int response = masked.get(at + 24) | masked.get(at + 25) << 8;

        assertThat(masked.length()).isEqualTo(authenticate.length());
        assertThat(masked.slice(at + response, at + response + 16)).isEqualTo(Bytes.zeros(16));
        assertThat(authenticate.slice(at + response, at + response + 16)).isNotEqualTo(Bytes.zeros(16));
        assertThat(masked.slice(at + response + 16, at + response + 18)).isEqualTo(Bytes.of(1, 1)); // still NTLMv2
        assertThat(masked.slice(at + 72, at + 88)).isEqualTo(Bytes.zeros(16)); // the MIC
    }

    @Test
    void aKnownSecretIsTakenOutOfTextsToo() {
        var transcript = new Transcript(Role.CLIENT, 1);
        transcript.add(new Transcript.Event(
                0, Transcript.Kind.SIGNAL, Stage.TLS, "", "", Bytes.ascii("xxhunter22xx"), "no hunter22 here"));

        var masked = Masking.of(List.of(dev.rdplab.protocol.wire.Secret.of("hunter22")))
                .mask(transcript)
                .events()
                .get(0);

        assertThat(masked.detail()).isEqualTo("no *** here");
        assertThat(masked.bytes().hex()).isEqualTo("7878" + "00".repeat(8) + "7878");
    }
}
