package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.mcs.AttachUserConfirm;
import dev.rdplab.protocol.mcs.McsResult;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import java.util.ArrayList;
import java.util.Optional;

/** Waits for the user channel and begins to join channels, or skips that where both ends can. */
record AwaitAttachUserConfirm(ServerSettings settings) implements ClientState {

    @Override
    public Stage stage() {
        return Stage.CHANNEL_JOIN;
    }

    @Override
    public Step onFrame(Bytes frame) {
        var confirm = AttachUserConfirm.decode(reader(frame, PduNames.ATTACH_USER_CONFIRM));
        return answer(frame, confirm).received(PduNames.ATTACH_USER_CONFIRM);
    }

    private Step answer(Bytes frame, AttachUserConfirm confirm) {
        if (confirm.result() != McsResult.SUCCESSFUL) {
            return ended(
                    Outcome.of(
                                    EndingKind.MCS_REFUSED,
                                    Role.SERVER,
                                    confirm.result().value())
                            .detail("Attach-User-Confirm " + confirm.result()),
                    new Effect.Close());
        }
        int user = confirm.initiator().orElseThrow(() -> reader(frame, PduNames.ATTACH_USER_CONFIRM)
                .violation("initiator", Problem.INCONSISTENT, "missing from a grant"));
        var path =
                new IoPath(Role.CLIENT, user, settings.ioChannel(), settings.messageChannel(), Optional.empty(), false);
        if (settings.skipsJoins()) {
            return AwaitLicensing.begin(settings, path);
        }
        var channels = new ArrayList<Integer>();
        channels.add(user);
        channels.addAll(settings.channels());
        return AwaitChannelJoinConfirm.join(settings, path, channels);
    }
}
