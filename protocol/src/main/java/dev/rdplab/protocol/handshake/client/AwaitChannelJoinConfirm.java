package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.mcs.ChannelJoinConfirm;
import dev.rdplab.protocol.mcs.ChannelJoinRequest;
import dev.rdplab.protocol.mcs.McsResult;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import java.util.List;

/**
 * Waits for the confirm of one channel and asks for the next.
 *
 * @param open the channels still to join; the first one has been asked for
 */
record AwaitChannelJoinConfirm(ServerSettings settings, IoPath path, List<Integer> open) implements ClientState {

    AwaitChannelJoinConfirm {
        open = List.copyOf(open);
    }

    static Step join(ServerSettings settings, IoPath path, List<Integer> channels) {
        if (channels.isEmpty()) {
            return AwaitLicensing.begin(settings, path);
        }
        var request = new ChannelJoinRequest(path.userId(), channels.get(0));
        return Step.to(
                new AwaitChannelJoinConfirm(settings, path, channels),
                new Effect.Send(Message.of(PduNames.CHANNEL_JOIN_REQUEST, request::encode)));
    }

    @Override
    public Stage stage() {
        return Stage.CHANNEL_JOIN;
    }

    @Override
    public Step onFrame(Bytes frame) {
        var confirm = ChannelJoinConfirm.decode(reader(frame, PduNames.CHANNEL_JOIN_CONFIRM));
        return answer(frame, confirm).received(PduNames.CHANNEL_JOIN_CONFIRM);
    }

    private Step answer(Bytes frame, ChannelJoinConfirm confirm) {
        if (confirm.result() != McsResult.SUCCESSFUL) {
            return ended(
                    Outcome.of(
                                    EndingKind.MCS_REFUSED,
                                    Role.SERVER,
                                    confirm.result().value())
                            .detail("Channel-Join-Confirm " + confirm.result()),
                    new Effect.Close());
        }
        if (confirm.requested() != open.get(0)) {
            throw reader(frame, PduNames.CHANNEL_JOIN_CONFIRM)
                    .violation(
                            "requested", Problem.UNEXPECTED_VALUE, confirm.requested() + ", asked for " + open.get(0));
        }
        if (confirm.channelId().orElse(open.get(0)) != open.get(0)) {
            throw reader(frame, PduNames.CHANNEL_JOIN_CONFIRM)
                    .violation(
                            "channelId",
                            Problem.UNEXPECTED_VALUE,
                            confirm.channelId().getAsInt() + ", asked for " + open.get(0));
        }
        return join(settings, path, open.subList(1, open.size()));
    }
}
