package dev.rdplab.diagnosis.capture.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.Samples;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketsTest {

    private static final int ETHERNET_HEADER = 14;
    /** An IPv4 packet with a Connection Request, of a real client. */
    private static final CapturedPacket REQUEST =
            Samples.read("rd_xrdp_rdp.pcap").packets().get(3);

    private static final Bytes IPV4 = REQUEST.bytes().slice(ETHERNET_HEADER);

    private final Notes notes = new Notes();
    private final List<Segment> segments = new ArrayList<>();
    private final List<TooBig> tooBig = new ArrayList<>();

    private void read(int linkType, Bytes... packets) {
        var sink = new NetSink() {
            @Override
            public void segment(Segment segment) {
                segments.add(segment);
            }

            @Override
            public void upperPdu(UpperPdu pdu) {
                throw new AssertionError(pdu);
            }

            @Override
            public void tooBig(TooBig message) {
                tooBig.add(message);
            }
        };
        var reader = new Packets(sink, notes);
        for (var bytes : packets) {
            reader.packet(new CapturedPacket(1, 0, linkType, bytes, bytes.length()));
        }
        reader.finish();
    }

    /** IPv4 and UDP headers 28 in front of what a tunnel adds. */
    @ParameterizedTest
    @CsvSource({
        "2152, 30ff 0000 00000001", // GTP-U
        "2152, 34ff 0000 00000001 0000 00 85 01 1000 00", // with an extension header of 4 bytes
        "1701, 0002 0001 0001 ff03 0021", // L2TP
        "1701, 4002 0000 0001 0001 0021",
        "4790, 0c000001 00000700", // VXLAN-GPE with IP inside
        "6635, 00064140", // MPLS
        "37008, 0100 0001 01 000000000000000000000000 0800" // TZSP
    })
    void findsTheSegmentInTunnelsOverUdp(int port, String header) {
        var inner = Bytes.concat(Bytes.fromHex(header), IPV4);
        read(101, overUdp(port, inner));
        assertThat(notes.lines()).isEmpty();
        assertThat(segments)
                .singleElement()
                .satisfies(segment -> assertThat(segment.payload().get(5)).isEqualTo(0xe0));
    }

    @ParameterizedTest
    @CsvSource({
        "148, 01000000, packets of WireGuard",
        "92, 02000000, packets of WireGuard",
        "64, 03000000, packets of WireGuard",
        "32, 04000000, packets of WireGuard",
        "1312, 04000000, packets of WireGuard",
        "149, 01000000, 'packets to or from UDP port 51820, the usual port of WireGuard'",
        "40, 04000000, 'packets to or from UDP port 51820, the usual port of WireGuard'",
        "64, 03000001, 'packets to or from UDP port 51820, the usual port of WireGuard'",
        "100, 47455420, 'packets to or from UDP port 51820, the usual port of WireGuard'"
    })
    void aPortAloneIsNoWireGuard(int length, String begin, String note) {
        read(101, overUdp(51_820, Bytes.concat(Bytes.fromHex(begin), Bytes.copyOf(new byte[length - 4]))));

        assertThat(notes.lines()).containsExactly(note + ", which are not read");
    }

    @Test
    void aDatagramOfTwoBytesIsNoWireGuard() {
        read(101, overUdp(51_820, Bytes.fromHex("0100")));

        assertThat(notes.lines()).singleElement().asString().contains("the usual port of WireGuard");
    }

    private static Bytes overUdp(int port, Bytes inner) {
        var udp = new WireWriter()
                .u16be("source", 40_000)
                .u16be("destination", port)
                .u16be("length", 8 + inner.length())
                .u16be("checksum", 0)
                .bytes("data", inner)
                .toBytes();
        return new WireWriter()
                .u16be("version", 0x4500)
                .u16be("length", 20 + udp.length())
                .bytes("rest", Bytes.fromHex("0000 0000 4011 0000 c0000201 c0000202"))
                .bytes("data", udp)
                .toBytes();
    }

    @Test
    void aHeaderWhoseOptionsAreCutOffStillCounts() {
        read(101, IPV4.slice(0, 42));
        assertThat(segments).singleElement().satisfies(segment -> {
            assertThat(segment.payload().isEmpty()).isTrue();
            assertThat(segment.payloadLength()).isEqualTo(41);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "1, 00000000000000000000000008 00",
        "1, 000000000000000000000000 8100 0001 0800",
        "1, 000000000000000000000000 88a8 0001 8100 0002 0800",
        "1, 000000000000000000000000 8864 1100 0001 005f 0021",
        "101, ''",
        "228, ''",
        "12, ''",
        "113, 0000 0304 0006 0000000000000000 0800",
        "276, 0800 0000 00000001 0304 00 06 0000000000000000",
        "0, 02000000",
        "0, 00000002",
        "108, 00000002",
        "104, 0f00 0800",
        "51, 1100 0001 005f 0021",
        "1, 000000000000000000000000 8100 0001 0061 aaaa03 000000 0800", // LLC behind a tag
        "1, 000000000000000000000000 88e7 00000007 000000000000000000000000 0800",
        "1, 000000000000000000000000 8847 00064140 001122334455 001122334466 0800", // no control word
        "109, 02000000 00000000 00000000"
    })
    void findsTheSegmentUnderEachLinkType(int linkType, String header) {
        read(linkType, Bytes.concat(Bytes.fromHex(header), IPV4));
        assertThat(notes.lines()).isEmpty();
        assertThat(segments).singleElement().satisfies(segment -> {
            assertThat(segment.to()).hasToString("127.0.0.1:4711");
            assertThat(segment.payload().length()).isEqualTo(41);
            assertThat(segment.payload().get(5)).isEqualTo(0xe0);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "6, ''",
        "0, 06 00 000000000000",
        "60, 06 01 0000000000000000000000000000",
        "43, 3c 00 000000000000 06 00 000000000000",
        "44, 06 00 0000 00000001",
        "51, 06 04 0000 00000001 00000001 000000000000000000000000"
    })
    void passesOverTheExtensionHeadersOfIpv6(int next, String extensions) {
        var more = Bytes.fromHex(extensions);
        var tcp = IPV4.slice(20);
        int length = more.length() + tcp.length();
        var header = Bytes.of(0x60, 0, 0, 0, length >> 8, length & 0xff, next, 64);
        var address = Bytes.concat(Bytes.zeros(15), Bytes.of(1));
        read(229, Bytes.concat(header, address, address, more, tcp));
        assertThat(notes.lines()).isEmpty();
        assertThat(segments).singleElement().satisfies(segment -> {
            assertThat(segment.to()).hasToString("[::1]:4711");
            assertThat(segment.payload().length()).isEqualTo(41);
        });
    }

    @Test
    void saysThatFragmentsAreMissing() {
        byte[] fragment = IPV4.toArray();
        fragment[6] = 0x20;
        read(101, Bytes.wrap(fragment));
        assertThat(segments).isEmpty();
        assertThat(notes.lines()).containsExactly("IP packets of which fragments are missing");
    }

    @Test
    void putsFragmentsTogetherInAnyOrder() {
        int cut = 20 + 24; // of the payload the first 24 bytes, a multiple of eight
        byte[] first = IPV4.slice(0, cut).toArray();
        first[2] = 0;
        first[3] = (byte) cut;
        first[6] = 0x20; // more fragments
        byte[] second = Bytes.concat(IPV4.slice(0, 20), IPV4.slice(cut)).toArray();
        second[2] = 0;
        second[3] = (byte) second.length;
        second[6] = 0;
        second[7] = 3; // offset in units of eight bytes
        read(101, Bytes.wrap(second), Bytes.wrap(first));
        assertThat(segments)
                .singleElement()
                .satisfies(segment -> assertThat(segment.payload().length()).isEqualTo(41));
        assertThat(notes.lines()).isEmpty();
    }

    @Test
    void knowsHowLongACutPayloadWas() {
        read(101, IPV4.slice(0, IPV4.length() - 30));
        assertThat(segments).singleElement().satisfies(segment -> {
            assertThat(segment.payload().length()).isEqualTo(11);
            assertThat(segment.payloadLength()).isEqualTo(41);
        });
    }

    @Test
    void readsARoutersWordThatAPacketWasTooBig() {
        var header = Bytes.fromHex("45000038000000004001000 0 c0a80101 7f000001".replace(" ", ""));
        read(101, Bytes.concat(header, Bytes.fromHex("03040000000005 46".replace(" ", "")), IPV4.slice(0, 28)));
        assertThat(tooBig).singleElement().satisfies(message -> {
            assertThat(message.mtu()).isEqualTo(1350);
            assertThat(message.router()).isEqualTo("192.168.1.1");
            assertThat(message.to().port()).isEqualTo(4711);
        });
    }

    @ParameterizedTest
    @CsvSource({"02, 1280", "02, 0", "01, -1"})
    void readsTheSameWordOfIpv6(String type, long mtu) {
        String addresses = "20010db8000000000000000000000001 20010db8000000000000000000000002";
        var dropped = Bytes.fromHex(
                ("6000000000140640" + addresses + "c35012670000000100000000 5010ffff00000000").replace(" ", ""));
        var icmp = Bytes.fromHex(type + "000000" + String.format("%08x", Math.max(0, mtu)));
        var header = Bytes.fromHex(("60000000" + String.format("%04x", icmp.length() + dropped.length()) + "3a40"
                        + "20010db8000000000000000000000009 20010db8000000000000000000000001")
                .replace(" ", ""));

        read(101, Bytes.concat(header, icmp, dropped));

        if (mtu < 0) {
            assertThat(tooBig).isEmpty();
            return;
        }
        assertThat(tooBig).singleElement().satisfies(message -> {
            assertThat(message.mtu()).isEqualTo(mtu);
            assertThat(message.router()).isEqualTo("2001:db8::9");
            assertThat(message.from().port()).isEqualTo(0xc350);
            assertThat(message.to().port()).isEqualTo(4711);
        });
    }

    /** Nested to the longest packet that a capture may hold: no stack is deep enough for all of it. */
    @ParameterizedTest
    @CsvSource({
        "1, 000000000000000000000000 88e7 00000001, 18", // 802.1ah in 802.1ah
        "1, 000000000000000000000000 8847 00000140, 18", // MPLS with Ethernet inside
        "101, 33000000 00000000, 8" // AH in AH
    })
    void stopsAtABoundInPacketsThatNestWithoutEnd(int linkType, String layer, int length) {
        var layers = Bytes.fromHex(layer.replace(" ", "").repeat(60_000 / length));
        var ip = Bytes.concat(Bytes.fromHex("4500fa00 00000000 40330000 c0000201 c0000202"), layers);
        read(linkType, linkType == 101 ? ip : layers);
        assertThat(segments).isEmpty();
        assertThat(notes.lines()).singleElement().asString().contains("more than 8 tunnels");
    }

    @Test
    void neverThrowsForACutPacket() {
        for (int linkType : new int[] {0, 1, 12, 101, 108, 113, 228, 229, 252, 276, 9_999}) {
            for (int length = 0; length < IPV4.length(); length++) {
                read(linkType, IPV4.slice(0, length));
                read(linkType, Bytes.zeros(length));
            }
        }
        assertThat(notes.lines()).isNotEmpty();
    }
}
