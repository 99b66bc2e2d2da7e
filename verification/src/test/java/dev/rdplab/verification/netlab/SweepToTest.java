package dev.rdplab.verification.netlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.experiments.run.RealServerCells;
import dev.rdplab.experiments.sweep.Grid;
import dev.rdplab.experiments.sweep.Shard;
import dev.rdplab.experiments.sweep.Sweep;
import dev.rdplab.experiments.sweep.SweepListener;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.protocol.Stage;
import dev.rdplab.testkit.needs.Needs;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server outside every namespace, tried over a path of real packets. */
@Needs(also = PacketPath.class)
@Tag("netlab")
class SweepToTest {

    @TempDir
    Path directory;

    @Test
    void aBlackHoleBeforeARealServerHangsInTlsAndAClampCuresIt() throws Exception {
        var grid = Grid.read(
                "to.yaml",
                """
                name: to
                trials: 1
                seeds: [1]
                fixed: { rtt: 20ms, icmp: false, mtu: 1150, stage-deadline: 4s }
                axes: { clamp: ["off", "on"] }
                """);
        try (var server = ScenarioServer.start(
                Catalogue.load().find("session-nla").orElseThrow(), ScenarioServerOptions.DEFAULT)) {
            var client = ClientOptions.of(server.address())
                    .profile(ClientProfile.MSTSC)
                    .until(Stage.CREDSSP);
            var cells = new RealServerCells(server.address(), client);
            var findings = new Sweep(grid, cells, directory, Shard.ALL, 1, SweepListener.NONE).run();

            var died = findings.cells().stream()
                    .collect(Collectors.toMap(cell -> cell.cell().settings().get("clamp"), cell -> cell.died()
                            .toString()));
            assertThat(died).containsEntry("off", "{tls={timeout=1}}").containsEntry("on", "{}");
        }
    }
}
