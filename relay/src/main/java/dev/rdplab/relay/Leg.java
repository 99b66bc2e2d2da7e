package dev.rdplab.relay;

import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.Optional;

/** One of the two connections that a relay joins. */
interface Leg {

    boolean open();

    /** Whether what is written now leaves soon. */
    boolean writable();

    void reading(boolean on);

    /** Takes the buffer over. */
    void write(ByteBuf bytes);

    default void write(Bytes bytes) {
        write(Unpooled.wrappedBuffer(bytes.toArray()));
    }

    void flush();

    /** FIN, when all before it is out. */
    void fin();

    /** RST, when all before it is out. */
    void reset();

    /** Closes what is over already. */
    void close();

    Optional<InetSocketAddress> local();

    Optional<InetSocketAddress> peer();
}
