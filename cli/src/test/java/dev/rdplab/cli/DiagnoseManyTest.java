package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnoseManyTest {

    private static final int CONNECTIONS = 300;
    private static final int RAW_IP = 101;
    private static final int IP_AND_TCP = 40;
    private static final int SYN = 0x02;
    private static final int RST_ACK = 0x14;

    /** A port scan, or a client that tries for hours. */
    @Test
    void connectionsOfOneVerdictAreToldOnce(@TempDir Path folder) throws IOException {
        var file = Files.write(folder.resolve("refused.pcap"), refused());

        var text = Cli.run("diagnose", file.toString());

        assertThat(text.exit()).isEqualTo(1);
        assertThat(text.out()).contains(" connections with the same verdict, ");
        assertThat(text.out().lines().count()).isLessThan(CONNECTIONS / 2);

        var lines = Cli.run("diagnose", "--json", file.toString()).objects();
        assertThat(lines).hasSize(CONNECTIONS);
        var firsts = lines.stream()
                .filter(line -> line.path("connection").asInt()
                        == line.path("sameVerdict").path("first").asInt())
                .toList();
        assertThat(firsts).hasSizeLessThan(5);
        assertThat(firsts.stream()
                        .mapToInt(line ->
                                line.path("sameVerdict").path("connections").asInt())
                        .sum())
                .isEqualTo(CONNECTIONS);
    }

    @Test
    void thePageHasOneCaseForAllOfAVerdict(@TempDir Path folder) throws IOException {
        var file = Files.write(folder.resolve("refused.pcap"), refused());
        var out = folder.resolve("evidence");

        Cli.run("diagnose", "--quiet", "--out", out.toString(), file.toString());

        assertThat(Files.readString(out.resolve("report.html"))).contains(" connections with the same verdict, ");
        try (var inside = Files.list(out)) {
            assertThat(inside.filter(Files::isDirectory).count()).isLessThan(5);
        }
    }

    @Test
    void in80ColumnsARowOfTheTableIsOneLine(@TempDir Path folder) throws IOException {
        var file = Files.write(folder.resolve("refused.pcap"), refused());
        var out = new StringWriter();

        RdpLab.run(Terminal.to(out, out, 80, Map.of()), "diagnose", "--no-color", file.toString());

        assertThat(out.toString())
                .contains("day (UTC)  2023-11-14\nserver     10.0.0.2:3389\n#")
                .containsPattern("\\n2 x\\d+ +22:13:20.002Z +10\\.0\\.0\\.1 +connect +refused\\n");
        assertThat(out.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    /** Classic pcap: a SYN of each port, answered with RST. */
    private static byte[] refused() {
        var file = ByteBuffer.allocate(24 + 2 * CONNECTIONS * (16 + IP_AND_TCP)).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0xA1B2C3D4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0);
        file.putInt(65_535).putInt(RAW_IP);
        for (int i = 0; i < CONNECTIONS; i++) {
            packet(file, 2 * i, 0x0A00_0001, 0x0A00_0002, 40_000 + i, 3389, SYN, 1_000, 0);
            packet(file, 2 * i + 1, 0x0A00_0002, 0x0A00_0001, 3389, 40_000 + i, RST_ACK, 0, 1_001);
        }
        return file.array();
    }

    private static void packet(
            ByteBuffer file, int number, int from, int to, int fromPort, int toPort, int flags, int seq, int ack) {
        file.putInt(1_700_000_000 + number / 1_000).putInt(number % 1_000 * 1_000);
        file.putInt(IP_AND_TCP).putInt(IP_AND_TCP);
        var packet = ByteBuffer.allocate(IP_AND_TCP);
        packet.putShort((short) 0x4500).putShort((short) IP_AND_TCP).putInt(0x4000);
        packet.putShort((short) 0x4006).putShort((short) 0).putInt(from).putInt(to);
        packet.putShort((short) fromPort).putShort((short) toPort).putInt(seq).putInt(ack);
        packet.putShort((short) (0x5000 | flags)).putShort((short) 8_192).putInt(0);
        file.put(packet.array());
    }
}
