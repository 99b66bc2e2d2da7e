package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.share.SetErrorInfo;
import dev.rdplab.protocol.share.ShareData;
import dev.rdplab.protocol.share.SharePdu;
import java.util.Optional;

/** The server has said why it will end the connection; the client waits for it to do so. */
record ErrorAnnounced(Stage stage, IoPath path, long errorInfo) implements SessionState {

    static ErrorAnnounced by(SharePdu pdu, SessionState state) {
        var error = (SetErrorInfo) ((ShareData) pdu).body();
        return new ErrorAnnounced(state.stage(), state.path(), error.errorInfo());
    }

    @Override
    public SessionState with(IoPath next) {
        return new ErrorAnnounced(stage, next, errorInfo);
    }

    @Override
    public SessionState onShare(Outbox out, SharePdu pdu) {
        return this;
    }

    @Override
    public Optional<Outcome> announced() {
        return Optional.of(Outcome.of(EndingKind.ERROR_INFO, Role.SERVER, errorInfo));
    }
}
