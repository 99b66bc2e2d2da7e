package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.rdstls.RdstlsCapabilities;
import dev.rdplab.protocol.rdstls.RdstlsPdu;
import dev.rdplab.protocol.rdstls.RdstlsRequest;
import dev.rdplab.protocol.rdstls.RdstlsResponse;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;

/** Waits for what a redirected client was given, [MS-RDPBCGR] 3.3.5.3.2 and 5.4.5.3. */
record AwaitRdstlsRequest(ServerLink link) implements ServerState {

    /** Says what the server speaks. */
    static Step begin(ServerLink link) {
        var capabilities = new RdstlsCapabilities(RdstlsPdu.VERSION);
        return Step.to(
                new AwaitRdstlsRequest(link),
                new Effect.Send(Message.of(PduNames.RDSTLS_CAPABILITIES, capabilities::encode)));
    }

    @Override
    public Stage stage() {
        return Stage.RDSTLS;
    }

    @Override
    public Expectation expects() {
        return Expectation.RDSTLS_FRAME;
    }

    @Override
    public Step onFrame(Bytes frame) {
        var pdu = RdstlsPdu.decode(reader(frame, PduNames.RDSTLS_REQUEST));
        if (!(pdu instanceof RdstlsRequest request)) {
            throw reader(frame, PduNames.RDSTLS_REQUEST).violation("PduType", Problem.UNEXPECTED_PDU, pdu.pduName());
        }
        return answer(link.policy().rdstls().result().orElseGet(() -> judge(request)))
                .received(PduNames.RDSTLS_REQUEST, request.carries());
    }

    private Step answer(long result) {
        var response = new RdstlsResponse(result);
        var send = new Effect.Send(Message.of(PduNames.RDSTLS_RESPONSE, response.carries(), response::encode));
        return result == RdstlsResponse.SUCCESS
                ? Step.to(new AwaitConnectInitial(link), send)
                : ended(
                        Outcome.of(EndingKind.ACCESS_DENIED, Role.SERVER, result)
                                .detail(RdstlsResponse.name(result)),
                        send,
                        new Effect.Close());
    }

    private long judge(RdstlsRequest request) {
        if (!(request instanceof RdstlsRequest.Password given)) {
            return RdstlsResponse.ACCESS_DENIED; // the lab's server keeps no session that one could come back to
        }
        var handedOut = link.policy().rdstls().handedOut();
        if (handedOut.isPresent()) {
            var known = handedOut.get();
            if (!known.guid().equals(given.redirectionGuid())) {
                return RdstlsResponse.ACCESS_DENIED;
            }
            return known.password().equals(given.password()) ? RdstlsResponse.SUCCESS : RdstlsResponse.LOGON_FAILURE;
        }
        return link.policy().accounts().stream()
                .filter(account -> account.user().equalsIgnoreCase(given.user()))
                .filter(account ->
                        Bytes.utf16le(account.password().reveal() + '\0').equals(given.password()))
                .findFirst()
                .map(account -> result(account.state()))
                .orElse(RdstlsResponse.LOGON_FAILURE);
    }

    private static long result(AccountState state) {
        return switch (state) {
            case ENABLED -> RdstlsResponse.SUCCESS;
            case LOCKED -> RdstlsResponse.ACCOUNT_LOCKED_OUT;
            case DISABLED, EXPIRED -> RdstlsResponse.ACCOUNT_DISABLED;
            case PASSWORD_EXPIRED -> RdstlsResponse.PASSWORD_EXPIRED;
            case MUST_CHANGE -> RdstlsResponse.PASSWORD_MUST_CHANGE;
            case OUTSIDE_HOURS -> RdstlsResponse.INVALID_LOGON_HOURS;
            case NOT_GRANTED -> RdstlsResponse.ACCESS_DENIED;
            default -> RdstlsResponse.LOGON_FAILURE;
        };
    }
}
