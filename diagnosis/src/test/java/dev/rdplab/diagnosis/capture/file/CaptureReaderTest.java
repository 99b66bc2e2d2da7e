package dev.rdplab.diagnosis.capture.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.CaptureFiles;
import dev.rdplab.diagnosis.capture.Samples;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureReaderTest {

    @ParameterizedTest
    @CsvSource({
        "rd_xrdp_rdp.pcap, 54",
        "xf3_hybridex_ok.pcapng, 79",
        "xf3_krb5_shadow.pcapng, 85",
        "xf_xrdp_rdp.pcap, 37",
        "xf_xrdp_tls.pcapng, 68"
    })
    void readsAsManyPacketsAsTsharkCounts(String name, int packets) {
        var content = Samples.read(name);
        assertThat(content.packets()).hasSize(packets);
        assertThat(content.packets().get(packets - 1).number()).isEqualTo(packets);
        assertThat(content.notes()).isEmpty();
    }

    @Test
    void findsTheSecretsInsideAPcapng() {
        assertThat(Samples.read("xf_shadow_nla_ok.pcapng").secrets()).contains("CLIENT_TRAFFIC_SECRET_0 ");
        assertThat(Samples.read("xf_shadow_nla_tls12.pcapng").secrets()).contains("CLIENT_RANDOM ");
    }

    @Test
    void readsPcapInBothByteOrdersAndResolutions() {
        var packets = Samples.read("xf_xrdp_rdp.pcap").packets();
        for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            for (boolean nanos : new boolean[] {true, false}) {
                var again = Samples.read(CaptureFiles.pcap(packets, order, nanos));
                assertThat(again.packets()).as(order + " " + nanos).isEqualTo(packets);
            }
        }
    }

    @Test
    void readsPcapngInBothByteOrders() {
        var packets = Samples.read("xf_xrdp_rdp.pcap").packets();
        for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            var again = Samples.read(CaptureFiles.pcapng(packets, "CLIENT_RANDOM 00 00\n", order));
            assertThat(again.packets()).isEqualTo(packets);
            assertThat(again.secrets()).startsWith("CLIENT_RANDOM 00 00\n");
        }
    }

    @Test
    void readsTwoSectionsOfDifferentByteOrder() {
        var packets = Samples.read("xf_xrdp_rdp.pcap").packets();
        byte[] one = CaptureFiles.pcapng(packets, "", ByteOrder.BIG_ENDIAN);
        byte[] two = CaptureFiles.pcapng(packets, "", ByteOrder.LITTLE_ENDIAN);
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        assertThat(Samples.read(both).packets()).hasSize(2 * packets.size());
    }

    @ParameterizedTest
    @CsvSource({
        "6, 0, 1500000, 1500000000",
        "9, 0, 1500000000, 1500000000",
        "0, 0, 3, 3000000000",
        "3, 10, 1500, 11500000000",
        "12, 0, 1500000000000, 1500000000",
        "129, 0, 3, 1500000000",
        "127, 0, -1, 0"
    })
    void countsTimeAsTheInterfaceSays(int resolution, long offset, long count, long nanos) {
        assertThat(new TimeScale(resolution, offset).nanos(count)).isEqualTo(nanos);
    }

    @Test
    void keepsWhatStandsBeforeACut() {
        byte[] file = Samples.bytes("xf_xrdp_tls.pcapng");
        var cut = Samples.read(Arrays.copyOf(file, file.length - 10));
        assertThat(cut.packets()).hasSize(67);
        assertThat(cut.notes()).singleElement().asString().startsWith("the file ends within a block");
    }

    @Test
    void passesOverABlockThatIsTooLong() {
        byte[] file = Samples.bytes("xf_xrdp_tls.pcapng");
        int section = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        int length = CaptureReader.MAX_BLOCK + 1_024;
        var with = ByteBuffer.allocate(file.length + length).order(ByteOrder.LITTLE_ENDIAN);
        with.put(file, 0, section).putInt(0x0bad).putInt(length).position(section + length - 4);
        with.putInt(length).put(file, section, file.length - section);
        var content = Samples.read(with.array());
        assertThat(content.packets()).hasSize(68);
        assertThat(content.notes()).singleElement().asString().startsWith("a block of more than");
    }

    @Test
    void readsWhatIsPackedWithZstd() throws IOException {
        byte[] file = Samples.bytes("xf_xrdp_tls.pcapng");
        var packed = new ByteArrayOutputStream();
        try (var out = new ZstdOutputStream(packed)) {
            out.write(file);
        }
        byte[] bytes = packed.toByteArray();
        assertThat(Samples.read(bytes).packets()).hasSize(68);
        var cut = Samples.read(Arrays.copyOf(bytes, bytes.length - 40));
        assertThat(cut.notes()).isNotEmpty();
        bytes[bytes.length / 2] ^= 0x55;
        assertThat(Samples.read(bytes).notes()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0a0d",
                "0a0d0d0a",
                "0a0d0d0affffffff4d3c2b1a",
                "0a0d0d0a00000000deadbeef",
                "d4c3b2a1",
                "504b0304"
            })
    void saysWhatIsWrongWithWhatIsNoCapture(String hex) {
        var content = Samples.read(HexFormat.of().parseHex(hex));
        assertThat(content.packets()).isEmpty();
        assertThat(content.notes()).hasSize(1);
    }
}
