package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.mcs.AttachUserConfirm;
import dev.rdplab.protocol.mcs.AttachUserRequest;
import dev.rdplab.protocol.mcs.McsResult;
import dev.rdplab.protocol.wire.Bytes;

/** Waits for the Attach User Request and gives the client its user channel. */
record AwaitAttachUser(Settings settings) implements ServerState {

    @Override
    public Stage stage() {
        return Stage.CHANNEL_JOIN;
    }

    @Override
    public Step onFrame(Bytes frame) {
        AttachUserRequest.decode(reader(frame, PduNames.ATTACH_USER_REQUEST));
        var result = settings.link().policy().mcs().attachResult();
        var confirm = result == McsResult.SUCCESSFUL
                ? AttachUserConfirm.of(settings.userId())
                : AttachUserConfirm.refused(result);
        var send = new Effect.Send(Message.of(PduNames.ATTACH_USER_CONFIRM, confirm::encode));
        var step = result == McsResult.SUCCESSFUL
                ? Step.to(AwaitChannelJoin.first(settings), send)
                : ended(
                        Outcome.of(EndingKind.MCS_REFUSED, Role.SERVER, result.value())
                                .detail("Attach-User-Confirm " + result),
                        send,
                        new Effect.Close());
        return step.received(PduNames.ATTACH_USER_REQUEST);
    }
}
