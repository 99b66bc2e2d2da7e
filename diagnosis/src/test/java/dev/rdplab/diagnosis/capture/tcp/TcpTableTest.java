package dev.rdplab.diagnosis.capture.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.Flow;
import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.Samples;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.diagnosis.capture.net.NetSink;
import dev.rdplab.diagnosis.capture.net.Packets;
import dev.rdplab.diagnosis.capture.net.Segment;
import dev.rdplab.diagnosis.capture.net.TooBig;
import dev.rdplab.diagnosis.capture.net.UpperPdu;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpTableTest {

    private static final HostPort CLIENT = new HostPort(Bytes.of(10, 0, 0, 1), 50_000);
    private static final HostPort SERVER = new HostPort(Bytes.of(10, 0, 0, 2), 3389);
    private static final Bytes REQUEST = Bytes.fromHex("030000130ee00000000000010008000b000000");
    private static final Bytes CONFIRM = Bytes.fromHex("030000130ed000001234000200080002000000");
    static final List<String> CAPTURES = Samples.NAMES;

    private final Notes notes = new Notes();
    private final TcpTable table = new TcpTable(notes);
    private int packet;

    private static List<Segment> segments(List<CapturedPacket> packets) {
        var segments = new ArrayList<Segment>();
        var sink = new NetSink() {
            @Override
            public void segment(Segment segment) {
                segments.add(segment);
            }

            @Override
            public void upperPdu(UpperPdu pdu) {}

            @Override
            public void tooBig(TooBig message) {}
        };
        var reader = new Packets(sink, new Notes());
        packets.forEach(reader::packet);
        return segments;
    }

    private static List<TcpConnection> connections(List<Segment> segments) {
        var table = new TcpTable(new Notes());
        segments.forEach(table::add);
        return table.finish();
    }

    private static Bytes stream(TcpSide side) {
        return Bytes.concat(side.chunks().stream().map(Chunk::bytes).toArray(Bytes[]::new));
    }

    /** @param flags letters of S, A, F, R */
    private void segment(
            Role from, String flags, long sequence, long acknowledgment, int length, Segment.Sack... sacks) {
        int bits = (flags.contains("F") ? 1 : 0)
                | (flags.contains("S") ? 2 : 0)
                | (flags.contains("R") ? 4 : 0)
                | (flags.contains("A") ? 16 : 0);
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (sequence + i);
        }
        packet++;
        table.add(new Segment(
                packet,
                packet * 1_000_000L,
                from == Role.CLIENT ? CLIENT : SERVER,
                from == Role.CLIENT ? SERVER : CLIENT,
                sequence & 0xffff_ffffL,
                acknowledgment & 0xffff_ffffL,
                bits,
                0xffff,
                flags.contains("S") ? OptionalInt.of(1460) : OptionalInt.empty(),
                flags.contains("S"),
                List.of(sacks),
                Bytes.wrap(payload),
                length));
    }

    private void open(long clientStart, long serverStart) {
        segment(Role.CLIENT, "S", clientStart - 1, 0, 0);
        segment(Role.SERVER, "SA", serverStart - 1, clientStart, 0);
        segment(Role.CLIENT, "A", clientStart, serverStart, 0);
    }

    private TcpConnection only() {
        var connections = table.finish();
        assertThat(connections).hasSize(1);
        return connections.get(0);
    }

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void putsEachCaptureTogether(String name) {
        var connection = connections(segments(Samples.read(name).packets()));
        assertThat(connection).singleElement().satisfies(c -> {
            assertThat(c.startSeen()).isTrue();
            assertThat(c.client().holes()).isEmpty();
            assertThat(c.server().holes()).isEmpty();
            assertThat(c.client().unacknowledged()).isZero();
            assertThat(stream(c.client()).length()).isEqualTo((int) c.client().length());
            assertThat(stream(c.client()).get(5)).isEqualTo(0xe0);
            assertThat(stream(c.server()).get(5)).isEqualTo(0xd0);
            assertThat(c.close()).isPresent();
            assertThat(c.pathMtu()).isEmpty();
            assertThat(c.notes()).isEmpty();
        });
    }

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void theOrderOfPacketsDoesNotChangeTheStreams(String name) {
        var segments = segments(Samples.read(name).packets());
        var right = connections(segments).get(0);
        for (long seed = 1; seed <= 20; seed++) {
            var random = new Random(seed);
            var shuffled = new ArrayList<>(segments);
            for (int i = 3; i + 4 < shuffled.size(); i++) {
                Collections.swap(shuffled, i, i + random.nextInt(4));
                if (random.nextInt(4) == 0) {
                    shuffled.add(i, shuffled.get(random.nextInt(i)));
                }
            }
            var connection = connections(shuffled).get(0);
            assertThat(stream(connection.client())).as("seed %d", seed).isEqualTo(stream(right.client()));
            assertThat(stream(connection.server())).as("seed %d", seed).isEqualTo(stream(right.server()));
        }
    }

    @Test
    void knowsTheClientWithoutASyn() {
        for (String name : Samples.NAMES) {
            var packets = Samples.read(name).packets();
            var connection =
                    connections(segments(packets.subList(3, packets.size()))).get(0);
            assertThat(connection.startSeen()).isFalse();
            assertThat(stream(connection.client()).get(5)).as(name).isEqualTo(0xe0);
        }
    }

    @Test
    void sequenceNumbersMayWrap() {
        long start = 0xffff_fff0L;
        open(start, start);
        segment(Role.CLIENT, "A", start, start, 10);
        segment(Role.CLIENT, "A", start + 30, start, 30);
        segment(Role.CLIENT, "A", start + 10, start, 25); // overlaps what is there
        segment(Role.SERVER, "A", start, start + 60, 0);
        var client = only().client();
        byte[] expected = new byte[60];
        IntStream.range(0, 60).forEach(i -> expected[i] = (byte) (start + i));
        assertThat(stream(client)).isEqualTo(Bytes.wrap(expected));
        assertThat(client.acknowledged()).isEqualTo(60);
        assertThat(client.chunks()).extracting(Chunk::packet).containsExactly(4, 6, 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 300, 4_100})
    void leavesOutAProxysQuestionWhateverTheLengthOfItsPage(int page) {
        String connect = "CONNECT rdp.example:3389 HTTP/1.1\r\nHost: rdp.example:3389\r\n\r\n";
        String question =
                "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: " + page + "\r\n\r\n" + "x".repeat(page);
        var flow = Flow.tls12()
                .open()
                .data(Role.CLIENT, ascii(connect))
                .data(Role.SERVER, ascii(question))
                .data(Role.CLIENT, ascii(connect))
                .data(Role.SERVER, ascii("HTTP/1.1 200 Connection established\r\n\r\n"))
                .data(Role.CLIENT, REQUEST.toArray())
                .data(Role.SERVER, CONFIRM.toArray());
        var found = connections(segments(flow.packets()));
        assertThat(found).singleElement().satisfies(connection -> {
            assertThat(stream(connection.client())).isEqualTo(REQUEST);
            assertThat(stream(connection.server())).isEqualTo(CONFIRM);
        });
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void tellsAHoleOfTheCaptureFromALossOnTheWay() {
        open(1_000, 5_000);
        segment(Role.CLIENT, "A", 1_000, 5_000, 50);
        segment(Role.CLIENT, "A", 1_100, 5_000, 50);
        segment(Role.SERVER, "A", 5_000, 1_150, 100);
        segment(Role.SERVER, "A", 5_200, 1_150, 100);
        segment(Role.CLIENT, "A", 1_150, 5_100, 0);
        var connection = only();
        assertThat(connection.client().holes()).containsExactly(new Hole(50, 50, true));
        assertThat(connection.client().chunks()).extracting(Chunk::afterHole).containsExactly(false, true);
        assertThat(connection.server().holes()).containsExactly(new Hole(100, 100, false));
        assertThat(stream(connection.server()).length()).isEqualTo(100);
        assertThat(connection.server().unacknowledged()).isEqualTo(200);
    }

    @Test
    void seesThatTheLongFlightOfTheServerIsSwallowed() {
        open(1_000, 5_000);
        segment(Role.CLIENT, "A", 1_000, 5_000, 517);
        segment(Role.SERVER, "A", 5_000, 1_517, 0);
        segment(Role.SERVER, "A", 5_000 + 1_460, 1_517, 300);
        segment(Role.CLIENT, "A", 1_517, 5_000, 0, new Segment.Sack(6_460, 6_760));
        var sign = only().pathMtu();
        assertThat(sign).hasValueSatisfying(s -> {
            assertThat(s.sender()).isEqualTo(Role.SERVER);
            assertThat(s.certain()).isTrue();
            assertThat(s.text()).contains("(SACK)");
        });
    }

    @Test
    void seesALongSegmentThatIsRepeatedForNothing() {
        open(1_000, 5_000);
        segment(Role.CLIENT, "A", 1_000, 5_000, 517);
        for (int i = 0; i < 3; i++) {
            segment(Role.SERVER, "A", 5_000, 1_517, 1_460);
        }
        var connection = only();
        assertThat(connection.server().retransmitted()).isEqualTo(2);
        assertThat(connection.server().lostFrom(1_459)).isTrue();
        assertThat(connection.pathMtu())
                .hasValueSatisfying(s -> assertThat(s.text()).contains("sent 3 times"));
    }

    @Test
    void aRouterIsBelieved() {
        open(1_000, 5_000);
        table.add(new TooBig(4, 4, "10.0.0.9", SERVER, CLIENT, 1_300));
        assertThat(only().pathMtu())
                .hasValueSatisfying(s -> assertThat(s.text()).contains("10.0.0.9", "1300"));
    }

    @Test
    void aPortThatIsUsedAgainIsAnotherConnection() {
        open(1_000, 5_000);
        segment(Role.SERVER, "RA", 5_000, 1_000, 0);
        open(9_000, 7_000);
        segment(Role.CLIENT, "FA", 9_000, 7_000, 0);
        var connections = table.finish();
        assertThat(connections).hasSize(2);
        assertThat(connections.get(0).close())
                .hasValueSatisfying(c -> assertThat(c).matches(x -> x.by() == Role.SERVER && x.reset()));
        assertThat(connections.get(1).close())
                .hasValueSatisfying(c -> assertThat(c).matches(x -> x.by() == Role.CLIENT && !x.reset()));
    }

    @Test
    void otherTrafficIsCountedAndNotKept() {
        var web = new HostPort(Bytes.of(10, 0, 0, 3), 80);
        table.add(new Segment(
                1, 0, CLIENT, web, 1, 1, 16, 0xffff, OptionalInt.empty(), false, List.of(), Bytes.ascii("GET /"), 5));
        open(1_000, 5_000);
        assertThat(table.finish())
                .singleElement()
                .satisfies(c -> assertThat(c.server().address()).isEqualTo(SERVER));
        assertThat(notes.lines()).containsExactly("1 TCP connection that is not RDP: HTTP");
    }

    @Test
    void keepsNoMoreThanItsBoundOfALongStream() {
        open(1_000, 5_000);
        for (int i = 0; i < 2_000; i++) {
            segment(Role.SERVER, "A", 5_000 + i * 1_400L, 1_000, 1_400);
        }
        var server = only().server();
        assertThat(server.length()).isEqualTo(2_000 * 1_400);
        assertThat(server.keptAll()).isFalse();
        assertThat(stream(server).length()).isBetween(KeptStream.MAX_KEPT * 4 / 5, KeptStream.MAX_KEPT);
        assertThat(server.holes()).isEmpty();
    }

    @Test
    void aHandshakeInSegmentsOfOneByteIsKept() {
        segment(Role.CLIENT, "S", 999, 0, 0);
        segment(Role.SERVER, "SA", 4_999, 1_000, 0);
        for (int i = 0; i < 5_000; i++) {
            segment(Role.CLIENT, "A", 1_000 + i, 5_000, 1);
        }
        var client = table.finish().get(0).client();
        assertThat(client.keptAll()).isTrue();
        assertThat(stream(client).length()).isEqualTo(5_000);
    }

    @Test
    void whatOnlyAFinStandsBehindIsMissing() {
        segment(Role.CLIENT, "S", 999, 0, 0);
        segment(Role.SERVER, "SA", 4_999, 1_000, 0);
        segment(Role.CLIENT, "A", 1_000, 5_000, 10);
        segment(Role.CLIENT, "FA", 1_017, 5_000, 0);
        segment(Role.SERVER, "A", 5_000, 1_018, 0);
        assertThat(table.finish().get(0).client().holes()).containsExactly(new Hole(10, 7, true));
    }

    @ParameterizedTest
    @CsvSource({"59, 120, true", "60, 121, false", "59, 119, false"})
    void silenceSpeaksForThePathOnlyWhereTheServerSentLittleAndTheClientMore(int server, int client, boolean sign) {
        open(1_000, 5_000);
        segment(Role.CLIENT, "A", 1_000, 5_000, client);
        segment(Role.SERVER, "A", 5_000, 1_000 + client, server);
        segment(Role.CLIENT, "A", 1_000 + client, 5_000 + server, 0);
        assertThat(only().pathMtu().isPresent()).isEqualTo(sign);
    }

    @ParameterizedTest
    @CsvSource({"499, false", "500, true"})
    void aLostRunSpeaksForThePathWhenItIsLong(int length, boolean sign) {
        open(1_000, 5_000);
        segment(Role.CLIENT, "A", 1_000, 5_000, 1);
        segment(Role.SERVER, "A", 5_000 + length, 1_001, 300);
        segment(Role.CLIENT, "A", 1_001, 5_000, 0, new Segment.Sack(5_000 + length, 5_300 + length));
        assertThat(only().pathMtu().filter(PathMtu::certain).isPresent()).isEqualTo(sign);
    }
}
