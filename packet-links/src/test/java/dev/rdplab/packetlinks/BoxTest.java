package dev.rdplab.packetlinks;

import static dev.rdplab.packetlinks.PacketNet.A;
import static dev.rdplab.packetlinks.PacketNet.A6;
import static dev.rdplab.packetlinks.PacketNet.B;
import static dev.rdplab.packetlinks.PacketNet.B6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.chaos.link.Direction;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the boxes on the way do to TCP and say in ICMP. */
class BoxTest {

    private static final int PSH_ACK = 0x18;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsTheSenderThatAPacketIsTooBig(boolean v6) {
        var lane = lane(Direction.UP, Impairment.NONE.mtu(Impairment.Mtu.withIcmp(1300)), StatefulBox.steady());
        var packet = Packets.tcp(v6 ? A6 : A, v6 ? B6 : B, PSH_ACK, 1000, 2000, "x".repeat(1301 - (v6 ? 60 : 40)));

        LaneTest.send(lane, packet, 0);

        int length = lane.takeBack();
        var answer = lane.back();
        assertThat(LaneTest.drain(lane)).isEmpty();
        assertThat(lane.counts().of(Cause.ICMP_SENT)).isEqualTo(1);
        assertThat(Packets.checksumsAreRight(answer, length)).isTrue();
        int header = v6 ? 40 : 20;
        assertThat(answer.getShort(header)).isEqualTo((short) (v6 ? 0x0200 : 0x0304));
        assertThat(answer.getInt(header + 4)).isEqualTo(1300);
        assertThat(answer.slice(v6 ? 24 : 16, v6 ? 16 : 4)).isEqualTo(ByteBuffer.wrap((v6 ? A6 : A).getAddress()));
        assertThat(answer.slice(header + 8, 60)).isEqualTo(packet.slice(0, 60));
        assertThat(length).isLessThanOrEqualTo(v6 ? 1280 : 576);
    }

