package dev.rdplab.protocol.autodetect;

import static dev.rdplab.protocol.autodetect.AutoDetectHeader.REQUEST;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.OptionalLong;

/**
 * A request or report of a server that measures the network, [MS-RDPBCGR] 2.2.14.1; the security header carries SEC_AUTODETECT_REQ. All
 * integers are little-endian.
 */
public sealed interface AutoDetectRequest extends Pdu {

    /** The only name for the structure's fields; requests differ in requestType alone. */
    String NAME = "RDP_AUTODETECT_REQUEST";

    /** 16 bits; the answer carries the same number. */
    int sequenceNumber();

    /** 16 bits. */
    int requestType();

    /** Reads one message that ends where {@code reader} ends. */
    static AutoDetectRequest decode(WireReader reader) {
        var in = reader.as(NAME);
        var header = AutoDetectHeader.decode(in, REQUEST);
        var message =
                switch (header.kind()) {
                    case RttMeasure.AFTER_CONNECT, RttMeasure.CONNECT_TIME -> RttMeasure.read(header, in);
                    case BandwidthStart.RELIABLE, BandwidthStart.LOSSY, BandwidthStart.CONNECT_TIME ->
                        BandwidthStart.read(header, in);
                    case BandwidthPayload.TYPE -> BandwidthPayload.read(header, in);
                    case BandwidthStop.RELIABLE, BandwidthStop.LOSSY, BandwidthStop.CONNECT_TIME ->
                        BandwidthStop.read(header, in);
                    case NetworkCharacteristics.RTT_ONLY,
                            NetworkCharacteristics.NO_BASE_RTT,
                            NetworkCharacteristics.ALL -> NetworkCharacteristics.read(header, in);
                    default -> throw in.violation("requestType", Problem.UNKNOWN_VALUE, header.kind());
                };
        in.expectEnd();
        return message;
    }

    /** RDP_RTT_REQUEST, 2.2.14.1.1: answer at once. Six bytes. */
    record RttMeasure(int sequenceNumber, int requestType) implements AutoDetectRequest {

        public static final int AFTER_CONNECT = 0x0001;
        public static final int CONNECT_TIME = 0x1001;

        public RttMeasure {
            AutoDetectHeader.requireOneOf(requestType, AFTER_CONNECT, CONNECT_TIME);
        }

        private static RttMeasure read(AutoDetectHeader header, WireReader in) {
            header.expectLength(in, AutoDetectHeader.LENGTH);
            return new RttMeasure(header.sequenceNumber(), header.kind());
        }

        @Override
        public void encode(WireWriter out) {
            out.structure(
                    NAME,
                    w -> AutoDetectHeader.encode(w, AutoDetectHeader.LENGTH, REQUEST, sequenceNumber, requestType));
        }
    }

    /** RDP_BW_START, 2.2.14.1.2: count from here on. Six bytes. */
    record BandwidthStart(int sequenceNumber, int requestType) implements AutoDetectRequest {

        /** Over reliable UDP, or after the connection sequence. */
        public static final int RELIABLE = 0x0014;
        /** Over lossy UDP. */
        public static final int LOSSY = 0x0114;
        /** During the connection sequence. */
        public static final int CONNECT_TIME = 0x1014;

        public BandwidthStart {
            AutoDetectHeader.requireOneOf(requestType, RELIABLE, LOSSY, CONNECT_TIME);
        }

        private static BandwidthStart read(AutoDetectHeader header, WireReader in) {
            header.expectLength(in, AutoDetectHeader.LENGTH);
            return new BandwidthStart(header.sequenceNumber(), header.kind());
        }

        @Override
        public void encode(WireWriter out) {
            out.structure(
                    NAME,
                    w -> AutoDetectHeader.encode(w, AutoDetectHeader.LENGTH, REQUEST, sequenceNumber, requestType));
        }
    }

    /** RDP_BW_PAYLOAD, 2.2.14.1.3: bytes to be counted during the connection sequence. Eight bytes and the payload. */
    record BandwidthPayload(int sequenceNumber, Bytes payload) implements AutoDetectRequest {

        static final int TYPE = 0x0002;

        static final int LENGTH = 8; // AutoDetectHeader 6 + payloadLength 2

        public BandwidthPayload {
            if (payload.length() > 0xffff) {
                throw new IllegalArgumentException("payload of " + payload.length() + " bytes, at most 65535");
            }
        }

        @Override
        public int requestType() {
            return TYPE;
        }

        private static BandwidthPayload read(AutoDetectHeader header, WireReader in) {
            header.expectLength(in, LENGTH);
            int length = in.u16le("payloadLength");
            return new BandwidthPayload(
                    header.sequenceNumber(), in.bytes("payload", in.bounded("payloadLength", length, 0xffff)));
        }

