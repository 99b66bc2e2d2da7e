package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.Settings;
import dev.rdplab.protocol.handshake.Exchange;
import dev.rdplab.protocol.mcs.DisconnectReason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the server does once it knows the user. All of it conforms to the protocol, some of it is unusual. */
public final class SessionPolicy extends Settings<SessionPolicy> {

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
    public static final SessionPolicy DEFAULT = new SessionPolicy();

    private OptionalLong errorInfo = OptionalLong.empty();
    private Optional<DisconnectReason> disconnectReason = Optional.empty();
    private boolean dismissLate;
    private AutoDetectPolicy autoDetect = AutoDetectPolicy.NONE;
    private MultitransportPolicy multitransport = MultitransportPolicy.NONE;
    private Deactivation deactivation = Deactivation.NEVER;
    private Finalization finalization = Finalization.AFTER_CONFIRM_ACTIVE;
    private int demandActives = 1;
    private int updateBytes;

    private SessionPolicy() {}

    public SessionPolicy withErrorInfo(long code) {
        return with(policy -> policy.errorInfo = OptionalLong.of(code));
    }

    public SessionPolicy withDisconnectReason(DisconnectReason reason) {
        return with(policy -> policy.disconnectReason = Optional.of(reason));
    }

    public SessionPolicy withDismissLate(boolean late) {
        return with(policy -> policy.dismissLate = late);
    }

    public SessionPolicy withAutoDetect(AutoDetectPolicy changed) {
        return with(policy -> policy.autoDetect = changed);
    }

    public SessionPolicy withMultitransport(MultitransportPolicy changed) {
        return with(policy -> policy.multitransport = changed);
    }

    public SessionPolicy withDeactivation(Deactivation changed) {
        return with(policy -> policy.deactivation = changed);
    }

    public SessionPolicy withFinalization(Finalization changed) {
        return with(policy -> policy.finalization = changed);
    }

    public SessionPolicy withDemandActives(int count) {
        return with(policy -> policy.demandActives = count);
    }

    public SessionPolicy withUpdateBytes(int bytes) {
        return with(policy -> policy.updateBytes = bytes);
    }

    /** A Set Error Info value sent instead of going on. */
    public OptionalLong errorInfo() {
        return errorInfo;
    }

    /** The reason of a DisconnectProviderUltimatum sent instead of going on, after the error info if both are set. */
    public Optional<DisconnectReason> disconnectReason() {
        return disconnectReason;
    }

    /** Whether errorInfo and disconnectReason come once the session is up, not after the Client Info PDU. */
    public boolean dismissLate() {
        return dismissLate;
    }

    /** What it measures on the message channel. */
    public AutoDetectPolicy autoDetect() {
        return autoDetect;
    }

    /** Which UDP transports it offers; the lab's server never listens on UDP. */
    public MultitransportPolicy multitransport() {
        return multitransport;
    }

    public Deactivation deactivation() {
        return deactivation;
    }

    public Finalization finalization() {
        return finalization;
    }

    /** How many Demand Active PDUs begin the session, one behind the other. */
    public int demandActives() {
        return demandActives;
    }

    /** Bytes of updates that it sends before it denies a Shutdown Request, see {@link Exchange}; 0 for none. */
    public int updateBytes() {
        return updateBytes;
    }

    boolean dismisses() {
        return errorInfo.isPresent() || disconnectReason.isPresent();
    }

    @Override
    protected List<Object> parts() {
        return List.of(
                errorInfo,
                disconnectReason,
                dismissLate,
                autoDetect,
                multitransport,
                deactivation,
                finalization,
                demandActives,
                updateBytes);
    }
}
