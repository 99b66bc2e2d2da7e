package dev.rdplab.protocol.autodetect;

import static dev.rdplab.protocol.autodetect.AutoDetectHeader.RESPONSE;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * What a client answers while the server measures, [MS-RDPBCGR] 2.2.14.2; the security header carries SEC_AUTODETECT_RSP.
 * All integers are little-endian.
 */
public sealed interface AutoDetectResponse extends Pdu {

    /** The only name for the structure's fields; responses differ in responseType alone. */
    String NAME = "RDP_AUTODETECT_RESPONSE";

    /** 16 bits, as in the request. */
    int sequenceNumber();

    /** 16 bits. */
    int responseType();

    /** Reads one message that ends where {@code reader} ends. */
    static AutoDetectResponse decode(WireReader reader) {
        var in = reader.as(NAME);
        var header = AutoDetectHeader.decode(in, RESPONSE);
        var message =
                switch (header.kind()) {
                    case Rtt.TYPE -> Rtt.read(header, in);
                    case BandwidthResults.CONNECT_TIME, BandwidthResults.AFTER_CONNECT ->
                        BandwidthResults.read(header, in);
                    case NetworkCharacteristicsSync.TYPE -> NetworkCharacteristicsSync.read(header, in);
                    default -> throw in.violation("responseType", Problem.UNKNOWN_VALUE, header.kind());
                };
        in.expectEnd();
        return message;
    }

    /** RDP_RTT_RESPONSE, 2.2.14.2.1. Six bytes. */
    record Rtt(int sequenceNumber) implements AutoDetectResponse {

        static final int TYPE = 0x0000;

        @Override
        public int responseType() {
            return TYPE;
        }

        private static Rtt read(AutoDetectHeader header, WireReader in) {
            header.expectLength(in, AutoDetectHeader.LENGTH);
            return new Rtt(header.sequenceNumber());
        }

        @Override
        public void encode(WireWriter out) {
            out.structure(
                    NAME, w -> AutoDetectHeader.encode(w, AutoDetectHeader.LENGTH, RESPONSE, sequenceNumber, TYPE));
        }
    }

    /**
     * RDP_BW_RESULTS, 2.2.14.2.2. 14 bytes.
     *
     * @param timeDelta milliseconds between start and stop, 32 bits
     * @param byteCount bytes that came between them, 32 bits
     */
    record BandwidthResults(int sequenceNumber, int responseType, long timeDelta, long byteCount)
            implements AutoDetectResponse {

        public static final int CONNECT_TIME = 0x0003;
        public static final int AFTER_CONNECT = 0x000b;

        static final int LENGTH = 14; // AutoDetectHeader 6 + timeDelta 4 + byteCount 4

        public BandwidthResults {
            AutoDetectHeader.requireOneOf(responseType, CONNECT_TIME, AFTER_CONNECT);
        }

        private static BandwidthResults read(AutoDetectHeader header, WireReader in) {
            header.expectLength(in, LENGTH);
            return new BandwidthResults(
                    header.sequenceNumber(), header.kind(), in.u32le("timeDelta"), in.u32le("byteCount"));
        }

        @Override
        public void encode(WireWriter out) {
            out.structure(NAME, w -> AutoDetectHeader.encode(w, LENGTH, RESPONSE, sequenceNumber, responseType)
                    .u32le("timeDelta", timeDelta)
                    .u32le("byteCount", byteCount));
        }
    }

    /**
     * RDP_NETCHAR_SYNC, 2.2.14.2.3: a reconnecting client reports what was measured before. 14 bytes.
     *
     * @param bandwidth kilobits a second, 32 bits
     * @param rtt milliseconds, 32 bits
     */
    record NetworkCharacteristicsSync(int sequenceNumber, long bandwidth, long rtt) implements AutoDetectResponse {

        static final int TYPE = 0x0018;

        static final int LENGTH = 14; // AutoDetectHeader 6 + bandwidth 4 + rtt 4

        @Override
        public int responseType() {
            return TYPE;
        }

        private static NetworkCharacteristicsSync read(AutoDetectHeader header, WireReader in) {
            header.expectLength(in, LENGTH);
            return new NetworkCharacteristicsSync(header.sequenceNumber(), in.u32le("bandwidth"), in.u32le("rtt"));
        }

        @Override
        public void encode(WireWriter out) {
            out.structure(NAME, w -> AutoDetectHeader.encode(w, LENGTH, RESPONSE, sequenceNumber, TYPE)
                    .u32le("bandwidth", bandwidth)
                    .u32le("rtt", rtt));
        }
    }
}
