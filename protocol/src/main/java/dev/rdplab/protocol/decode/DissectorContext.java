package dev.rdplab.protocol.decode;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.security.SecuritySession;
import dev.rdplab.protocol.security.SessionKeys;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the frames so far have settled about those to come.
 *
 * @param stage the stage of the last frame
 * @param selectedProtocol what the Connection Confirm selected; empty before it
 * @param credSsp whether TSRequests are expected
 * @param ioChannel the MCS channel of share PDUs
 * @param messageChannel the MCS channel of auto-detection and multitransport, if there is one
 * @param encryption standard RDP security with a key: every PDU has a security header
 * @param fromClient opens what the client encrypts, if the keys are known
 * @param fromServer opens what the server encrypts, if the keys are known
 */
public record DissectorContext(
        Stage stage,
        Optional<SecurityProtocols> selectedProtocol,
        CredSsp credSsp,
        int ioChannel,
        OptionalInt messageChannel,
        boolean encryption,
        Optional<SecuritySession> fromClient,
        Optional<SecuritySession> fromServer) {

    /** How far CredSSP is. */
    public enum CredSsp {
        /** Not selected, not yet, or long over: from MCS on a first byte of 0x30 is fast-path input of twelve events. */
        NONE,
        RUNNING,
        /** The client has sent its credentials; the server owes the Early User Authorization Result. */
        EARLY_AUTH,
        /** Over, but the server may still answer with an errorCode. */
        DONE
    }

    /** The channel that every known server uses. */
    public static final int USUAL_IO_CHANNEL = 1003;

    /** Nothing has been seen. A frame from the middle of a connection is read as one of a connection with TLS. */
    public static final DissectorContext START = new DissectorContext(
            Stage.X224,
            Optional.empty(),
            CredSsp.NONE,
            USUAL_IO_CHANNEL,
            OptionalInt.empty(),
            false,
            Optional.empty(),
            Optional.empty());

    /** The same with the keys of standard RDP security, for frames from the first encrypted one on. */
    public DissectorContext withKeys(SessionKeys keys) {
        return new DissectorContext(
                stage,
                selectedProtocol,
                credSsp,
                ioChannel,
                messageChannel,
                true,
                Optional.of(SecuritySession.of(keys, Role.SERVER)),
                Optional.of(SecuritySession.of(keys, Role.CLIENT)));
    }

    DissectorContext selected(SecurityProtocols protocol) {
        boolean hybrid = protocol.contains(SecurityProtocols.HYBRID) || protocol.contains(SecurityProtocols.HYBRID_EX);
        return new DissectorContext(
                stage,
                Optional.of(protocol),
                hybrid ? CredSsp.RUNNING : CredSsp.NONE,
                ioChannel,
                messageChannel,
                encryption,
                fromClient,
                fromServer);
    }

    DissectorContext connected(int io, OptionalInt message, boolean encrypts) {
        return new DissectorContext(
                stage, selectedProtocol, CredSsp.NONE, io, message, encrypts, fromClient, fromServer);
    }

    /** The client has sent its credentials. */
    DissectorContext delegated() {
        boolean early = selectedProtocol
                .filter(p -> p.contains(SecurityProtocols.HYBRID_EX))
                .isPresent();
        return withCredSsp(early ? CredSsp.EARLY_AUTH : CredSsp.DONE);
    }

    DissectorContext withCredSsp(CredSsp now) {
        return new DissectorContext(
                stage, selectedProtocol, now, ioChannel, messageChannel, encryption, fromClient, fromServer);
    }

    DissectorContext at(Stage now) {
        return new DissectorContext(
                now, selectedProtocol, credSsp, ioChannel, messageChannel, encryption, fromClient, fromServer);
    }

    Optional<SecuritySession> session(Role sender) {
        return sender == Role.CLIENT ? fromClient : fromServer;
    }

    DissectorContext after(Role sender, SecuritySession next) {
        return new DissectorContext(
                stage,
                selectedProtocol,
                credSsp,
                ioChannel,
                messageChannel,
                encryption,
                sender == Role.CLIENT ? Optional.of(next) : fromClient,
                sender == Role.SERVER ? Optional.of(next) : fromServer);
    }
}
