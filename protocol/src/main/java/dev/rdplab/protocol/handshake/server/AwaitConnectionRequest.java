package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.x224.ConnectionConfirm;
import dev.rdplab.protocol.x224.ConnectionRequest;
import dev.rdplab.protocol.x224.FailureCode;
import dev.rdplab.protocol.x224.NegotiationReply;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.Optional;

/** Waits for the Connection Request and chooses the security, [MS-RDPBCGR] 3.3.5.3.1. */
record AwaitConnectionRequest(ServerPolicy policy, Environment environment) implements ServerState {

    @Override
    public Stage stage() {
        return Stage.X224;
    }

    @Override
    public Step onFrame(Bytes frame) {
        var request = ConnectionRequest.decode(reader(frame, PduNames.CONNECTION_REQUEST));
        return answer(request).received(PduNames.CONNECTION_REQUEST);
    }

    private Step answer(ConnectionRequest request) {
        if (policy.negotiationFailure().isPresent()) {
            return refuse(policy.negotiationFailure().get());
        }
        var requested = request.requestedProtocols();
        if (policy.forcedProtocol().isPresent()) {
            return select(request, policy.forcedProtocol().get(), true);
        }
        if (policy.rdstls().always() && requested.contains(SecurityProtocols.RDSTLS)) {
            return select(request, SecurityProtocols.RDSTLS, true);
        }
        var choice = policy.security().choose(requested);
        if (choice.failure().isPresent()) {
            return refuse(choice.failure().get());
        }
        return select(
                request, choice.selected().orElseThrow(), request.negotiation().isPresent());
    }

    private Step refuse(FailureCode code) {
        return ended(
                Outcome.of(EndingKind.NEGOTIATION_FAILURE, Role.SERVER, code.value())
                        .detail(code.toString()),
                confirm(Optional.of(new NegotiationReply.Failure(code))),
                new Effect.Close());
    }

    /** @param negotiated false for a client of before the negotiation, which gets a bare Confirm */
    private Step select(ConnectionRequest request, SecurityProtocols selected, boolean negotiated) {
        var reply = new NegotiationReply.Response(policy.responseFlags(), selected);
        var confirm = confirm(negotiated ? Optional.of(reply) : Optional.empty());
        var link = new ServerLink(policy, environment, request.requestedProtocols(), selected, request.routing());
        return selected.equals(SecurityProtocols.RDP)
                ? Step.to(new AwaitConnectInitial(link), confirm)
                : Step.to(new AwaitTls(link), confirm, new Effect.StartTls());
    }

    private static Effect confirm(Optional<NegotiationReply> reply) {
        return new Effect.Send(Message.of(PduNames.CONNECTION_CONFIRM, ConnectionConfirm.of(reply)::encode));
    }
}
