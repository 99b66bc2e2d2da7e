package dev.rdplab.protocol.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.PduChecks.Captured;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.security.CapturedSecurity;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.security.SecurityHeader;
import dev.rdplab.protocol.security.SecuritySession;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ClientInfoTest {

    /** Those with a security header: under encryption level none later PDUs have none and were named after their bytes. */
    static final List<Captured> CAPTURED = PduChecks.captured(
            row -> row.name().startsWith("ClientInfo(") && !row.name().contains("EXCHANGE_PKT"));

    /** The packet of [MS-RDPBCGR] 4.1.10 in the clear. */
    private static final Bytes SPECIFICATION = Bytes.fromHex(
            """
            09040904 b3430000 0a00 0c00 0000 0000 0000
            4e00540044004500560000 00 65006c0074006f006e0073000000 0000 0000 0000
            0200 1e00 3100350037002e00350039002e003200340032002e003100350036000000
            8400 43003a005c006400650070006f00740073005c00770032006b0033005f0031005c007400650072006d007300720076005c
            006e006500770063006c00690065006e0074005c006c00690062005c00770069006e00330032005c006f0062006a005c006900
            3300380036005c006d00730074007300630061007800 2e0064006c006c000000
            e0010000
            50006100630069006600690063002000530074006100 6e0064006100720064002000540069006d0065000000
            0000000000000000000000000000000000000000
            0000 0a00 0000 0500 0200 0000 0000 0000 00000000
            5000610063006900660069006300200044006100790 06c0069006700680074002000540069006d0065000000
            0000000000000000000000000000000000000000
            0000 0400 0000 0100 0200 0000 0000 0000 c4ffffff
            00000000 01000000
            """);

    @ParameterizedTest
    @FieldSource("CAPTURED")
    void readsAndWritesWhatRealClientsSent(Captured captured) {
        Bytes clear = clear(captured);
        ClientInfo info = PduChecks.roundTrips(ClientInfo::decode, clear);
        assertThat(info.userName()).isIn("alice", "bob");
        assertThat(info.extraInfo().orElseThrow().clientAddress()).contains("127.0.0.1");
        PduChecks.rejectsATrailingByte(ClientInfo::decode, clear);
    }

    @Test
    void readsTheExampleOfTheSpecification() {
        ClientInfo info = PduChecks.roundTrips(ClientInfo::decode, SPECIFICATION);
        assertThat(info.codePage()).isEqualTo(0x0409_0409L);
        assertThat(info.flags().value()).isEqualTo(0x43b3);
        assertThat(info.flags().compressionType()).isEqualTo(1);
        assertThat(info.domain()).isEqualTo("NTDEV");
        assertThat(info.userName()).isEqualTo("eltons");
        ExtendedInfo extra = info.extraInfo().orElseThrow();
        assertThat(extra.clientAddressFamily()).isEqualTo(ExtendedInfo.AF_INET);
        assertThat(extra.clientAddress()).contains("157.59.242.156");
        assertThat(extra.clientDir().orElseThrow()).endsWith("\\obj\\i386\\mstscax.dll");
        TimeZone zone = extra.clientTimeZone().orElseThrow();
        assertThat(zone.bias()).isEqualTo(480);
        assertThat(TimeZone.text(zone.standardName())).isEqualTo("Pacific Standard Time");
        assertThat(zone.standardDate()).isEqualTo(new SystemTime(0, 10, 0, 5, 2, 0, 0, 0));
        assertThat(zone.daylightBias()).isEqualTo(-60);
        assertThat(extra.clientSessionId()).contains(0L);
        assertThat(extra.performanceFlags()).contains(PerformanceFlags.PERF_DISABLE_WALLPAPER);
        assertThat(extra.autoReconnectCookie()).isEmpty();
    }

    @Test
    void endsBehindAnyTrailingField() {
        ClientInfo full = full(InfoFlags.INFO_UNICODE.with(InfoFlags.INFO_AUTOLOGON));
        Bytes bytes = PduChecks.roundTrips(ClientInfo::decode, full.toBytes()).toBytes();
        var ends = new ArrayList<Integer>();
        for (int length = 0; length < bytes.length(); length++) {
            Bytes prefix = bytes.slice(0, length);
            try {
                assertThat(PduChecks.decode(ClientInfo::decode, prefix).toBytes())
                        .isEqualTo(prefix);
                ends.add(bytes.length() - length);
            } catch (ProtocolViolationException expected) {
                assertThat(expected.problem()).isIn(Problem.TRUNCATED, Problem.LENGTH_OUT_OF_BOUNDS);
            }
        }
        // From the end: disabled 2, key name 2 + 6, reserved 2 and 2, cookie 2 + 28, performance 4, session 4, zone
        // 172,
        // and then the packet of RDP 4.0 without address 2 + 2 + 20 and folder 2 + 4.
        assertThat(ends).containsExactly(254, 224, 52, 48, 44, 14, 12, 10, 2);
    }

    @Test
    void writesTextOfTheAnsiCodePageByteByByte() {
        ClientInfo ansi = full(new InfoFlags(0));
        Bytes bytes = PduChecks.roundTrips(ClientInfo::decode, ansi.toBytes()).toBytes();
        assertThat(bytes.hex()).contains(Bytes.ascii("Ren").hex() + "e900");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ClientInfo(0, new InfoFlags(0), "", "\u4e2d", Secret.of(""), "", "", Optional.empty()));
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(full(InfoFlags.INFO_UNICODE).toString()).doesNotContain("Wonder-Land1", "abababab");
    }

    @Test
    void refusesATextThatDoesNotEndOrIsTooLong() {
        Bytes bytes = full(InfoFlags.INFO_UNICODE).toBytes();
        assertRefused(set(bytes, 18 + 6, 1), Problem.MALFORMED, "Domain"); // terminator of "LAB"
        assertRefused(set(bytes, 8, 5), Problem.MALFORMED, "Domain"); // half a character
        assertRefused(set(bytes, 9, 0x02), Problem.LENGTH_OUT_OF_BOUNDS, "cbDomain");
    }

    @Test
    void survivesDamage() {
        var samples = new ArrayList<Bytes>(
                List.of(SPECIFICATION, full(InfoFlags.INFO_UNICODE).toBytes()));
        CAPTURED.forEach(c -> samples.add(clear(c)));
        PduChecks.survivesMutations(ClientInfo::decode, samples, 20_261_122, 30_000);
    }

    private static void assertRefused(Bytes bytes, Problem problem, String field) {
        assertThatExceptionOfType(ProtocolViolationException.class)
                .isThrownBy(() -> PduChecks.decode(ClientInfo::decode, bytes))
                .satisfies(e -> {
                    assertThat(e.problem()).isEqualTo(problem);
                    assertThat(e.field()).isEqualTo(field);
                    assertThat(e.pdu()).isEqualTo("TS_INFO_PACKET");
                });
    }

    private static Bytes set(Bytes bytes, int at, int value) {
        byte[] array = bytes.toArray();
        array[at] = (byte) value;
        return Bytes.wrap(array);
    }

    private static ClientInfo full(InfoFlags flags) {
        return new ClientInfo(
                0x409,
                flags,
                "LAB",
                "Ren\u00e9",
                Secret.of("Wonder-Land1"),
                "",
                "C:\\",
                Optional.of(new ExtendedInfo(
                        ExtendedInfo.AF_INET,
                        Optional.of("127.0.0.1"),
                        Optional.of("x"),
                        Optional.of(TimeZone.UTC),
                        Optional.of(0L),
                        Optional.of(PerformanceFlags.PERF_ENABLE_FONT_SMOOTHING),
                        Optional.of(new AutoReconnectCookie(7, Bytes.fromHex("ab".repeat(16)))),
                        Optional.of(0),
                        Optional.of(0),
                        Optional.of("UTC"),
                        Optional.of(0))));
    }

    /** The body behind the security header, decrypted where it is encrypted. */
    private static Bytes clear(Captured captured) {
        WireReader in = CapturedSecurity.reader(captured.bytes());
        SecurityHeader header = SecurityHeader.decode(in);
        assertThat(header.flags().has(SecurityFlags.SEC_INFO_PKT)).isTrue();
        if (!header.encrypted()) {
            return in.rest("TS_INFO_PACKET");
        }
        var keys = CapturedSecurity.load(captured.capture()).keys();
        return SecuritySession.of(keys, Role.SERVER).open(header, in).data();
    }
}
