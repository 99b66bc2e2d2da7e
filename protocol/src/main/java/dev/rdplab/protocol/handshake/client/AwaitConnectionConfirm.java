package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.x224.ConnectionConfirm;
import dev.rdplab.protocol.x224.DisconnectRequest;
import dev.rdplab.protocol.x224.NegotiationReply;
import dev.rdplab.protocol.x224.ResponseFlags;
import dev.rdplab.protocol.x224.SecurityProtocols;
import dev.rdplab.protocol.x224.X224Pdu;

/** Waits for the Connection Confirm and continues with the protocol the server chose, [MS-RDPBCGR] 3.2.5.3.2. */
record AwaitConnectionConfirm(ClientPolicy policy, Environment environment) implements ClientState {

    @Override
    public Stage stage() {
        return Stage.X224;
    }

    @Override
    public Step onFrame(Bytes frame) {
        var pdu = X224Pdu.decode(reader(frame, PduNames.CONNECTION_CONFIRM));
        if (pdu instanceof ConnectionConfirm confirm) {
            return onConfirm(frame, confirm).received(PduNames.CONNECTION_CONFIRM);
        }
        if (pdu instanceof DisconnectRequest refusal) {
            return ended(
                            Outcome.of(EndingKind.REFUSED, Role.SERVER, refusal.reason())
                                    .detail("X.224 Disconnect Request"),
                            new Effect.Close())
                    .received(PduNames.X224_DISCONNECT_REQUEST);
        }
        throw reader(frame, PduNames.CONNECTION_CONFIRM).violation("", Problem.UNEXPECTED_PDU, "a Connection Request");
    }

    private Step onConfirm(Bytes frame, ConnectionConfirm confirm) {
        var reply = confirm.reply();
        if (reply.isEmpty()) {
            return select(frame, SecurityProtocols.RDP, ResponseFlags.NONE);
        }
        if (reply.get() instanceof NegotiationReply.Failure failure) {
            return ended(
                    Outcome.of(
                                    EndingKind.NEGOTIATION_FAILURE,
                                    Role.SERVER,
                                    failure.failureCode().value())
                            .detail(failure.failureCode().toString()),
                    new Effect.Close());
        }
        var response = (NegotiationReply.Response) reply.get();
        return select(frame, response.selectedProtocol(), response.flags());
    }

    private Step select(Bytes frame, SecurityProtocols selected, ResponseFlags flags) {
        if (!policy.accepts(selected)) {
            throw reader(frame, PduNames.CONNECTION_CONFIRM)
                    .as(NegotiationReply.Response.STRUCTURE)
                    .violation(
                            "selectedProtocol",
                            Problem.UNEXPECTED_VALUE,
                            selected + ", the offer was " + policy.requested());
        }
        if (!policy.delegation().supportedBy(flags)) {
            return ended(
                    Outcome.of(EndingKind.NEGOTIATION_FAILURE, Role.CLIENT)
                            .detail("the server does not support " + policy.delegation()),
                    new Effect.Close());
        }
        var link = new ClientLink(policy, environment, selected, flags);
        return selected.equals(SecurityProtocols.RDP)
                ? AwaitConnectResponse.begin(link)
                : Step.to(new AwaitTls(link), new Effect.StartTls());
    }
}
