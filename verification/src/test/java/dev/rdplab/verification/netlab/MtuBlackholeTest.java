package dev.rdplab.verification.netlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.experiments.sweep.CellFindings;
import dev.rdplab.experiments.sweep.Grid;
import dev.rdplab.protocol.Stage;
import dev.rdplab.testkit.needs.Needs;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A path that swallows what is too big for it, and says so or not. The lab's small certificate makes a flight of one packet:
 * under TLS 1.2 one that passes at 1300 and not at 1200, under TLS 1.3 one that is larger by a signature.
 */
@Needs(also = PacketPath.class)
@Tag("netlab")
class MtuBlackholeTest {

    /** IPv4 and TCP with timestamps take 52 bytes of each. */
    private static final int SMALL_TLS_12 = 1224;

    private static final int SMALL_TLS_13 = 1305;
    /** A certificate's serial number and an ECDSA signature may be a few bytes shorter or longer. */
    private static final int GIVE = 8;

    private static final int FULL = 1500;

    @TempDir
    Path directory;

    @Test
    void theBundledExperimentShowsWhoHangsAndWhatMendsIt() throws Exception {
        var experiment = Experiment.run(Grid.bundled("mtu-blackhole").trials(1), directory);

        for (CellFindings cell : experiment.findings().cells()) {
            var settings = cell.cell().settings();
            boolean passes = Integer.parseInt(settings.get("mtu")) >= largestPacket(settings)
                    || settings.get("clamp").equals("on");
            boolean flows = settings.get("stay").equals("none")
                    || settings.get("mtu").equals("1500")
                    || settings.get("clamp").equals("on");
            if (passes && flows) {
                assertThat(cell.success().count()).as("%s", cell).isOne();
            } else if (passes) {
                assertThat(cell.died()).as("%s", cell).containsExactly(Map.entry(Stage.ACTIVE, Map.of("timeout", 1)));
            } else {
                hangsInTls(cell);
            }
        }
        assertThat(experiment.findings().whatToChangeFirst().get(0).sentence()).startsWith("clamp: off -> on");
    }

    @Test
    void aPathThatIsEightBytesTooSmallForTheFlightSwallowsIt() throws Exception {
        var grid = Grid.read(
                "flight.yaml",
                """
                name: flight
                trials: 1
                seeds: [1]
                fixed: { rtt: 20ms, icmp: false, clamp: "off", credssp: none, profile: mstsc, stage-deadline: 4s, certificate: good }
                axes:
                  tls: ["1.2", "1.3"]
                  mtu: [%d, %d, %d, %d]
                """
                        .formatted(SMALL_TLS_12 - GIVE, SMALL_TLS_12 + GIVE, SMALL_TLS_13 - GIVE, SMALL_TLS_13 + GIVE));
        for (CellFindings cell : Experiment.run(grid, directory).findings().cells()) {
            var settings = cell.cell().settings();
            if (Integer.parseInt(settings.get("mtu")) > largestPacket(settings)) {
                assertThat(cell.success().count()).as("%s", cell).isOne();
            } else {
                hangsInTls(cell);
            }
        }
    }

    @Test
    void whoIsToldByIcmpDoesNotHang() throws Exception {
        var grid = Grid.read(
                "mtu-icmp.yaml",
                """
                name: mtu-icmp
                trials: 1
                seeds: [1]
                fixed: { rtt: 20ms, clamp: "off", credssp: none, profile: mstsc, stage-deadline: 4s }
                axes:
                  icmp: [true, false]
                  mtu: [1300, 1200]
                  tls: ["1.2", "1.3"]
                  certificate: [good, chain-3]
                """);
        for (CellFindings cell : Experiment.run(grid, directory).findings().cells()) {
            var settings = cell.cell().settings();
            boolean passes = settings.get("icmp").equals("true")
                    || Integer.parseInt(settings.get("mtu")) >= largestPacket(settings);
            if (passes) {
                assertThat(cell.success().count()).as("%s", cell).isOne();
            } else {
                hangsInTls(cell);
            }
        }
    }

    /** Of the server's TLS flight, in bytes, headers and all. A chain fills more than one packet, and the first is full. */
    private static int largestPacket(Map<String, String> settings) {
        if (settings.get("certificate").equals("chain-3")) {
            return FULL;
        }
        return settings.get("tls").equals("1.2") ? SMALL_TLS_12 : SMALL_TLS_13;
    }

    /** The same segment is sent again until the client has enough of it. */
    private static void hangsInTls(CellFindings cell) {
        assertThat(cell.success().count()).as("%s", cell).isZero();
        assertThat(cell.died()).containsExactly(Map.entry(Stage.TLS, Map.of("timeout", 1)));
        assertThat(cell.retransmissions().orElse(0)).as("%s", cell).isGreaterThanOrEqualTo(2);
    }
}
