package dev.rdplab.experiments.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.packetlinks.Impairment;
import dev.rdplab.packetlinks.KernelProfile;
import dev.rdplab.packetlinks.Loss;
import dev.rdplab.packetlinks.tunnel.OwnTunnel;
import dev.rdplab.words.BadValueException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class GridTest {

    private static final List<String> EXPERIMENTS = Grid.BUNDLED;

    @ParameterizedTest
    @FieldSource("EXPERIMENTS")
    void theExperimentsOfTheLabCanBeReadAndEachCellBecomesAPath(String name) {
        var grid = Grid.bundled(name);

        assertThat(grid.name()).isEqualTo(name);
        assertThat(grid.cells()).isNotEmpty().doesNotHaveDuplicates();
        for (Cell cell : grid.cells()) {
            assertThat(SweptPath.of(cell.settings(), 1).path()).isNotNull();
        }
    }

    @Test
    void crossesItsAxesAndLeavesOutWhatIsSkipped() {
        var grid = read(
                "trials: 4",
                "fixed: { tls: '1.3' }",
                "axes: { loss: [0%, 5%], tunnel: [none, wireguard] }",
                "skip: [{ loss: 5%, tunnel: none }]");

        assertThat(grid.cells().stream().map(Cell::id))
                .containsExactly(
                        "loss=0%,tls=1.3,tunnel=none",
                        "loss=0%,tls=1.3,tunnel=wireguard", "loss=5%,tls=1.3,tunnel=wireguard");
    }

    @Test
    void refusesWhatCannotBeWithLineAndAllowedValues() {
        assertRefused(
                "grid.yaml:3: axes.tunel: unknown key (did you mean tunnel?)", "trials: 4", "axes: { tunel: [none] }");
        assertRefused(
                "axes.tunnel[1]: 'ipsec' is not known; allowed: none, wireguard",
                "trials: 4",
                "axes: { tunnel: [none, ipsec] }");
        assertRefused("axes.rtt[0]: '20' has no unit", "trials: 4", "axes: { rtt: [20] }");
        assertRefused("axes.loss[1]: '5%' appears here twice", "trials: 4", "axes: { loss: [5%, 5%] }");
        assertRefused("tls is fixed and an axis", "trials: 4", "fixed: { tls: '1.2' }", "axes: { tls: ['1.3'] }");
        assertRefused("'10' has no unit", "trials: 4", "axes: { bandwidth: [10] }");
        assertRefused("trials: '0' is out of bounds", "trials: 0", "axes: { loss: [0%] }");
    }

    @Test
    void saysThePathOfACellInTheWordsOfTheLinks() {
        var grid = read(
                "trials: 1",
                "fixed: { loss: 5%, burst: 4, loss-way: up, rtt: 100ms, bandwidth: 10Mbit, icmp: false, clamp: 'on',",
                "         kernel: windows-like, tunnel: wireguard, tunnel-mtu: 1280 }",
                "axes: { mtu: [1300] }");
        var swept = SweptPath.of(grid.cells().get(0).settings(), 9);

        var down = Impairment.NONE
                .delay(Duration.ofMillis(50))
                .rate(Impairment.Rate.of(10_000_000, 100))
                .mtu(Impairment.Mtu.blackHole(1300))
                .mssClamp(1260);
        assertThat(swept.path().down()).isEqualTo(down);
        assertThat(swept.path().up()).isEqualTo(down.loss(Loss.bursts(0.05, 4)));
        assertThat(swept.path().kernelA()).isEqualTo(KernelProfile.WINDOWS_LIKE);
        assertThat(swept.path().seed()).isEqualTo(9);
        assertThat(swept.tunnel().name()).isEqualTo("wireguard");
        assertThat(swept.knobs().mtu()).isEqualTo(Optional.of(1280));
    }

    @Test
    void kernelsAreSetAsAWholeOrOneSettingAtATime() {
        var path = SweptPath.of(
                        Map.of(
                                "server-kernel", "windows-like",
                                "mtu-probing", "1",
                                "congestion-control", "reno",
                                "syn-linear-timeouts", "0"),
                        1)
                .path();

        assertThat(path.kernelA().settings())
                .containsEntry("net.ipv4.tcp_mtu_probing", "1")
                .containsEntry("net.ipv4.tcp_syn_linear_timeouts", "0")
                .containsEntry("net.ipv4.tcp_timestamps", "1");
        assertThat(path.kernelB().settings())
                .containsEntry("net.ipv4.tcp_congestion_control", "reno")
                .containsEntry("net.ipv4.tcp_timestamps", "0");
    }

    @Test
    void aSettingIsFixedAsAFileWouldFixIt() {
        var grid = read("trials: 1", "axes: { loss: [0%, 5%] }");

        assertThat(grid.fixed("link", "modelled").cells())
                .allMatch(c -> c.settings().get("link").equals("modelled"));
        assertThatThrownBy(() -> grid.fixed("link", "dummynet"))
                .hasMessageContaining("allowed: tun, netem, modelled, virtual");
        assertThatThrownBy(() -> grid.fixed("loss", "1%")).hasMessage("loss is an axis of " + grid.name());
    }

    @Test
    void aTunnelOfOnesOwnStandsByItsName() {
        var axes = "axes: { tunnel: [none, { name: mine, up: ./up.sh, device: tun7 }], clamp: ['off', 'on'] }";
        var grid = read("trials: 1", "fixed: { mtu: 1200 }", axes, "skip: [{ tunnel: mine, clamp: 'on' }]");

        assertThat(grid.cells()).hasSize(3);
        assertThat(grid.cells().get(2).id()).isEqualTo("clamp=off,mtu=1200,tunnel=mine");
        assertThat(SweptPath.of(grid.cells().get(2).settings(), 1, grid.tunnels())
                        .tunnel())
                .isEqualTo(new OwnTunnel(
                        "mine", "./up.sh", Optional.empty(), Optional.empty(), "tun7", List.of(), Optional.empty()));
        assertThat(GridStamp.of(grid).hash())
                .isNotEqualTo(GridStamp.of(read(
                                "trials: 1",
                                "fixed: { mtu: 1200 }",
                                axes.replace("up.sh", "up2.sh"),
                                "skip: [{ tunnel: mine, clamp: 'on' }]"))
                        .hash());
    }

    @Test
    void mistakesOfATunnelOfOnesOwnAreNamedWithTheirPlace() {
        var start = "axes: { rtt: [1ms], tunnel: [{ name: ";
        assertRefused("grid.yaml:3: axes.tunnel[0].up: is missing", "trials: 1", start + "mine, device: tun7 }] }");
        assertRefused(
                "axes.tunnel[0].redy: unknown key (did you mean ready?)",
                "trials: 1",
                start + "mine, up: x, redy: y, device: tun7 }] }");
        assertRefused("axes.tunnel[0].device: ", "trials: 1", start + "mine, up: x, device: a/b }] }");
        assertRefused(
                "axes.tunnel[0].name: wireguard has a meaning already",
                "trials: 1",
                start + "wireguard, up: x, device: tun7 }] }");
        assertRefused(
                "axes.tunnel[1]: a mapping appears here twice",
                "trials: 1",
                start + "mine, up: x, device: tun7 }, { name: mine, up: y, device: tun7 }] }");
        assertRefused(
                "skip: no tunnel other; there are none, wireguard, openvpn-udp, openvpn-tcp, mine",
                "trials: 1",
                start + "mine, up: x, device: tun7 }] }",
                "skip: [{ tunnel: other }]");
    }

    static Grid read(String... lines) {
        return Grid.read("grid.yaml", "name: test\n" + String.join("\n", lines) + "\n");
    }

    private static void assertRefused(String message, String... lines) {
        assertThatThrownBy(() -> read(lines))
                .isInstanceOf(BadValueException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aTunnelLeftOutTakesItsCellsAloneAndTheResultsStayThoseOfTheGrid() {
        var grid = Grid.bundled("flaky-wifi");
        var rest = grid.withoutTunnel("wireguard");

        assertThat(rest.cells()).hasSize(grid.cells().size() / 2).noneMatch(cell -> cell.settings()
                .containsValue("wireguard"));
        assertThat(GridStamp.of(rest)).isEqualTo(GridStamp.of(grid));
    }
}
