package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.wire.Bytes;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One Connection Confirm of 19 bytes, as different programs print it. */
class HexTextTest {

    private static final String CONFIRM = "030000130ed000000000000201080002000000";

    static String[] forms() {
        return new String[] {
            CONFIRM,
            "03:00:00:13:0e:d0:00:00:00:00:00:02:01:08:00:02:00:00:00",
            "03-00-00-13-0E-D0-00-00-00-00-00-02-01-08-00-02-00-00-00",
            // xxd
            "00000000: 0300 0013 0ed0 0000 0000 0002 0108 0002  ................\n"
                    + "00000010: 0000 00                                  ...\n",
            // hexdump -C
            "00000000  03 00 00 13 0e d0 00 00  00 00 00 02 01 08 00 02  |................|\n"
                    + "00000010  00 00 00                                          |...|\n00000013\n",
            // od -A x -t x1z
            "000000 03 00 00 13 0e d0 00 00 00 00 00 02 01 08 00 02  >................<\n"
                    + "000010 00 00 00                                         >...<\n000013\n",
            // Wireshark, with and without characters
            "0000   03 00 00 13 0e d0 00 00 00 00 00 02 01 08 00 02   ................\n0010   00 00 00   ...\n",
            "0000   03 00 00 13 0e d0 00 00 00 00 00 02 01 08 00 02\n0010   00 00 00\n",
            // tcpdump -X of what TCP carries
            "\t0x0000:  0300 0013 0ed0 0000 0000 0002 0108 0002  ................\n\t0x0010:  0000 00      ...\n",
            // PowerShell's Format-Hex
            "   Label: String (System.String) <1A2B>\n\n          Offset Bytes                                           Ascii\n"
                    + "                 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F\n"
                    + "0000000000000000 03 00 00 13 0E D0 00 00 00 00 00 02 01 08 00 02 ................\n"
                    + "0000000000000010 00 00 00                                        ...\n",
            // FreeRDP
            "[12:31:07:141] [4312:00001abd] [DEBUG][com.freerdp.core.transport] - "
                    + "0000 03 00 00 13 0e d0 00 00 00 00 00 02 01 08 00 02 ................\n"
                    + "[12:31:07:141] [4312:00001abd] [DEBUG][com.freerdp.core.transport] - "
                    + "0010 00 00 00                                        ...\n",
            // Python, C, Java
            "b'\\x03\\x00\\x00\\x13\\x0e\\xd0\\x00\\x00\\x00\\x00\\x00\\x02\\x01\\x08\\x00\\x02\\x00\\x00\\x00'",
            "b\"\\x03\\0\\0\\x13\\x0e\\xd0\" b\"\\0\\0\\0\\0\\0\\x02\\x01\\x08\\0\\x02\\0\\0\\0\"",
            "bytes.fromhex('" + CONFIRM + "')",
            "\"\\x03\\x00\\x00\\x13\\x0e\\xd0\\x00\\x00\\x00\\x00\" \\\n\"\\x00\\x02\\x01\\x08\\x00\\x02\\x00\\x00\\x00\"",
            "/* Frame (19 bytes) */\nstatic const unsigned char pkt1[19] = {\n"
                    + "0x03, 0x00, 0x00, 0x13, 0x0e, 0xd0, 0x00, 0x00, /* ........ */\n"
                    + "0x00, 0x00, 0x00, 0x02, 0x01, 0x08, 0x00, 0x02, /* ........ */\n0x00, 0x00, 0x00 /* ... */\n};\n",
            "char peer0_0[] = { /* Packet 4 */\n0x03, 0x00, 0x00, 0x13, 0x0e, 0xd0, 0x00, 0x00, \n"
                    + "0x00, 0x00, 0x00, 0x02, 0x01, 0x08, 0x00, 0x02, 0x00, 0x00, 0x00 };",
            "[3, 0, 0, 19, 14, 208, 0, 0, 0, 0, 0, 2, 1, 8, 0, 2, 0, 0, 0]",
            "new byte[] {3, 0, 0, 19, 14, (byte) 0xd0, 0, 0, 0, 0, 0, 2, 1, 8, 0, 2, 0, 0, 0}",
            "3, 0, 0, 19, 14, -48, 0, 0, 0, 0, 0, 2, 1, 8, 0, 2, 0, 0, 0",
            // Go
            "pdu:&{Tokens:[{Data:[3 0 0 19 14 208 0 0 0 0 0 2 1 8 0 2 0 0 0]}] Info:[] Key:[]}",
            // JSON
            "\"\\u0003\\u0000\\u0000\\u0013\\u000e\\u00d0\\u0000\\u0000\\u0000\\u0000\\u0000\\u0002"
                    + "\\u0001\\u0008\\u0000\\u0002\\u0000\\u0000\\u0000\"",
            // Base64
            "AwAAEw7QAAAAAAACAQgAAgAAAA==",
            "AwAAEw7QAAAA\nAAACAQgAAgAAAA==\n",
            // lines of a log, with the length in one of its own
            "[2026-03-31 01:54:32,982] - DEBUG - data received - Length: 19\n"
                    + "[2026-03-31 01:54:32,982] - DEBUG - data received: " + CONFIRM + "\n"
                    + "[2026-03-31 01:54:32,983] - DEBUG - payload: 02010800020000000000\n",
            "<- server: 03 00 00 13 0e d0 00 00 00 00 00 02 01 08 00 02 00 00 00\n",
        };
    }

