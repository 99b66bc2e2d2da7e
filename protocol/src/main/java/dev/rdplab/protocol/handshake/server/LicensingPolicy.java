package dev.rdplab.protocol.handshake.server;

/**
 * How the server licenses a client, [MS-RDPELE].
 *
 * @param errorCode dwErrorCode when {@code mode} is {@link Mode#ERROR}
 * @param stateTransition dwStateTransition then
 */
public record LicensingPolicy(Mode mode, long errorCode, long stateTransition) {

    /** What is said to the client. */
    public enum Mode {
        /** STATUS_VALID_CLIENT at once, as a server in remote administration mode does. */
        VALID_CLIENT,
        /** Licence request, platform challenge, new licence. */
        NEW_LICENSE,
        /** An error message. */
        ERROR
    }

    public static final LicensingPolicy VALID_CLIENT = new LicensingPolicy(Mode.VALID_CLIENT, 7, 2);
}
