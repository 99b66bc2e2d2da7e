package dev.rdplab.protocol.multitransport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;

class MultitransportTest {

    /** As freerdp-shadow-cli3 sent it. */
    private static final Bytes REQUEST = Bytes.fromHex("0f000000 0100 0000 78212fd3adeeb590effd88e0d3d204e3");

    /** As xfreerdp3 answered. */
    private static final Bytes RESPONSE = Bytes.fromHex("0f000000 04400080");

    @Test
    void readsTheRequestOfARealServer() {
        var request = PduChecks.roundTrips(InitiateMultitransportRequest::decode, REQUEST);

        assertThat(request.requestId()).isEqualTo(15);
        assertThat(request.requestedProtocol()).isEqualTo(InitiateMultitransportRequest.UDP_RELIABLE);
        assertThat(request.toString()).doesNotContain("78212f");
        PduChecks.rejectsEveryPrefix(InitiateMultitransportRequest::decode, REQUEST);
        PduChecks.rejectsATrailingByte(InitiateMultitransportRequest::decode, REQUEST);
    }

    @Test
    void readsTheResponseOfARealClient() {
        var response = PduChecks.roundTrips(MultitransportResponse::decode, RESPONSE);

        assertThat(response).isEqualTo(new MultitransportResponse(15, MultitransportResponse.E_ABORT));
        PduChecks.rejectsEveryPrefix(MultitransportResponse::decode, RESPONSE);
        PduChecks.rejectsATrailingByte(MultitransportResponse::decode, RESPONSE);
    }
}