    @Test
    void letsAPacketOfExactlyTheMtuPassAndSaysNothingInABlackHole() {
        var lane = lane(Direction.UP, Impairment.NONE.mtu(Impairment.Mtu.blackHole(1300)), StatefulBox.steady());

        LaneTest.send(lane, Packets.udp(A, B, 1300, 1), 0);
        LaneTest.send(lane, Packets.udp(A, B, 1301, 2), 0);

        assertThat(lane.takeBack()).isZero();
        assertThat(LaneTest.drain(lane)).hasSize(1);
        assertThat(lane.counts().of(Cause.TOO_BIG)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void clampsTheMssOfSynsAndNothingElse(boolean v6) {
        var lane = lane(Direction.UP, Impairment.NONE.mssClamp(1200), StatefulBox.steady());
        var data = Packets.tcp(v6 ? A6 : A, v6 ? B6 : B, PSH_ACK, 1, 1, "hello");

        LaneTest.send(lane, Packets.tcp(v6 ? A6 : A, v6 ? B6 : B, IpPacket.SYN, 7, 0, ""), 0);
        LaneTest.send(lane, data, 0);

        var passed = LaneTest.drain(lane);
        assertThat(passed.get(0).getInt((v6 ? 40 : 20) + 20)).isEqualTo(0x0204_0000 | 1200);
        assertThat(Packets.checksumsAreRight(
                        recomputed(passed.get(0)), passed.get(0).capacity()))
                .isTrue();
        assertThat(passed.get(1)).isEqualTo(data);
        assertThat(lane.counts().of(Cause.CLAMPED)).isEqualTo(1);
    }

    @Test
    void leavesASmallerMssAlone() {
        var lane = lane(Direction.UP, Impairment.NONE.mssClamp(1460), StatefulBox.steady());
        var syn = Packets.tcp(A, B, IpPacket.SYN, 7, 0, "");

        LaneTest.send(lane, syn, 0);

        assertThat(LaneTest.drain(lane)).containsExactly(syn);
    }

    @Test
    void forgetsFlowsAtItsTimeAndLearnsNewOnes() {
        var box = StatefulBox.losing(new StateLoss(Duration.ofNanos(100), false), 0);
        var up = lane(Direction.UP, Impairment.NONE, box);
        var down = lane(Direction.DOWN, Impairment.NONE, box);
        var data = Packets.tcp(A, B, PSH_ACK, 10, 20, "data");
        var answer = Packets.tcp(B, A, PSH_ACK, 20, 14, "answer");

        LaneTest.send(up, data, 99);
        LaneTest.send(up, data, 100);
        LaneTest.send(down, answer, 100);
        LaneTest.send(up, Packets.tcp(A, B, IpPacket.SYN, 50, 0, ""), 101);
        LaneTest.send(up, data, 102);
        LaneTest.send(down, answer, 102);

        assertThat(LaneTest.drain(up)).hasSize(3);
        assertThat(LaneTest.drain(down)).hasSize(1);
        assertThat(up.counts().of(Cause.STATE_LOST)).isEqualTo(1);
        assertThat(down.counts().of(Cause.STATE_LOST)).isEqualTo(1);
        assertThat(up.takeBack()).isZero();
    }

    @Test
    void letsUdpInAgainOnlyAfterTheInsideHasSent() {
        var box = StatefulBox.steady();
        var up = lane(Direction.UP, Impairment.NONE, box);
        var down = lane(Direction.DOWN, Impairment.NONE, box);
        var outwards = Packets.udp(A, B, 100, 1);
        var inwards = Packets.udp(B, A, 100, 2);
        inwards.putShort(20, (short) 2000).putShort(22, (short) 1000);

        box.forget(false, 50);
        LaneTest.send(down, inwards, 60);
        LaneTest.send(up, outwards, 61);
        LaneTest.send(down, inwards, 62);

        assertThat(LaneTest.drain(down)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersASegmentOfAForgottenFlowWithReset(boolean v6) {
        var box = StatefulBox.losing(new StateLoss(Duration.ZERO, true), 0);
        var lane = lane(Direction.DOWN, Impairment.NONE, box);

        LaneTest.send(lane, Packets.tcp(v6 ? B6 : B, v6 ? A6 : A, PSH_ACK, 1000, 2000, "data"), 5);

        int header = v6 ? 40 : 20;
        int length = lane.takeBack();
        assertThat(length).isEqualTo(header + 20);
        assertThat(Packets.checksumsAreRight(lane.back(), length)).isTrue();
        assertThat(lane.back().getShort(header)).isEqualTo((short) 40_000);
        assertThat(lane.back().getInt(header + 4)).as("sequence").isEqualTo(2000);
        assertThat(lane.back().get(header + 13)).isEqualTo((byte) IpPacket.RST);
        assertThat(address(lane.back(), v6 ? 8 : 12, v6)).isEqualTo(v6 ? B6 : B);
    }

    @Test
    void resetsBothEndsAtAChosenPacket() {
        var lane = lane(Direction.UP, Impairment.NONE.chosen(Impairment.Chosen.reset(1)), StatefulBox.steady());

        LaneTest.send(lane, Packets.tcp(A, B, PSH_ACK, 1000, 2000, "data"), 5);

        assertThat(lane.takeBack()).isEqualTo(40);
        assertThat(lane.back().getInt(24)).isEqualTo(2000);
        var toReceiver = LaneTest.drain(lane).get(0);
        assertThat(toReceiver.getInt(24)).isEqualTo(1000);
        assertThat(toReceiver.get(33)).isEqualTo((byte) (IpPacket.RST | IpPacket.ACK));
        assertThat(Packets.checksumsAreRight(toReceiver, 40)).isTrue();
        assertThat(lane.counts().of(Cause.RST_SENT)).isEqualTo(2);
    }

    @Test
    void survivesPacketsThatAreCutShort() {
        var lane = lane(
                Direction.UP,
                Impairment.NONE
                        .mssClamp(500)
                        .corrupt(1)
                        .mtu(Impairment.Mtu.withIcmp(68))
                        .chosen(Impairment.Chosen.reset(1, 2, 3, 4, 5, 6, 7, 8)),
                StatefulBox.losing(new StateLoss(Duration.ZERO, true), 0));
        for (var packet : new ByteBuffer[] {
            Packets.tcp(A, B, IpPacket.SYN, 7, 0, "data"), Packets.tcp(A6, B6, IpPacket.SYN, 7, 0, "data")
        }) {
            for (int length = 0; length < packet.capacity(); length++) {
                var cut = ByteBuffer.allocate(length).put(0, packet, 0, length);
                LaneTest.send(lane, cut, length);
                lane.takeBack();
                LaneTest.drain(lane);
            }
        }
        assertThat(lane.slots().onTheWay()).isZero();
    }

    private static Lane lane(Direction direction, Impairment impairment, StatefulBox box) {
        return LaneTest.lane(direction, impairment, box);
    }

    /** The IPv4 header of packets made by hand has no checksum; its transport has. */
    private static ByteBuffer recomputed(ByteBuffer packet) {
        if (packet.get(0) >> 4 == 4) {
            packet.putShort(10, IpPacket.fold(IpPacket.sum(packet, 0, 20)));
        }
        return packet;
    }

    private static InetAddress address(ByteBuffer packet, int source, boolean v6) {
        byte[] bytes = new byte[v6 ? 16 : 4];
        packet.get(source + bytes.length, bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
