package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.mcs.ErectDomainRequest;
import dev.rdplab.protocol.wire.Bytes;

/** Waits for the Erect Domain Request, which has no answer. */
record AwaitErectDomain(Settings settings) implements ServerState {

    @Override
    public Stage stage() {
        return Stage.CHANNEL_JOIN;
    }

    @Override
    public Step onFrame(Bytes frame) {
        ErectDomainRequest.decode(reader(frame, PduNames.ERECT_DOMAIN_REQUEST));
        return Step.to(new AwaitAttachUser(settings)).received(PduNames.ERECT_DOMAIN_REQUEST);
    }
}
