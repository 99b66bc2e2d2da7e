package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.HandshakeState;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.mcs.ChannelJoinConfirm;
import dev.rdplab.protocol.mcs.ChannelJoinRequest;
import dev.rdplab.protocol.mcs.DomainPdu;
import dev.rdplab.protocol.mcs.McsResult;
import dev.rdplab.protocol.mcs.SendData;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import java.util.Set;
import java.util.TreeSet;

/**
 * Waits for the client to join its channels. Clients need not join all of them: the first data begins the next stage.
 */
record AwaitChannelJoin(Settings settings, Set<Integer> open) implements ServerState {

    AwaitChannelJoin {
        open = Set.copyOf(open);
    }

    static ServerState first(Settings settings) {
        return settings.skipsJoins() ? settings.afterJoins() : new AwaitChannelJoin(settings, settings.channels());
    }

    @Override
    public Stage stage() {
        return Stage.CHANNEL_JOIN;
    }

    @Override
    public HandshakeState taking(Input input) {
        return input instanceof Input.Frame frame && SendData.isRequest(frame.bytes()) ? settings.afterJoins() : this;
    }

    @Override
    public Step onFrame(Bytes frame) {
        var pdu = DomainPdu.decode(reader(frame, PduNames.CHANNEL_JOIN_REQUEST));
        if (pdu instanceof ChannelJoinRequest request) {
            return join(frame, request).received(PduNames.CHANNEL_JOIN_REQUEST);
        }
        throw reader(frame, "DomainMCSPDU").violation("choice", Problem.UNEXPECTED_PDU, "a channel join was expected");
    }

    private Step join(Bytes frame, ChannelJoinRequest request) {
        if (!settings.channels().contains(request.channelId())) {
            throw reader(frame, PduNames.CHANNEL_JOIN_REQUEST)
                    .violation("channelId", Problem.UNEXPECTED_VALUE, request.channelId());
        }
        var result = settings.link().policy().mcs().joinResult();
        var confirm = result == McsResult.SUCCESSFUL
                ? ChannelJoinConfirm.of(request.initiator(), request.channelId())
                : ChannelJoinConfirm.refused(result, request.initiator(), request.channelId());
        var send = new Effect.Send(Message.of(PduNames.CHANNEL_JOIN_CONFIRM, confirm::encode));
        if (result != McsResult.SUCCESSFUL) {
            return ended(
                    Outcome.of(EndingKind.MCS_REFUSED, Role.SERVER, result.value())
                            .detail("Channel-Join-Confirm " + result),
                    send,
                    new Effect.Close());
        }
        var left = new TreeSet<>(open);
        left.remove(request.channelId());
        return Step.to(left.isEmpty() ? settings.afterJoins() : new AwaitChannelJoin(settings, left), send);
    }
}
