package dev.rdplab.packetlinks.tunnel;

/** A tunnel of the user's own did not come up. Says why in one line, with the last words of its command. */
public final class TunnelFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TunnelFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
