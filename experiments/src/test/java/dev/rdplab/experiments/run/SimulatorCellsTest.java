package dev.rdplab.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.experiments.sweep.Grid;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Cells that say nothing of the path; those that do are tried where packet links can be made. */
class SimulatorCellsTest {

    private final SimulatorCells cells = new SimulatorCells();

    @Test
    void aCellWithoutAPathIsTriedOnTheLoopback() throws Exception {
        try (var cell = cells.open(Map.of("credssp", "ntlm", "tls", "1.2", "certificate", "ec"), 1)) {
            for (int number = 0; number < 2; number++) {
                var trial = cell.run(number);
                assertThat(trial.success()).isTrue();
                assertThat(trial.stage()).isEqualTo(Stage.ACTIVE);
                assertThat(trial.ending()).isEqualTo("completed");
                assertThat(trial.millis())
                        .containsKeys(Stage.CONNECT, Stage.TLS, Stage.CREDSSP, Stage.FINALIZATION)
                        .doesNotContainKey(Stage.ACTIVE);
                assertThat(trial.retransmissions()).isEqualTo(-1);
            }
        }
    }

    @Test
    void noCredSspIsTlsAlone() throws Exception {
        try (var cell = cells.open(Map.of("credssp", "none"), 1)) {
            assertThat(cell.run(0).millis()).containsKey(Stage.MCS_CONNECT).doesNotContainKey(Stage.CREDSSP);
        }
    }

    @Test
    void aClientThatCannotDoWhatTheServerWantsSaysSo() throws Exception {
        try (var cell = cells.open(Map.of("credssp", "ntlm", "profile", "rdesktop"), 1)) {
            var trial = cell.run(0);
            assertThat(trial.success()).isFalse();
            assertThat(trial.stage()).isEqualTo(Stage.X224);
            assertThat(trial.ending()).isEqualTo("negotiation-failure");
        }
    }

    @Test
    void kerberosNeedsMoreThanASweepHas() {
        assertThatThrownBy(() -> cells.open(Map.of("credssp", "kerberos"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kerberos");
    }

    @Test
    void nothingIsMissingForAGridWithoutPackets() {
        var grid = Grid.read("g.yaml", "name: g\ntrials: 1\naxes: { credssp: [none, ntlm] }\n");

        assertThat(SimulatorCells.missing(grid)).isEmpty();
    }

    @Test
    void theDeadlineOfTheWholeIsATimeoutInTheStageWhereItStruck() throws Exception {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var target = new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort());
            // The first of them that does not strike while a busy machine still connects.
            var report = Stream.of(100, 1_000, 10_000)
                    .map(millis -> RdpClient.start(ClientOptions.of(target), Duration.ofMillis(millis)))
                    .map(CompletableFuture::join)
                    .filter(one -> one.ending().stage() != Stage.CONNECT)
                    .findFirst()
                    .orElseThrow();

            assertThat(report.ending().kind()).isEqualTo(EndingKind.TIMEOUT);
            assertThat(report.ending().stage()).isEqualTo(Stage.X224);
            assertThat(report.attempts()).hasSize(1);
        }
    }
}
