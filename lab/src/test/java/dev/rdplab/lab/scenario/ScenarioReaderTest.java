package dev.rdplab.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.chaos.link.Direction;
import dev.rdplab.chaos.link.Link;
import dev.rdplab.chaos.link.StageTrigger;
import dev.rdplab.chaos.link.Toxic;
import dev.rdplab.chaos.link.ToxicKind;
import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.server.AccountState;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.mcs.DisconnectReason;
import dev.rdplab.protocol.mcs.McsResult;
import dev.rdplab.transport.tls.TlsVersion;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScenarioReaderTest {

    private static final String EVERYTHING =
            """
            name: everything-at-once
            kind: neighbour
            summary: Every key that a scenario may have
            cause: none
            evidence: none
            fix: none
            source: none
            seed: 7
            server:
              listen: { after: 20ms }
              security: negotiate
              tls:
                versions: [1.0, 1.2]
                ciphers: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]
                groups: [x25519]
                certificate: chain-12
                client-certificate: true
              accounts:
                - { domain: LAB, user: alice, password: secret-one, state: must-change }
              credssp: { version: 3, pub-key-auth: wrong, mechanism: ntlm, target-info: missing, timestamp-skew: -10min, error-instead-of-challenge: STATUS_ACCESS_DENIED }
              early-auth: AUTHZ_ACCESS_DENIED
              mcs: { connect-response: rt-user-rejected, attach-user: 14, channel-join: 3 }
              licensing: { error: ERR_NO_LICENSE, transition: ST_TOTAL_ABORT }
              error-info: 0x101
              disconnect-reason: rn-user-requested
              deadlines: { tls: never, x224: 1.5s }
            link:
              toxics:
                - { type: latency, delay: 120ms, jitter: 20ms }
                - { type: slicer, direction: up, average-size: 1000, delay: 50us, toxicity: 50 }
              triggers:
                - { role: client, on: ClientHello, add: { type: bandwidth, rate: 0 } }
                - { role: client, stage: credssp, remove: latency_down }
            faults:
              - { at: { role: server, connection: 2, stage: credssp, on: NTLM CHALLENGE, when: after }, do: close-rst }
              - { at: { role: client, wire: { direction: server-to-client, offset: 12 } }, do: close-fin }
            client:
              profile: freerdp3
              security: nla
              domain: LAB
              user: alice
              password: secret-two
              tls: { versions: 1.2 }
              certificate: prompt
              attempts: 3
              deadlines: 250ms
            expect:
              stage: credssp
              ending: credssp-error
              by: server
              code: STATUS_LOGON_FAILURE
              attempts: 2
              mstsc: 0x807
              confidence: documented
              xfreerdp: { exit: 134, confidence: measured, log: ERRCONNECT_LOGON_FAILURE, attempts: 1 }
            """;

    @Test
    void readsEveryKey() {
        var scenario = ScenarioReader.read("all.yaml", "", EVERYTHING);

        var server = scenario.server();
        assertThat(server.listen().delay()).isEqualTo(Duration.ofMillis(20));
        assertThat(server.tls().versions()).containsExactly(TlsVersion.TLS_1_0, TlsVersion.TLS_1_2);
        assertThat(server.tls().certificate()).isEqualTo(CertificateVariant.CHAIN_12);
        assertThat(server.accounts().get(0).state()).isEqualTo(AccountState.MUST_CHANGE);
        assertThat(server.policy().credSsp().ntlm().timestampSkew().orElseThrow())
                .isEqualTo(Duration.ofMinutes(-10));
        assertThat(server.policy().credSsp().errorInsteadOfChallenge()).hasValue(0xC0000022L);
        assertThat(server.policy().earlyAuthorization()).isEqualTo(5);
        assertThat(server.policy().mcs().connectResult()).isEqualTo(McsResult.USER_REJECTED);
        assertThat(server.policy().licensing().errorCode()).isEqualTo(2);
        assertThat(server.policy().session().errorInfo()).hasValue(0x101);
        assertThat(server.policy().session().disconnectReason()).hasValue(DisconnectReason.USER_REQUESTED);
        assertThat(server.deadlines().of(Stage.TLS)).isEmpty();
        assertThat(server.deadlines().of(Stage.X224)).contains(Duration.ofMillis(1500));
        assertThat(server.deadlines().of(Stage.CREDSSP)).contains(Duration.ofSeconds(60));

        assertThat(scenario.link().toxics())
                .extracting(Toxic::kind)
                .containsExactly(ToxicKind.LATENCY, ToxicKind.SLICER);
        assertThat(scenario.link().toxics().get(0).attributes()).isEqualTo(Map.of("latency", 120L, "jitter", 20L));
        assertThat(scenario.link().toxics().get(1).direction()).isEqualTo(Direction.UP);
        assertThat(scenario.link().triggers()).extracting(StageTrigger::add).containsExactly(true, false);

        assertThat(scenario.faults()).hasSize(2);
        assertThat(scenario.faults().get(0).when().connection()).hasValue(2);
        assertThat(scenario.faults().get(1).when().wire().orElseThrow().offset())
                .isEqualTo(12);

        var client = scenario.client();
        assertThat(client.profile()).isEqualTo(ClientProfile.FREERDP3);
        assertThat(client.certificate()).isEqualTo(CertificateAnswer.PROMPT);
        assertThat(client.deadlines().of(Stage.TLS)).contains(Duration.ofMillis(250));

        var expect = scenario.expect();
        assertThat(expect.ending()).isEqualTo(EndingKind.CREDSSP_ERROR);
        assertThat(expect.code()).hasValue(0xC000006DL);
        assertThat(expect.mstsc()).contains(CodePair.of(0x807));
        assertThat(expect.confidence()).isEqualTo(Confidence.DOCUMENTED);
        assertThat(expect.programs().get(Program.XFREERDP).exit()).isEqualTo(134);
    }

    @Test
    void neverPrintsAPassword() {
        assertThat(ScenarioReader.read("all.yaml", "", EVERYTHING).toString())
                .doesNotContain("secret-one", "secret-two");
    }

    @Test
    void leavesOutWhatIsUsual() {
        var scenario = ScenarioReader.read(
                "small.yaml", "tls", "name: small\nsummary: x\nexpect: { stage: tls, ending: closed-rst }\n");

        assertThat(scenario.path()).isEqualTo("tls/small");
        assertThat(scenario.server().security()).isEqualTo(SecurityLayer.NLA);
        assertThat(scenario.link()).isEqualTo(Link.DIRECT);
        assertThat(scenario.client().user())
                .isEqualTo(scenario.server().accounts().get(0).user());
        assertThat(scenario.client().password())
                .isEqualTo(scenario.server().accounts().get(0).password());
    }

    @Test
    void aModelledLossSaysSo() {
        var text = "name: small\nsummary: x\nlink: { modelled-loss: { loss: 2%, rtt: 120ms } }\n"
                + "expect: { stage: active, ending: completed }\n";

        var model =
                ScenarioReader.read("small.yaml", "", text).link().modelled().orElseThrow();
        assertThat(model.loss()).isEqualTo(0.02);
        assertThat(model.roundTrip()).isEqualTo(Duration.ofMillis(120));
    }
}
