package dev.rdplab.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;

/**
 * A connection whose bytes its owner has taken over, above TLS where there is TLS. Belongs to the connection's event loop.
 */
public interface PlainStream {

    /** What the owner is told. */
    interface Reader {
        /** Bytes have come; they belong to the reader. */
        void received(ByteBuf bytes);

        /** For now nothing more comes: what was made of it can be flushed. */
        void readComplete();

        /** Whether {@link PlainStream#writable} has changed. */
        void writabilityChanged();
    }

    /** The event loop that it belongs to. */
    EventLoop loop();

    /** Puts bytes behind all that was written before; takes the buffer over. They leave with the next {@link #flush}. */
    void write(ByteBuf bytes);

    /** Sends what was written. */
    void flush();

    /** Whether what is sent now leaves soon: otherwise it piles up. */
    boolean writable();

    /** Stops reading from the peer, or goes on. */
    void reading(boolean on);

    /** Ends in good order: close_notify under TLS, then FIN. */
    void finish();

    /** Resets. */
    void reset();
}
