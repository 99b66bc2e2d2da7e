package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Closed;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.mcs.DisconnectProviderUltimatum;
import dev.rdplab.protocol.share.SetErrorInfo;

/** How a server sends a client away, saying why: [MS-RDPBCGR] 3.3.5.7.1 and 1.3.1.4.2. */
final class Dismissal {

    private Dismissal() {}

    /** Adds the farewell. @param share see SetErrorInfo; 0 until Demand Active has named one */
    static Closed of(Stage stage, long share, Outbox out, SessionPolicy session) {
        session.errorInfo().ifPresent(code -> out.data(share, new SetErrorInfo(code)));
        session.disconnectReason()
                .ifPresent(reason -> out.add(new Effect.Send(Message.of(
                        PduNames.DISCONNECT_PROVIDER_ULTIMATUM, new DisconnectProviderUltimatum(reason)::encode))));
        out.add(new Effect.Close());
        var outcome = session.errorInfo().isPresent()
                ? Outcome.of(
                        EndingKind.ERROR_INFO, Role.SERVER, session.errorInfo().getAsLong())
                : Outcome.of(
                        EndingKind.MCS_REFUSED,
                        Role.SERVER,
                        session.disconnectReason().orElseThrow().value());
        return new Closed(stage, outcome);
    }
}
