package dev.rdplab.verification.netlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.experiments.run.SimulatorCells;
import dev.rdplab.experiments.sweep.Grid;
import dev.rdplab.experiments.sweep.Shard;
import dev.rdplab.experiments.sweep.Sweep;
import dev.rdplab.experiments.sweep.SweepListener;
import dev.rdplab.testkit.needs.Needs;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A grid with tunnels of the user's own: VXLAN by commands of iproute2, and one whose command fails. */
@Needs(also = PacketPath.class)
@Tag("netlab")
class OwnTunnelTest {

    private static final Grid GRID = Grid.read(
            "own.yaml",
            """
            name: own
            trials: 1
            seeds: [1]
            fixed: { rtt: 20ms, icmp: false, mtu: 1150, stage-deadline: 4s }
            axes:
              tunnel:
                - { name: broken, device: br0, up: "echo no such module >&2; exit 2" }
                - name: vxlan
                  device: vx0
                  up: >-
                    ip link add "$RDPLAB_DEVICE" type vxlan id 7 dstport 4789 local "$RDPLAB_OUTER" remote
                    "$RDPLAB_OUTER_PEER" && ip addr add "$RDPLAB_INNER/24" dev "$RDPLAB_DEVICE" &&
                    ip link set "$RDPLAB_DEVICE" mtu "${RDPLAB_TUNNEL_MTU:-1450}" up
                  ready: ip link show up dev "$RDPLAB_DEVICE"
                  down: ip link del "$RDPLAB_DEVICE"
              tunnel-mtu: [default, 1100]
            """);

    @TempDir
    Path directory;

    @Test
    void ofTwoTunnelsOneCarriesWhatItsMtuAllowsAndTheOtherIsSaidToFail() throws Exception {
        var cells = new SimulatorCells(GRID.tunnels());
        var findings = new Sweep(GRID, cells, directory, Shard.ALL, 1, SweepListener.NONE).run();

        assertThat(findings.problems())
                .hasSize(2)
                .allMatch(line -> line.contains("tunnel=broken")
                        && line.endsWith(
                                "tunnel broken: up at the server's end has ended with 2; its last words: no such"
                                        + " module"));
        var died = findings.cells().stream()
                .filter(cell -> cell.cell().settings().get("tunnel").equals("vxlan"))
                .collect(Collectors.toMap(cell -> cell.cell().settings().get("tunnel-mtu"), cell -> cell.died()
                        .toString()));
        assertThat(died).containsEntry("default", "{tls={timeout=1}}").containsEntry("1100", "{}");
    }
}
