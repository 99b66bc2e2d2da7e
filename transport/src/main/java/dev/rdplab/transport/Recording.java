package dev.rdplab.transport;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** Keeps the first raw bytes of one connection. */
final class Recording {

    private static final Recording NONE = new Recording(0, () -> 0);

    private final int limit;
    private final LongSupplier clock;
    private final List<RawBytes> kept;
    private int size;

    /** @param limit bytes; 0 records nothing */
    static Recording upTo(int limit, LongSupplier clock) {
        return limit == 0 ? NONE : new Recording(limit, clock);
    }

    private Recording(int limit, LongSupplier clock) {
        this.limit = limit;
        this.clock = clock;
        this.kept = limit == 0 ? List.of() : new CopyOnWriteArrayList<>();
    }

    /** The readable bytes, which are left as they are. */
    void add(Role sender, ByteBuf buffer) {
        int length = Math.min(buffer.readableBytes(), limit - size);
        if (length > 0) {
            byte[] copy = new byte[length];
            buffer.getBytes(buffer.readerIndex(), copy);
            size += length;
            kept.add(new RawBytes(sender, clock.getAsLong(), Bytes.wrap(copy)));
        }
    }

    List<RawBytes> kept() {
        return List.copyOf(kept);
    }
}
