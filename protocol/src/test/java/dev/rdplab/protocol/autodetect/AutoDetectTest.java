package dev.rdplab.protocol.autodetect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.autodetect.AutoDetectRequest.BandwidthPayload;
import dev.rdplab.protocol.autodetect.AutoDetectRequest.BandwidthStart;
import dev.rdplab.protocol.autodetect.AutoDetectRequest.BandwidthStop;
import dev.rdplab.protocol.autodetect.AutoDetectRequest.NetworkCharacteristics;
import dev.rdplab.protocol.autodetect.AutoDetectRequest.RttMeasure;
import dev.rdplab.protocol.autodetect.AutoDetectResponse.BandwidthResults;
import dev.rdplab.protocol.autodetect.AutoDetectResponse.NetworkCharacteristicsSync;
import dev.rdplab.protocol.autodetect.AutoDetectResponse.Rtt;
import dev.rdplab.protocol.wire.Bytes;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AutoDetectTest {

    /** After the layouts in [MS-RDPBCGR] 2.2.14.1; the first one was sent by freerdp-shadow-cli3. */
    private static final Map<String, AutoDetectRequest> REQUESTS = Map.of(
            "06 00 2300 0110", new RttMeasure(0x23, RttMeasure.CONNECT_TIME),
            "06 00 0100 0100", new RttMeasure(1, RttMeasure.AFTER_CONNECT),
            "06 00 0200 1410", new BandwidthStart(2, BandwidthStart.CONNECT_TIME),
            "08 00 0300 0200 0300 aabbcc", new BandwidthPayload(3, Bytes.of(0xaa, 0xbb, 0xcc)),
            "08 00 0400 2b00 0100 dd", new BandwidthStop(4, BandwidthStop.CONNECT_TIME, Bytes.of(0xdd)),
            "06 00 0400 2904", new BandwidthStop(4, BandwidthStop.RELIABLE, Bytes.EMPTY),
            "0e 00 0500 4008 01000000 03000000",
                    new NetworkCharacteristics(5, OptionalLong.of(1), OptionalLong.empty(), 3),
            "0e 00 0500 8008 02000000 03000000",
                    new NetworkCharacteristics(5, OptionalLong.empty(), OptionalLong.of(2), 3),
            "12 00 0500 c008 01000000 02000000 03000000",
                    new NetworkCharacteristics(5, OptionalLong.of(1), OptionalLong.of(2), 3));

    /** After the layouts in [MS-RDPBCGR] 2.2.14.2; the first one was sent by xfreerdp3. */
    private static final Map<String, AutoDetectResponse> RESPONSES = Map.of(
            "06 01 2300 0000", new Rtt(0x23),
            "0e 01 0400 0300 0a000000 00040000", new BandwidthResults(4, BandwidthResults.CONNECT_TIME, 10, 1024),
            "0e 01 0400 0b00 0a000000 00040000", new BandwidthResults(4, BandwidthResults.AFTER_CONNECT, 10, 1024),
            "0e 01 0500 1800 e8030000 14000000", new NetworkCharacteristicsSync(5, 1000, 20));

    @Test
    void agreesWithTheLayoutOfEveryRequest() {
        REQUESTS.forEach((hex, request) -> {
            var bytes = Bytes.fromHex(hex);
            assertThat(PduChecks.roundTrips(AutoDetectRequest::decode, bytes)).isEqualTo(request);
            PduChecks.rejectsEveryPrefix(AutoDetectRequest::decode, bytes);
            PduChecks.rejectsATrailingByte(AutoDetectRequest::decode, bytes);
        });
    }

    @Test
    void agreesWithTheLayoutOfEveryResponse() {
        RESPONSES.forEach((hex, response) -> {
            var bytes = Bytes.fromHex(hex);
            assertThat(PduChecks.roundTrips(AutoDetectResponse::decode, bytes)).isEqualTo(response);
            PduChecks.rejectsEveryPrefix(AutoDetectResponse::decode, bytes);
            PduChecks.rejectsATrailingByte(AutoDetectResponse::decode, bytes);
        });
    }

    @Test
    void refusesAHeaderLengthThatIsNotTheMessages() {
        assertThatThrownBy(() -> PduChecks.decode(AutoDetectRequest::decode, Bytes.fromHex("0e0001000110")))
                .hasMessageContaining("headerLength")
                .hasMessageContaining("INCONSISTENT");
    }

    @Test
    void refusesAnUnknownKind() {
        assertThatThrownBy(() -> PduChecks.decode(AutoDetectResponse::decode, Bytes.fromHex("060101000100")))
                .hasMessageContaining("responseType")
                .hasMessageContaining("UNKNOWN_VALUE");
    }

    @Test
    void readsAHeartbeat() {
        var bytes = Bytes.fromHex("00050203");

        assertThat(PduChecks.roundTrips(Heartbeat::decode, bytes)).isEqualTo(new Heartbeat(0, 5, 2, 3));
        PduChecks.rejectsEveryPrefix(Heartbeat::decode, bytes);
        PduChecks.rejectsATrailingByte(Heartbeat::decode, bytes);
    }

    @Test
    void survivesMutations() {
        PduChecks.survivesMutations(
                AutoDetectRequest::decode,
                REQUESTS.keySet().stream().sorted().map(Bytes::fromHex).toList(),
                14L,
                5_000);
        PduChecks.survivesMutations(
                AutoDetectResponse::decode,
                RESPONSES.keySet().stream().sorted().map(Bytes::fromHex).toList(),
                15L,
                5_000);
    }
}
