package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.testkit.Capture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeCommandTest {

    private static final String CONFIRM = "030000130ed000000000000203080001000000";

    @TempDir
    Path folder;

    @Test
    void namesTheFieldsOfAPdu() {
        var run = Cli.run("decode", CONFIRM);

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("S>C  ConnectionConfirm  19 bytes, x224")
                .containsPattern("15 +4 +RDP_NEG_RSP.selectedProtocol +01000000 +SSL \\(TLS\\)")
                .containsPattern("RDP_NEG_RSP.flags +03 +EXTENDED_CLIENT_DATA_SUPPORTED \\| DYNVC_GFX_PROTOCOL");
        assertThat(Cli.run("decode", "--json", CONFIRM).objects().get(0).findValuesAsText("meaning"))
                .contains("SSL (TLS)");
        assertThat(Cli.run("decode", "03 00 00 13", "0e d0 00 00 00 00 00 02 03 08 00 01 00 00 00")
                        .out())
                .isEqualTo(run.out());
    }

    @Test
    void showsTheFieldsInsideAToken() throws IOException {
        var file = folder.resolve("nla.tsv");
        try (var in = Capture.class.getResourceAsStream("/captures/xf3_spnego_ntlm.tsv")) {
            Files.copy(in, file);
        }
        assertThat(Cli.run("decode", file.toString()).out())
                .containsPattern("NegTokenInit.mechType +2b06010401823702020a +NTLM")
                .containsPattern("AUTHENTICATE_MESSAGE.UserName +\\S+ +\"")
                .containsPattern("AV_PAIR.MsvAvTargetName +\\S+ +\"TERMSRV/");
    }

    @Test
    void aTokenWithoutItsPduIsNamed() {
        var negotiate = "4e544c4d53535000" + "01000000" + "07820880" + "00".repeat(16);
        var challenge = "4e544c4d53535000" + "02000000" + "0600060038000000" + "07820880" + "0102030405060708"
                + "00".repeat(8) + "000000003e000000" + "00".repeat(8) + "4c0041004200";

        assertThat(Cli.run("decode", negotiate).out())
                .contains("C>S  NTLM NEGOTIATE  32 bytes, credssp")
                .contains("NEGOTIATE_MESSAGE.NegotiateFlags");
        assertThat(Cli.run("decode", challenge).out())
                .contains("S>C  NTLM CHALLENGE")
                .contains("\"LAB\"");
        var cut = Cli.run("decode", negotiate.substring(0, 30));
        assertThat(cut.exit()).isEqualTo(Exit.UNEXPECTED);
        assertThat(cut.out()).contains("NTLM").doesNotContain("TS_FP_PDU");
    }

    @Test
    void aPacketWithItsHeadersIsItsPayload() {
        var packet = "0000   00 00 00 00 00 00 00 00 00 00 00 00 08 00 45 00\n"
                + "0010   00 3b 00 01 40 00 40 06 00 00 7f 00 00 01 7f 00\n"
                + "0020   00 01 0d 3d c0 01 00 00 00 01 00 00 00 01 50 18\n"
                + "0030   02 00 00 00 00 00 03 00 00 13 0e d0 00 00 00 00\n"
                + "0040   00 02 03 08 00 01 00 00 00\n";

        var run = Cli.run("decode", packet);

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("S>C  ConnectionConfirm  19 bytes");
    }

    @Test
    void readsSeveralFramesInARow() {
        assertThat(Cli.run("decode", "--titles", CONFIRM + CONFIRM).out().lines())
                .hasSize(2);
    }

    @Test
    void whatDoesNotDecodeWholeEndsWithOneAndSaysWhere() {
        var run = Cli.run("decode", CONFIRM.substring(0, 36));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("offset");
        assertThat(Cli.run("decode", "--json", CONFIRM + "00").objects())
                .extracting(each -> each.path("ok").asBoolean())
                .containsExactly(true, false);
    }

    @ParameterizedTest
    @CsvSource({"0300, TPKT, x224", "03000013, TPKT, x224", "1603, TLSPlaintext, tls", "16030100c8, TLSPlaintext, tls"})
    void theBeginOfSomethingIsNotTakenForALaterStage(String cut, String pdu, String stage) {
        var run = Cli.run("decode", cut);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains(stage + ": " + pdu + ".length at offset");
    }

    static List<String> captures() {
        return Capture.NAMES.stream()
                .filter(name -> !name.equals("gss_spnego_ntlm"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void everyCaptureDecodesWhole(String name) throws IOException {
        var file = folder.resolve(name + ".tsv");
        try (var in = Capture.class.getResourceAsStream("/captures/" + name + ".tsv")) {
            Files.copy(in, file);
        }

        var run = Cli.run("decode", "--json", file.toString());

        assertThat(run.objects()).hasSameSizeAs(Capture.load(name).rows());
        assertThat(run.objects()).allMatch(each -> each.path("ok").asBoolean());
        assertThat(run.exit()).isZero();
    }

    @Test
    void readsExportedPdusOfACapture() throws IOException {
        var file = folder.resolve("exported.pcap");
        Files.write(file, pcap(Capture.load("xf_shadow_tls").rows().subList(0, 6)));

        var run = Cli.run("decode", "--titles", file.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out().lines())
                .hasSize(6)
                .anyMatch(line -> line.contains("C>S  ConnectInitial"))
                .anyMatch(line -> line.contains("S>C  ConnectResponse"));
    }

    @Test
    void neverPrintsThePassword() throws IOException {
        var file = folder.resolve("capture.tsv");
        try (var in = Capture.class.getResourceAsStream("/captures/xf_shadow_tls.tsv")) {
            Files.copy(in, file);
        }
        var password = HexFormat.of().formatHex("Wonder-Land1".getBytes(StandardCharsets.UTF_16LE));

        assertThat(Files.readString(file)).contains(password);
        for (var run : List.of(Cli.run("decode", file.toString()), Cli.run("decode", "--json", file.toString()))) {
            assertThat(run.out()).contains("ClientInfo").doesNotContain(password);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz", "030", "/nowhere/at/all", "0300 zz"})
    void whatIsNeitherDigitsNorAFileEndsWithTwo(String input) {
        var run = Cli.run("decode", input);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
    }

    /** A capture of link type 252: for each PDU the dissector's name, addresses, ports and the bytes. */
    private static byte[] pcap(List<Capture.Row> rows) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(little(24)
                .putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0)
                .putInt(0xffff)
                .putInt(252)
                .array());
        for (var row : rows) {
            var tags = new ByteArrayOutputStream();
            tag(tags, 12, "tpkt".getBytes(StandardCharsets.US_ASCII));
            tag(tags, 20, new byte[] {127, 0, 0, 1});
            tag(tags, 21, new byte[] {127, 0, 0, 1});
            tag(tags, 24, big(2));
            tag(tags, 25, big(row.fromClient() ? 40_000 : 3_389));
            tag(tags, 26, big(row.fromClient() ? 3_389 : 40_000));
            tag(tags, 0, new byte[0]);
            tags.writeBytes(row.bytes());
            out.writeBytes(little(16)
                    .putInt(0)
                    .putInt(0)
                    .putInt(tags.size())
                    .putInt(tags.size())
                    .array());
            out.writeBytes(tags.toByteArray());
        }
        return out.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] big(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private static void tag(ByteArrayOutputStream out, int number, byte[] value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .putShort((short) number)
                .putShort((short) value.length)
                .array());
        out.writeBytes(value);
    }
}
