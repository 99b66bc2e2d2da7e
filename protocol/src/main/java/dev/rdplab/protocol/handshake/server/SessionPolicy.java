package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.mcs.DisconnectReason;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the server does once it knows the user.
 *
 * @param errorInfo a Set Error Info value sent after the Client Info PDU instead of going on
 * @param disconnectReason of a DisconnectProviderUltimatum sent there (after the error info, if both are set)
 * @param autoDetect measures the round trip on the message channel before licensing
 * @param multitransport offers the UDP transports before licensing; the lab's server never listens on UDP
 * @param reactivate a Deactivate All and a second Demand Active follow the Font Map
 * @param saveSessionInfo the logon is announced once the session is up
 * @param dismissLate errorInfo and disconnectReason come once the session is up
 */
public record SessionPolicy(
        OptionalLong errorInfo,
        Optional<DisconnectReason> disconnectReason,
        boolean autoDetect,
        boolean multitransport,
        boolean reactivate,
        boolean saveSessionInfo,
        boolean dismissLate) {

    public static final SessionPolicy LAWFUL =
            new SessionPolicy(OptionalLong.empty(), Optional.empty(), false, false, false, true, false);

    boolean dismisses() {
        return errorInfo.isPresent() || disconnectReason.isPresent();
    }
}
