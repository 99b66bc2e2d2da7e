package dev.rdplab.protocol.decode;

import dev.rdplab.protocol.gcc.ScMcsMsgChannel;
import dev.rdplab.protocol.gcc.ScNet;
import dev.rdplab.protocol.gcc.ScSecurity;
import dev.rdplab.protocol.gcc.ServerData;
import dev.rdplab.protocol.gcc.ServerMcsConnectResponse;
import java.util.OptionalInt;

/** What the settings in a Connect-Response say about the frames that follow. */
final class McsConnect {

    private McsConnect() {}

    static DissectorContext after(ServerMcsConnectResponse response, DissectorContext context) {
        return response.conference()
                .map(conference -> after(conference.data(), context))
                .orElse(context);
    }

    private static DissectorContext after(ServerData data, DissectorContext context) {
        int io = data.find(ScNet.class).map(ScNet::mcsChannelId).orElse(DissectorContext.USUAL_IO_CHANNEL);
        var message = data.find(ScMcsMsgChannel.class)
                .map(channel -> OptionalInt.of(channel.mcsChannelId()))
                .orElse(OptionalInt.empty());
        boolean encrypts = data.find(ScSecurity.class)
                .filter(security -> security.encryptionMethod().value() != 0)
                .isPresent();
        return context.connected(io, message, encrypts);
    }
}