    @ParameterizedTest
    @MethodSource("forms")
    void readsTheForm(String text) {
        assertThat(HexText.of(text)).containsExactly(Bytes.fromHex(CONFIRM));
    }

    @Test
    void readsSeveralMessages() {
        assertThat(HexText.of("0000 03 00 00 04\n\n0000 03 00 00 05 01\n"))
                .containsExactly(Bytes.fromHex("03000004"), Bytes.fromHex("0300000501"));
        assertThat(HexText.of("char a[] = {0x03, 0x00};\nchar b[] = {0x30, 0x01};"))
                .containsExactly(Bytes.fromHex("0300"), Bytes.fromHex("3001"));
        assertThat(HexText.of("00000000: 0000 0000 0000 0000 0000 0000 0000 0000  ................\n*\n"
                        + "00000030: 01                                       .\n"))
                .containsExactly(Bytes.fromHex("00".repeat(48) + "01"));
    }

    @Test
    void aPacketInPiecesIsOne() {
        var whole = Bytes.fromHex(CONFIRM);
        var pieces = HexText.of("read 4 bytes:\n0000:  0300 0013    [ .... ]\nread 15 bytes:\n"
                + "0000:  0ed0 0000 0000 0002 0108 0002 0000 00    [ .... ]\n");

        assertThat(Joined.of(pieces)).containsExactly(whole);
        assertThat(Joined.of(List.of(whole, whole))).containsExactly(whole, whole);
        assertThat(Joined.of(List.of(whole.slice(0, 4), whole))).containsExactly(whole.slice(0, 4), whole);
        assertThat(Joined.of(List.of(whole.slice(0, 4), whole.slice(5))))
                .containsExactly(whole.slice(0, 4), whole.slice(5));
    }

    @Test
    void charactersThatLookLikeDigitsAreNoBytes() {
        var bytes =
                HexFormat.of().formatHex("abcdef0123456789cafe".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertThat(HexText.of("00000000: 6162 6364 6566 3031 3233 3435 3637 3839  abcdef0123456789\n"
                        + "00000010: 6361 6665                                cafe\n"))
                .containsExactly(Bytes.fromHex(bytes));
        assertThat(HexText.of("0000 61 62 63 64 65 66 30 31 32 33 34 35 36 37 38 39 abcdef0123456789\n"
                        + "0010 63 61 66 65                                     cafe\n"))
                .containsExactly(Bytes.fromHex(bytes));
        assertThat(HexText.of("00000000  61 62 63 64 65 66 30 31  32 33 34 35 36 37 38 39  |abcdef0123456789|\n"
                        + "00000010  63 61 66 65 63 61 66 65                           |cafecafe|\n"))
                .containsExactly(Bytes.fromHex(bytes + "63616665"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "xyz!",
                "030",
                "hello world",
                "{}",
                "[1]",
                "{0x03, 0x100}",
                "(a, b)",
                "1, 2, 300",
                "''",
                "[1 2 3]",
                "helloworld12",
                "user: 0123456789abcdef"
            })
    void isNotBytes(String text) {
        assertThat(HexText.of(text)).isEmpty();
    }
}
