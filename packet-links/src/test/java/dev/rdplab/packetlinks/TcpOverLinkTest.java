package dev.rdplab.packetlinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.chaos.link.Direction;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel's TCP on paths that are broken in ways that only packets can be. */
@NeedsPacketLab
class TcpOverLinkTest {

    private static final long SEED = 11;
    private static final int SMALL = 500;
    private static final int LARGE = 4_000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBlackHoleSwallowsLargeSegmentsAndLetsSmallOnesPass(boolean v6) throws Exception {
        var down = Impairment.NONE.mtu(Impairment.Mtu.blackHole(1300));
        try (var link = open(Impairment.NONE, down);
                var tcp = TcpPair.over(link, target(link, v6))) {
            tcp.serverSends(SMALL);
            tcp.clientReceives(SMALL);

            tcp.serverSends(LARGE);
            assertThatThrownBy(() -> tcp.clientReceives(LARGE)).isInstanceOf(SocketTimeoutException.class);
            assertThat(link.counts(Direction.DOWN).of(Cause.TOO_BIG)).isGreaterThan(2);
            assertThat(link.counts(Direction.DOWN).of(Cause.ICMP_SENT)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withIcmpTheSenderLearnsTheMtuAtOnce(boolean v6) throws Exception {
        var down = Impairment.NONE.mtu(Impairment.Mtu.withIcmp(1300));
        try (var link = open(Impairment.NONE, down);
                var tcp = TcpPair.over(link, target(link, v6))) {
            tcp.serverSends(LARGE);
            tcp.clientReceives(LARGE);

            assertThat(link.counts(Direction.DOWN).of(Cause.ICMP_SENT)).isPositive();
            assertThat(link.b()
                            .run("ip", "route", "get", target(link, v6) == link.addressB6() ? "fd77::1" : "10.77.0.1"))
                    .contains("mtu 1300");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClampKeepsEverySegmentBelowTheHole(boolean v6) throws Exception {
        var down = Impairment.NONE.mtu(Impairment.Mtu.blackHole(1300));
        try (var link = open(Impairment.NONE.mssClamp(1300 - (v6 ? 60 : 40)), down);
                var tcp = TcpPair.over(link, target(link, v6))) {
            tcp.serverSends(LARGE);
            tcp.clientReceives(LARGE);

            assertThat(link.counts(Direction.UP).of(Cause.CLAMPED)).isEqualTo(1);
            assertThat(link.counts(Direction.DOWN).of(Cause.TOO_BIG)).isZero();
        }
    }

    @Test
    void aBoxThatForgetsItsFlowsIsSilentAndTheNextConnectionWorks() throws Exception {
        try (var link = open(Impairment.NONE, Impairment.NONE);
                var tcp = TcpPair.over(link, link.addressB())) {
            tcp.serverSends(SMALL);
            tcp.clientReceives(SMALL);
            link.forgetFlows(false);

            tcp.serverSends(SMALL);
            assertThatThrownBy(() -> tcp.clientReceives(SMALL)).isInstanceOf(SocketTimeoutException.class);
            assertThat(link.counts(Direction.DOWN).of(Cause.STATE_LOST)).isPositive();
            try (var next = TcpPair.over(link, link.addressB())) {
                next.serverSends(LARGE);
                next.clientReceives(LARGE);
            }
        }
    }

    @Test
    void aBoxThatForgetsMayResetTheSender() throws Exception {
        var path = PacketPath.both(Impairment.NONE, SEED).stateLoss(new StateLoss(Duration.ofMinutes(5), true));
        try (var link = TunLink.open(path);
                var tcp = TcpPair.over(link, link.addressB())) {
            link.forgetFlows(true);
            tcp.serverSends(SMALL);

            assertThatThrownBy(tcp::serverReceives)
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
            assertThat(link.counts(Direction.DOWN).of(Cause.RST_SENT)).isEqualTo(1);
        }
    }

    @Test
    void aChosenSegmentBecomesAResetForBothEnds() throws Exception {
        // Up: SYN, ACK, then the client's first data.
        try (var link = open(Impairment.NONE.chosen(Impairment.Chosen.reset(3)), Impairment.NONE);
                var tcp = TcpPair.over(link, link.addressB())) {
            tcp.clientSends(SMALL);

            assertThatThrownBy(tcp::serverReceives).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> tcp.clientReceives(1)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aDroppedSegmentIsSentAgainAndTheKernelCountsIt() throws Exception {
        try (var link = open(Impairment.NONE.chosen(Impairment.Chosen.drop(3)), Impairment.NONE);
                var tcp = TcpPair.over(link, link.addressB())) {
            tcp.clientSends(SMALL);
            assertThat(tcp.serverReceives()).isPositive();

            assertThat(link.a().tcpCounters().get("RetransSegs")).isEqualTo(1);
            assertThat(link.counts(Direction.UP).of(Cause.CHOSEN)).isEqualTo(1);
        }
    }

    @Test
    void corruptSegmentsAreNoticedByTheChecksumAndSentAgain() throws Exception {
        try (var link = open(Impairment.NONE, Impairment.NONE.corrupt(0.2));
                var tcp = TcpPair.over(link, link.addressB())) {
            for (int i = 0; i < 20; i++) {
                tcp.serverSends(LARGE);
                tcp.clientReceives(LARGE);
            }
            assertThat(link.counts(Direction.DOWN).of(Cause.CORRUPTED)).isPositive();
            assertThat(link.a().tcpCounters().get("InCsumErrors")).isPositive();
        }
    }

    @Test
    void throughputIsMeasured() throws Exception {
        for (var delay : List.of(Duration.ZERO, Duration.ofMillis(25))) {
            try (var link = open(Impairment.NONE.delay(delay), Impairment.NONE.delay(delay));
                    var tcp = TcpPair.over(link, link.addressB())) {
                long bytes = tcp.downloadFor(Duration.ofSeconds(1));
                System.out.println("one stream, " + delay.toMillis() + " ms each way: " + bytes * 8 / 1_000_000
                        + " Mbit/s; " + link.counts(Direction.DOWN));
                assertThat(bytes).isPositive();
                assertThat(link.counts(Direction.DOWN).dropped()).isZero();
            }
        }
    }

    private static PacketLink open(Impairment up, Impairment down) {
        return TunLink.open(PacketPath.of(up, down, SEED));
    }

    private static InetAddress target(PacketLink link, boolean v6) {
        return v6 ? link.addressB6() : link.addressB();
    }
}
