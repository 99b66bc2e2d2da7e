package dev.rdplab.packetlinks.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.packetlinks.Impairment;
import dev.rdplab.packetlinks.NeedsPacketLab;
import dev.rdplab.packetlinks.PacketPath;
import dev.rdplab.packetlinks.TunLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tunnels made by commands: VXLAN of the kernel, and commands that fail. */
@NeedsPacketLab
class OwnTunnelTest {

    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final String VXLAN =
            """
            ip link add "$RDPLAB_DEVICE" type vxlan id 7 dstport 4789 local "$RDPLAB_OUTER" remote "$RDPLAB_OUTER_PEER" &&
            ip addr add "$RDPLAB_INNER/24" dev "$RDPLAB_DEVICE" &&
            ip link set "$RDPLAB_DEVICE" mtu "${RDPLAB_TUNNEL_MTU:-1400}" up
            """;

    @TempDir
    private Path folder;

    private Path down;

    @BeforeEach
    void name() {
        down = folder.resolve("down");
    }

    @Test
    void carriesTcpAndIsTakenDownAtBothEnds() throws IOException {
        TunnelTest.carriesTcp(own(VXLAN, Optional.empty()));

        assertThat(down).hasContent("client\nserver");
    }

    @Test
    void carriesTcpInIpv6WhereTheDeviceHasNoIpv4() throws IOException {
        var up = VXLAN.replace("$RDPLAB_INNER/24\"", "$RDPLAB_INNER6/64\"");
        TunnelTest.carriesTcp(own(up, Optional.empty()));

        try (var link = TunLink.open(PacketPath.both(Impairment.NONE, 1));
                var tunnel = own(up, Optional.empty()).open(link, TunnelKnobs.DEFAULTS)) {
            assertThat(tunnel.addressB().getHostAddress()).isEqualTo("fd93:0:0:0:0:0:0:2");
        }
    }

    @Test
    void namesTheFirstProgramThatIsNotThereAndHowToGetIt() {
        var lacking = new OwnTunnel(
                "own",
                VXLAN,
                Optional.empty(),
                Optional.empty(),
                "vx0",
                List.of("sh", "/bin/sh", "nosuchprogram", "/nosuchfile"),
                Optional.of("apt-get install no-such-package"));

        assertThat(lacking.missing()).contains("nosuchprogram is not installed; run: apt-get install no-such-package");
        assertThat(own(VXLAN, Optional.empty()).missing()).isEmpty();
        assertFails(lacking).hasMessageStartingWith("tunnel own: nosuchprogram is not installed");
    }

    @Test
    void aCommandInTheForegroundIsReadyByAnotherAndEndsWithTheTunnel() throws IOException {
        var pids = folder.resolve("pids");
        var up = VXLAN + "sleep 1000 &\necho $! >> " + pids + "\necho $$ >> " + pids + "\nwait\n";
        try (var link = TunLink.open(PacketPath.both(Impairment.NONE, 1));
                var tunnel = own(up, Optional.of("test -s " + pids)).open(link, TunnelKnobs.DEFAULTS)) {
            assertThat(tunnel.failure()).isEmpty();
            assertThat(tunnel.addressA().getHostAddress()).isEqualTo("10.93.0.1");
            assertThat(tunnel.settings()).containsEntry("tunnel", "own").containsEntry("device", "vx0");
        }
        assertThat(down).hasContent("client\nserver");
        assertThat(Files.readAllLines(pids)).hasSize(4).noneMatch(OwnTunnelTest::runs);
    }

    @Test
    void saysWhichEndFailedAndItsLastWords() {
        assertFails(own("echo no such cipher; test $RDPLAB_END = server || exit 3", Optional.empty()))
                .hasMessage("tunnel own: up at the client's end has ended with 3; its last words: no such cipher");
        assertThat(down).hasContent("client\nserver");
    }

    @Test
    void whatNeverGetsReadyIsGivenUpAndTakenDown() {
        assertFails(own(VXLAN, Optional.of("echo not yet; false")))
                .hasMessage(
                        "tunnel own: waited 1 s; ready at the client's end has ended with 1; its last words: not yet");
        assertThat(down).hasContent("client\nserver");
        assertFails(own("exec sleep 1000", Optional.empty()))
                .hasMessage(
                        "tunnel own: waited 1 s; up at the server's end has not ended, and without `ready` it has to");
        assertFails(own("true", Optional.empty()))
                .hasMessage("tunnel own: waited 1 s; there is no device vx0 with an address at the server's end");
    }

    @Test
    void refusesATunnelThatNothingWouldTake() {
        assertFails(own(
                        VXLAN + "ip route add table 9 \"$RDPLAB_INNER_PEER\" dev lo; ip rule add to"
                                + " \"$RDPLAB_INNER_PEER\" table 9 pref 1",
                        Optional.empty()))
                .hasMessageContaining("the client's packets to 10.93.0.2 would go beside the tunnel: 10.93.0.2 dev lo");
    }

    /** A process that has ended and waits for init has no command line. */
    private static boolean runs(String pid) {
        try {
            return Files.readAllBytes(Path.of("/proc", pid, "cmdline")).length > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private AbstractThrowableAssert<?, ?> assertFails(OwnTunnel tunnel) {
        try (var link = TunLink.open(PacketPath.both(Impairment.NONE, 1))) {
            return assertThatThrownBy(() -> tunnel.open(link, TunnelKnobs.DEFAULTS, SHORT))
                    .isInstanceOf(TunnelFailedException.class);
        }
    }

    private OwnTunnel own(String up, Optional<String> ready) {
        return new OwnTunnel(
                "own", up, Optional.of("echo $RDPLAB_END >> " + down), ready, "vx0", List.of(), Optional.empty());
    }
}
