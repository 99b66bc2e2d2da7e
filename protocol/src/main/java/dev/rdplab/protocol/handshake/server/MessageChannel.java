package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.autodetect.AutoDetectRequest;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.multitransport.InitiateMultitransportRequest;
import dev.rdplab.protocol.security.SecurityFlags;

/** What the server asks on the message channel. It takes note of the answers and waits for none. */
final class MessageChannel {

    private MessageChannel() {}

    static void measure(Outbox out) {
        out.flagged(
                PduNames.AUTO_DETECT_REQUEST,
                "",
                out.path().messageChannel(),
                SecurityFlags.SEC_AUTODETECT_REQ,
                new AutoDetectRequest.RttMeasure(0, AutoDetectRequest.RttMeasure.CONNECT_TIME));
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
