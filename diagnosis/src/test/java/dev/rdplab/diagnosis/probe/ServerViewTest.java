package dev.rdplab.diagnosis.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.lab.run.Campaign;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.ntlm.ChallengeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerViewTest {

    private static final long FILETIME_OF_1970 = 116_444_736_000_000_000L;

    /** The server sends its time in the CHALLENGE and falls silent after the AUTHENTICATE: the client waits for its deadline. */
    @Test
    void theWaitAfterTheChallengeIsNotTheClocks() throws InterruptedException {
        var client = silent();
        long waited = client.last().endNanos() - challengeNanos(client);
        assertThat(Duration.ofNanos(waited)).isGreaterThan(Duration.ofMillis(100));

        var view = ServerView.of(client, serverTime(client).plusNanos(waited));

        assertThat(view.clockDifference()).contains(Duration.ZERO);
    }

    /** Probes that are judged together, such as those of {@code --count}: each clock difference is of its own moment. */
    @Test
    void looksJudgedTogetherKeepTheirTimes() throws Exception {
        var scenario = Catalogue.load().find("wrong-password").orElseThrow();
        try (var server = ScenarioServer.start(scenario, ScenarioServerOptions.DEFAULT)) {
            var options = ClientOptions.of(server.address()).credentials(Credentials.of("alice", "wrong"));
            var looks = List.of(Probe.of("host", options), Probe.of("host", options));

            var together = Probe.repeated(looks);

            assertThat(together)
                    .extracting(Probe::at)
                    .containsExactly(looks.get(0).at(), looks.get(1).at());
            assertThat(together.get(0).server().clockDifference())
                    .isPresent()
                    .isEqualTo(looks.get(0).server().clockDifference());
        }
    }

    private static ClientReport silent() throws InterruptedException {
        var scenario =
                Catalogue.load().find("credssp/silence-after-authenticate").orElseThrow();
        return Campaign.of(List.of(scenario), RunOptions.DEFAULT.inVirtualTime())
                .run()
                .get(0)
                .client();
    }

    private static long challengeNanos(ClientReport client) {
        return client.last().transcript().events().stream()
                .filter(e -> e.kind() == Transcript.Kind.RECEIVED && e.carries().contains("CHALLENGE"))
                .findFirst()
                .orElseThrow()
                .nanos();
    }

    private static Instant serverTime(ClientReport client) {
        long units = ServerView.challenge(client)
                        .flatMap(ChallengeMessage::targetInfo)
                        .orElseThrow()
                        .timestamp()
                        .orElseThrow()
                - FILETIME_OF_1970;
        return Instant.EPOCH.plusSeconds(units / 10_000_000).plusNanos(units % 10_000_000 * 100);
    }
}
