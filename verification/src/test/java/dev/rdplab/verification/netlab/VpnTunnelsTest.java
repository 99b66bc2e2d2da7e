package dev.rdplab.verification.netlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.experiments.sweep.Grid;
import dev.rdplab.protocol.Stage;
import dev.rdplab.testkit.needs.Needs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real WireGuard and OpenVPN. Two handshakes a cell say that it works, and nothing about how often. */
@Needs(also = Tunnels.class)
@Tag("netlab")
class VpnTunnelsTest {

    private static final Grid GRID = Grid.read(
            "vpn-tunnels-small.yaml",
            """
            name: vpn-tunnels-small
            trials: 2
            seeds: [1]
            fixed: { rtt: 40ms, credssp: ntlm, tls: "1.3", certificate: good, profile: mstsc, deadline: 30s }
            axes:
              tunnel: [none, wireguard, openvpn-udp, openvpn-tcp]
              loss: [0%, 5%]
            """);

    @TempDir
    Path directory;

    @Test
    void handshakesGoThroughEveryTunnelAndSlowlyAsThePathIs() throws Exception {
        var experiment = Experiment.run(GRID, directory);

        for (String tunnel : List.of("none", "wireguard", "openvpn-udp", "openvpn-tcp")) {
            var clean = experiment.cell("tunnel", tunnel, "loss", "0%");
            assertThat(clean.success().count()).as("%s", clean).isEqualTo(2);
            assertThat(clean.stages()).containsKeys(Stage.CONNECT, Stage.TLS, Stage.CREDSSP, Stage.FINALIZATION);
            assertThat(experiment.cell("tunnel", tunnel, "loss", "5%").success().of())
                    .isEqualTo(2);
        }
        // No connection without a round trip: the path was on the way.
        assertThat(experiment.trials()).hasSize(16).allSatisfy(trial -> assertThat(
                        trial.millis().get(Stage.CONNECT))
                .isGreaterThanOrEqualTo(40));
        assertThat(experiment.findings().text()).contains("too few");
        assertThat(experiment.findings().whatToChangeFirst()).isEmpty();
    }
}
