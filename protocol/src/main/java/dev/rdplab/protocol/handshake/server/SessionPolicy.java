package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.handshake.Exchange;
import dev.rdplab.protocol.mcs.DisconnectReason;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the server does once it knows the user. All of it conforms to the protocol, some of it is unusual.
 *
 * @param errorInfo a Set Error Info value sent instead of going on
 * @param disconnectReason of a DisconnectProviderUltimatum sent instead of going on, after the error info if both are set
 * @param dismissLate whether errorInfo and disconnectReason come once the session is up, not after the Client Info PDU
 * @param autoDetect what it measures on the message channel
 * @param multitransport which UDP transports it offers; the lab's server never listens on UDP
 * @param demandActives how many Demand Active PDUs begin the session, one behind the other
 * @param saveSessionInfo whether the logon is announced once the session is up
 * @param updateBytes of updates that it sends before it denies a Shutdown Request, see {@link Exchange}
 */
public record SessionPolicy(
        OptionalLong errorInfo,
        Optional<DisconnectReason> disconnectReason,
        boolean dismissLate,
        AutoDetectPolicy autoDetect,
        MultitransportPolicy multitransport,
        Deactivation deactivation,
        Finalization finalization,
        int demandActives,
        boolean saveSessionInfo,
        int updateBytes) {

    /** When the server sends its Synchronize and its Control (Cooperate). */
    public enum Finalization {
        /** Behind the Demand Active PDU, before it has heard the client. */
        EARLY,
        /** Once it has the Confirm Active PDU, [MS-RDPBCGR] 2.2.1.19. */
        AFTER_CONFIRM_ACTIVE,
        /** In answer to the client's. */
        LATE
    }

    /** When a Deactivate All PDU comes. */
    public enum Deactivation {
        NEVER,
        /** Before the first Demand Active PDU. */
        BEFORE_DEMAND,
        /** Behind the Font Map, and a second Demand Active follows. */
        IN_SESSION
    }

    /** A server that sends only what is required, and announces the logon once the session is up. */
    public static final SessionPolicy DEFAULT = new SessionPolicy(
            OptionalLong.empty(),
            Optional.empty(),
            false,
            AutoDetectPolicy.NONE,
            MultitransportPolicy.NONE,
            Deactivation.NEVER,
            Finalization.AFTER_CONFIRM_ACTIVE,
            1,
            true,
            0);

    public SessionPolicy withErrorInfo(long code) {
        return new SessionPolicy(
                OptionalLong.of(code),
                disconnectReason,
                dismissLate,
                autoDetect,
                multitransport,
                deactivation,
                finalization,
                demandActives,
                saveSessionInfo,
                updateBytes);
    }

    public SessionPolicy withDisconnectReason(DisconnectReason reason) {
        return new SessionPolicy(
                errorInfo,
                Optional.of(reason),
                dismissLate,
                autoDetect,
                multitransport,
                deactivation,
                finalization,
                demandActives,
                saveSessionInfo,
                updateBytes);
    }

    public SessionPolicy withDismissLate(boolean late) {
        return new SessionPolicy(
                errorInfo,
                disconnectReason,
                late,
                autoDetect,
                multitransport,
                deactivation,
                finalization,
                demandActives,
                saveSessionInfo,
                updateBytes);
    }

    public SessionPolicy withAutoDetect(AutoDetectPolicy changed) {
        return new SessionPolicy(
                errorInfo,
                disconnectReason,
                dismissLate,
                changed,
                multitransport,
                deactivation,
                finalization,
                demandActives,
                saveSessionInfo,
                updateBytes);
    }

    public SessionPolicy withMultitransport(MultitransportPolicy changed) {
        return new SessionPolicy(
                errorInfo,
                disconnectReason,
                dismissLate,
                autoDetect,
                changed,
                deactivation,
                finalization,
                demandActives,
                saveSessionInfo,
                updateBytes);
    }

    public SessionPolicy withDeactivation(Deactivation changed) {
        return new SessionPolicy(
                errorInfo,
                disconnectReason,
                dismissLate,
                autoDetect,
                multitransport,
                changed,
                finalization,
                demandActives,
                saveSessionInfo,
                updateBytes);
    }

    public SessionPolicy withFinalization(Finalization changed) {
        return new SessionPolicy(
                errorInfo,
                disconnectReason,
                dismissLate,
                autoDetect,
                multitransport,
                deactivation,
                changed,
                demandActives,
                saveSessionInfo,
                updateBytes);
    }

    public SessionPolicy withDemandActives(int count) {
        return new SessionPolicy(
                errorInfo,
                disconnectReason,
                dismissLate,
                autoDetect,
                multitransport,
                deactivation,
                finalization,
                count,
                saveSessionInfo,
                updateBytes);
    }

    public SessionPolicy withSaveSessionInfo(boolean changed) {
        return new SessionPolicy(
                errorInfo,
                disconnectReason,
                dismissLate,
                autoDetect,
                multitransport,
                deactivation,
                finalization,
                demandActives,
                changed,
                updateBytes);
    }

    /** @param bytes 0 for none */
    public SessionPolicy withUpdateBytes(int bytes) {
        return new SessionPolicy(
                errorInfo,
                disconnectReason,
                dismissLate,
                autoDetect,
                multitransport,
                deactivation,
                finalization,
                demandActives,
                saveSessionInfo,
                bytes);
    }

    boolean dismisses() {
        return errorInfo.isPresent() || disconnectReason.isPresent();
    }
}