        @Override
        public void encode(WireWriter out) {
            out.structure(NAME, w -> AutoDetectHeader.encode(w, LENGTH, REQUEST, sequenceNumber, TYPE)
                    .u16le("payloadLength", payload.length())
                    .bytes("payload", payload));
        }
    }

    /**
     * RDP_BW_STOP, 2.2.14.1.4: count up to here and answer. Six bytes, or eight and a payload during the connection sequence.
     *
     * @param payload empty unless the type is {@link #CONNECT_TIME}
     */
    record BandwidthStop(int sequenceNumber, int requestType, Bytes payload) implements AutoDetectRequest {

        /** During the connection sequence, with a payload. */
        public static final int CONNECT_TIME = 0x002b;
        /** Over reliable UDP, or after the connection sequence. */
        public static final int RELIABLE = 0x0429;
        /** Over lossy UDP. */
        public static final int LOSSY = 0x0629;

        public BandwidthStop {
            AutoDetectHeader.requireOneOf(requestType, CONNECT_TIME, RELIABLE, LOSSY);
            if (payload.length() > 0xffff || requestType != CONNECT_TIME && !payload.isEmpty()) {
                throw new IllegalArgumentException("payload of " + payload.length() + " bytes");
            }
        }

        private static BandwidthStop read(AutoDetectHeader header, WireReader in) {
            if (header.kind() != CONNECT_TIME) {
                header.expectLength(in, AutoDetectHeader.LENGTH);
                return new BandwidthStop(header.sequenceNumber(), header.kind(), Bytes.EMPTY);
            }
            header.expectLength(in, BandwidthPayload.LENGTH);
            int length = in.u16le("payloadLength");
            return new BandwidthStop(
                    header.sequenceNumber(),
                    CONNECT_TIME,
                    in.bytes("payload", in.bounded("payloadLength", length, 0xffff)));
        }

        @Override
        public void encode(WireWriter out) {
            boolean connectTime = requestType == CONNECT_TIME;
            int length = connectTime ? BandwidthPayload.LENGTH : AutoDetectHeader.LENGTH;
            out.structure(NAME, w -> {
                AutoDetectHeader.encode(w, length, REQUEST, sequenceNumber, requestType);
                if (connectTime) {
                    w.u16le("payloadLength", payload.length()).bytes("payload", payload);
                }
            });
        }
    }

    /**
     * RDP_NETCHAR_RESULTS, 2.2.14.1.5: what came out. 14 or 18 bytes.
     *
     * @param baseRtt lowest round trip in milliseconds, 32 bits
     * @param bandwidth kilobits a second, 32 bits
     * @param averageRtt milliseconds, 32 bits
     */
    record NetworkCharacteristics(int sequenceNumber, OptionalLong baseRtt, OptionalLong bandwidth, long averageRtt)
            implements AutoDetectRequest {

        static final int RTT_ONLY = 0x0840;
        static final int NO_BASE_RTT = 0x0880;
        static final int ALL = 0x08c0;

        public NetworkCharacteristics {
            if (baseRtt.isEmpty() && bandwidth.isEmpty()) {
                throw new IllegalArgumentException("neither baseRTT nor bandwidth");
            }
        }

        @Override
        public int requestType() {
            if (bandwidth.isEmpty()) {
                return RTT_ONLY;
            }
            return baseRtt.isEmpty() ? NO_BASE_RTT : ALL;
        }

        private static NetworkCharacteristics read(AutoDetectHeader header, WireReader in) {
            header.expectLength(in, length(header.kind()));
            var baseRtt = header.kind() == NO_BASE_RTT ? OptionalLong.empty() : OptionalLong.of(in.u32le("baseRTT"));
            var bandwidth = header.kind() == RTT_ONLY ? OptionalLong.empty() : OptionalLong.of(in.u32le("bandwidth"));
            return new NetworkCharacteristics(header.sequenceNumber(), baseRtt, bandwidth, in.u32le("averageRTT"));
        }

        private static int length(int requestType) {
            return requestType == ALL ? 18 : 14; // AutoDetectHeader 6 + 4 a field
        }

        @Override
        public void encode(WireWriter out) {
            out.structure(NAME, w -> {
                AutoDetectHeader.encode(w, length(requestType()), REQUEST, sequenceNumber, requestType());
                baseRtt.ifPresent(value -> w.u32le("baseRTT", value));
                bandwidth.ifPresent(value -> w.u32le("bandwidth", value));
                w.u32le("averageRTT", averageRtt);
            });
        }
    }
}
