package dev.rdplab.protocol.handshake;

import java.time.Duration;

/** What a step wants done, in order. */
public sealed interface Effect {

    /** Where bytes enter the stream. */
    enum Layer {
        /** Through TLS once it is up. */
        STREAM,
        /** Below TLS, on the socket as they are. */
        WIRE
    }

    record Send(Message message, Layer layer) implements Effect {
        public Send(Message message) {
            this(message, Layer.STREAM);
        }
    }

    /**
     * Begins the TLS handshake in this end's role; what was sent before is flushed in clear first. Where TLS is up already it
     * begins again inside: a renegotiation in TLS 1.2, a key update in TLS 1.3.
     */
    record StartTls() implements Effect {}

    /** Holds all later effects of this connection. */
    record Wait(Duration howLong) implements Effect {
        /** Longer than any run. */
        public static final Duration FOREVER = Duration.ofDays(365);
    }

    /** How a connection is closed in good order or nearly so. */
    enum Manner {
        /** A TLS close_notify when TLS is up, then FIN. */
        ORDERLY,
        /** A FIN, without a close_notify. */
        WITHOUT_NOTIFY,
        /** A close_notify, and the socket stays open. */
        NOTIFY_ONLY
    }

    record Close(Manner manner) implements Effect {
        public Close() {
            this(Manner.ORDERLY);
        }
    }

    /**
     * A TLS alert: encrypted like everything else where TLS is up, in clear where it is not. TLS itself knows nothing of it.
     *
     * @param level 1 warning, 2 fatal, or any other byte
     * @param description the AlertDescription, or any other byte
     */
    record Alert(int level, int description) implements Effect {}

    /** RST: the socket is closed with SO_LINGER 0. */
    record Abort() implements Effect {}
}
