package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.autodetect.AutoDetectRequest;
import dev.rdplab.protocol.autodetect.AutoDetectRequest.BandwidthPayload;
import dev.rdplab.protocol.autodetect.AutoDetectRequest.BandwidthStart;
import dev.rdplab.protocol.autodetect.AutoDetectRequest.BandwidthStop;
import dev.rdplab.protocol.autodetect.AutoDetectRequest.RttMeasure;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.multitransport.InitiateMultitransportRequest;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.wire.Bytes;

/** What the server asks on the message channel. */
final class MessageChannel {

    /** Bytes of a bandwidth payload: one TCP segment, so that even a slow path is not held up. */
    private static final int PAYLOAD = 1_024;

    /** The first sequence number of the session, above those of the connection. */
    private static final int IN_SESSION = 16;

    private MessageChannel() {}

    /** Asks what the policy wants to know before the session. @return how many answers it gets; 0 without a channel */
    static int measure(Outbox out, AutoDetectPolicy policy) {
        int answers = 0;
        if (policy.rtt()) {
            answers += ask(out, new RttMeasure(answers, RttMeasure.CONNECT_TIME));
        }
        if (policy.bandwidth()) {
            int number = answers;
            ask(out, new BandwidthStart(number, BandwidthStart.CONNECT_TIME));
            ask(out, new BandwidthPayload(number, Bytes.zeros(PAYLOAD)));
            answers += ask(out, new BandwidthStop(number, BandwidthStop.CONNECT_TIME, Bytes.zeros(PAYLOAD)));
        }
        return answers;
    }

    /** The same in the session, where no state waits for the answers. */
    static void measureOn(Outbox out, AutoDetectPolicy policy) {
        if (policy.rtt()) {
            ask(out, new RttMeasure(IN_SESSION, RttMeasure.AFTER_CONNECT));
        }
        if (policy.bandwidth()) {
            ask(out, new BandwidthStart(IN_SESSION + 1, BandwidthStart.RELIABLE));
            ask(out, new BandwidthStop(IN_SESSION + 1, BandwidthStop.RELIABLE, Bytes.EMPTY));
        }
    }

    private static int ask(Outbox out, AutoDetectRequest request) {
        if (out.path().messageChannel() == 0) {
            return 0;
        }
        out.flagged(
                PduNames.AUTO_DETECT_REQUEST,
                "",
                out.path().messageChannel(),
                SecurityFlags.SEC_AUTODETECT_REQ,
                request);
        return 1;
    }

    static void offerUdp(Outbox out, InitiateMultitransportRequest request) {
        out.flagged(
                PduNames.INITIATE_MULTITRANSPORT_REQUEST,
                "",
                out.path().messageChannel(),
                SecurityFlags.SEC_TRANSPORT_REQ,
                request);
    }

    /** The name of what came on a channel other than the I/O channel. */
    static String name(SecurityFlags flags) {
        if (flags.has(SecurityFlags.SEC_AUTODETECT_RSP)) {
            return PduNames.AUTO_DETECT_RESPONSE;
        }
        return flags.has(SecurityFlags.SEC_TRANSPORT_RSP) ? PduNames.MULTITRANSPORT_RESPONSE : PduNames.CHANNEL_DATA;
    }
}
