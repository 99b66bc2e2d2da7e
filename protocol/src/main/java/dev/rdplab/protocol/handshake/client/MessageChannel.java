package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.autodetect.AutoDetectRequest;
import dev.rdplab.protocol.autodetect.AutoDetectResponse;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.multitransport.InitiateMultitransportRequest;
import dev.rdplab.protocol.multitransport.MultitransportResponse;
import dev.rdplab.protocol.security.SecurityFlags;

/** The client's answers on the message channel. */
final class MessageChannel {

    private MessageChannel() {}

    /** Round trips are answered at once; of bandwidth the lab's client knows nothing and says so with zeros. */
    static void answer(Outbox out, AutoDetectRequest request) {
        if (request instanceof AutoDetectRequest.RttMeasure) {
            send(out, new AutoDetectResponse.Rtt(request.sequenceNumber()));
        } else if (request instanceof AutoDetectRequest.BandwidthStop stop) {
            send(out, new AutoDetectResponse.BandwidthResults(stop.sequenceNumber(), responseType(stop), 0, 0));
        }
    }

    private static int responseType(AutoDetectRequest.BandwidthStop stop) {
        return stop.requestType() == AutoDetectRequest.BandwidthStop.CONNECT_TIME
                ? AutoDetectResponse.BandwidthResults.CONNECT_TIME
                : AutoDetectResponse.BandwidthResults.AFTER_CONNECT;
    }

    private static void send(Outbox out, AutoDetectResponse response) {
        out.flagged(
                PduNames.AUTO_DETECT_RESPONSE,
                "",
                out.path().messageChannel(),
                SecurityFlags.SEC_AUTODETECT_RSP,
                response);
    }

    /** There is no UDP transport. */
    static void decline(Outbox out, InitiateMultitransportRequest request) {
        out.flagged(
                PduNames.MULTITRANSPORT_RESPONSE,
                "",
                out.path().messageChannel(),
                SecurityFlags.SEC_TRANSPORT_RSP,
                new MultitransportResponse(request.requestId(), MultitransportResponse.E_ABORT));
    }
}
