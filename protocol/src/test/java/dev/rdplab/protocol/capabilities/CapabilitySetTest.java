package dev.rdplab.protocol.capabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.share.ConfirmActive;
import dev.rdplab.protocol.share.SharePdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CapabilitySetTest {

    /** Sets that no recorded client sends; the first ones are a Windows server's, [MS-RDPBCGR] 4.1.12. */
    static Stream<CapabilitySet> sets() {
        var others = Stream.of(
                        "09000800 ea03dce2",
                        "16002800 00000000 70f613f3 01000000 01000000 18000000 9cf613f3 61a68280 00000000 005091bf",
                        "12000800 01000000",
                        "17000800 00000000",
                        "18000b00 00000000 00 0000",
                        "18000b00 01000000 03 0c00",
                        "04002800 000000000000000000000000000000000000000000000000 7800 0004 7800 0010 5101 0040",
                        "19000600 0100",
                        "0e000400",
                        "08000800 0100 1400",
                        "14000800 01000000",
                        "1d004a00 03 122f777672bd6344afb3b73c9c6f7886 00 0400 00000000"
                                + "b91b8dca0f004f15589fae2d1a87e2d6 00 0400 00000000"
                                + "d4cc44278a9d744e803c0ecbeea19c54 00 0400 00000000",
                        "06000500 00")
                .map(hex -> PduChecks.decode(CapabilitySet::decode, Bytes.fromHex(hex)));
        var clients = Stream.of(ClientCapabilities.values()).flatMap(c -> c.sets().stream());
        return Stream.of(others, clients, ServerCapabilities.lab(1024, 768, 32).stream())
                .flatMap(s -> s)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void agreesWithItsBytes(CapabilitySet set) {
        assertThat(PduChecks.roundTrips(CapabilitySet::decode, set.toBytes())).isEqualTo(set);
        PduChecks.rejectsEveryPrefix(CapabilitySet::decode, set.toBytes());
    }

    @Test
    void readsEveryTypeFieldByField() {
        var types = sets().filter(set -> !(set instanceof RawCapability))
                .map(CapabilitySet::type)
                .collect(Collectors.toSet());

        assertThat(types)
                .contains(1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24)
                .contains(25, 26, 27, 28, 29, 30);
    }

    @Test
    void understandsAWindowsClient() {
        var sets = ClientCapabilities.MSTSC.sets(1280, 1024);

        assertThat(CapabilitySet.find(sets, BitmapCapability.class).orElseThrow())
                .extracting(BitmapCapability::preferredBitsPerPixel, BitmapCapability::desktopWidth)
                .containsExactly(32, 1280);
        assertThat(CapabilitySet.find(sets, InputCapability.class).orElseThrow().keyboardLayout())
                .isEqualTo(0x409);
        assertThat(CapabilitySet.find(sets, PointerCapability.class))
                .contains(new PointerCapability(1, 20, OptionalInt.of(21)));
        assertThat(CapabilitySet.find(sets, FrameAcknowledgeCapability.class)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"FREERDP_2, xf_xrdp_tls", "FREERDP_3, xf3_shadow_tls", "RDESKTOP, rd_xrdp_tls"})
    void sendsWhatTheRealClientSent(ClientCapabilities client, String capture) {
        var frame = PduChecks.captured("ConfirmActive").stream()
                .filter(c -> c.capture().equals(capture))
                .findFirst()
                .orElseThrow()
                .bytes();
        var confirm = (ConfirmActive) PduChecks.decode(SharePdu::decode, frame.slice(15));

        assertThat(client.sets()).isEqualTo(confirm.capabilitySets());
        assertThat(client.sourceDescriptor()).isEqualTo(confirm.sourceDescriptor());
    }

    @ParameterizedTest
    @EnumSource(ClientCapabilities.class)
    void changesOnlyTheSizeOfTheDesktop(ClientCapabilities client) {
        var changed = new ArrayList<>(client.sets(1999, 1001));
        changed.removeAll(client.sets());

        assertThat(changed).singleElement().isInstanceOfSatisfying(BitmapCapability.class, bitmap -> {
            assertThat(bitmap.desktopWidth()).isEqualTo(1999);
            assertThat(bitmap.desktopHeight()).isEqualTo(1001);
        });
    }

    @Test
    void keepsASetThatIsLongerThanTheSpecificationHasIt() {
        var bytes = Bytes.fromHex("1a000a00 00000100 0000");

        assertThat(PduChecks.roundTrips(CapabilitySet::decode, bytes))
                .isEqualTo(new RawCapability(26, Bytes.fromHex("000001000000")));
    }

    @Test
    void refusesASetThatIsShorterThanItsFields() {
        assertThatThrownBy(() -> PduChecks.decode(CapabilitySet::decode, Bytes.fromHex("1a000600 0000 0100")))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("maxRequestSize");
    }

    @Test
    void refusesAListThatCountsMoreSetsThanItHolds() {
        var list = Bytes.concat(Bytes.fromHex("0200 0000"), new SoundCapability(1, 0).toBytes());

        assertThatThrownBy(() -> PduChecks.decode(CapabilitySet::decodeList, list))
                .isInstanceOf(ProtocolViolationException.class);
        assertThatThrownBy(() -> PduChecks.decode(CapabilitySet::decodeList, Bytes.fromHex("ffff0000")))
                .hasMessageContaining("LIMIT_EXCEEDED");
    }

    @Test
    void survivesMutations() {
        List<Bytes> samples = sets().map(CapabilitySet::toBytes).toList();

        PduChecks.survivesMutations(CapabilitySet::decode, samples, 20261122L, 20_000);
    }
}
