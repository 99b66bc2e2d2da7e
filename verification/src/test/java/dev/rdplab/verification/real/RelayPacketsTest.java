package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.relay.Relay;
import dev.rdplab.relay.RelayOptions;
import dev.rdplab.testkit.needs.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FIN, RST and half-close through a relay, as the packets of both legs show them. */
@Needs("tcpdump")
@Tag("real")
class RelayPacketsTest {

    private static final int FIN = 1;
    private static final int RST = 4;
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    private Path folder;

    /** A TCP packet. @param server whether it came from the port that was captured */
    private record Packet(boolean server, int flags, int data) {
        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    /** What the test does with the two ends; {@code first} is the one that begins to close. */
    @FunctionalInterface
    private interface Story {
        void play(Socket first, Socket other) throws IOException;
    }

    private record Legs(List<Packet> client, List<Packet> server) {}

    private Legs run(boolean clientFirst, Story story) throws Exception {
        try (var listening = new ServerSocket(0, 1, HERE);
                var relay = Relay.start(RelayOptions.of(
                        new InetSocketAddress(HERE, 0), new InetSocketAddress(HERE, listening.getLocalPort())));
                var onClient = WireCapture.start(folder, relay.address().getPort());
                var onServer = WireCapture.start(folder, listening.getLocalPort())) {
            try (var client = new Socket(HERE, relay.address().getPort());
                    var server = listening.accept()) {
                story.play(clientFirst ? client : server, clientFirst ? server : client);
            }
            return new Legs(
                    packets(onClient.file(), relay.address().getPort()),
                    packets(onServer.file(), listening.getLocalPort()));
        }
    }

    /** Of a pcap of Ethernet frames with IPv4 without options. */
    private static List<Packet> packets(Path file, int port) throws IOException {
        var in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        var packets = new ArrayList<Packet>();
        for (int at = 24; at < in.limit(); at += 16 + in.getInt(at + 8)) {
            int ip = at + 16 + 14;
            if (in.get(ip + 9) != 6) {
                continue; // the mark at the capture's end
            }
            int tcp = ip + 20;
            int header = (in.get(tcp + 12) >> 4 & 0xf) * 4;
            int length = Short.toUnsignedInt(Short.reverseBytes(in.getShort(ip + 2)));
            int from = Short.toUnsignedInt(Short.reverseBytes(in.getShort(tcp)));
            packets.add(new Packet(from == port, in.get(tcp + 13), length - 20 - header));
        }
        return packets;
    }

    private static int position(List<Packet> packets, boolean server, int flag) {
        for (int i = 0; i < packets.size(); i++) {
            if (packets.get(i).server() == server && packets.get(i).has(flag)) {
                return i;
            }
        }
        return -1;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHalfCloseIsAFinBeforeTheDataOfTheOtherEnd(boolean clientFirst) throws Exception {
        var legs = run(clientFirst, (first, other) -> {
            first.shutdownOutput();
            assertThat(other.getInputStream().read()).isEqualTo(-1);
            other.getOutputStream().write(new byte[] {1, 2, 3});
            assertThat(first.getInputStream().readNBytes(3)).hasSize(3);
            other.shutdownOutput();
            assertThat(first.getInputStream().read()).isEqualTo(-1);
        });
        for (var leg : List.of(legs.client(), legs.server())) {
            assertThat(leg).noneMatch(packet -> packet.has(RST));
            int fin = position(leg, !clientFirst, FIN);
            assertThat(fin).isPositive();
            assertThat(leg.subList(fin, leg.size()))
                    .as("data after the FIN of the other end")
                    .anyMatch(packet -> packet.server() == clientFirst && packet.data() == 3);
            assertThat(position(leg, clientFirst, FIN)).isGreaterThan(fin);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aResetIsARstOnBothLegsAndNoFin(boolean clientFirst) throws Exception {
        var legs = run(clientFirst, (first, other) -> {
            first.getOutputStream().write(7);
            assertThat(other.getInputStream().read()).isEqualTo(7);
            first.setOption(StandardSocketOptions.SO_LINGER, 0);
            first.close();
            try {
                assertThat(other.getInputStream().read()).as("no end of file").isEqualTo(-2);
            } catch (SocketException reset) {
                assertThat(reset).hasMessageContaining("reset");
            }
        });
        for (var leg : List.of(legs.client(), legs.server())) {
            assertThat(position(leg, !clientFirst, RST)).isPositive();
            assertThat(leg).noneMatch(packet -> packet.has(FIN));
        }
    }
}
