package dev.rdplab.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * One read whenever a socket has something, into a buffer of always the same size: nearly every message fits, and what is
 * left shows in the next turn of the loop. Netty's own allocators learn or count, and keep 72 bytes more for each connection.
 */
final class SingleReads implements RecvByteBufAllocator {

    static final SingleReads ALLOCATOR = new SingleReads(4_096);

    /** For a connection that carries a session: set later, it counts from the next read on. */
    static final SingleReads BULK = new SingleReads(64 << 10);

    private final int size;

    private SingleReads(int size) {
        this.size = size;
    }

    @Override
    public ExtendedHandle newHandle() {
        return new OneRead();
    }

    private static final class OneRead implements ExtendedHandle {

        private int last;
        private int size = ALLOCATOR.size;

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return allocator.ioBuffer(size);
        }

        @Override
        public int guess() {
            return size;
        }

        @Override
        public void reset(ChannelConfig config) {
            last = 0;
            if (config.getRecvByteBufAllocator() == BULK) {
                size = BULK.size;
            }
        }

        @Override
        public void incMessagesRead(int count) {
            // there is never a second
        }

        @Override
        public void lastBytesRead(int bytes) {
            last = bytes;
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            // always the same
        }

        @Override
        public int attemptedBytesRead() {
            return size;
        }

        @Override
        public boolean continueReading() {
            return false;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return false;
        }

        @Override
        public void readComplete() {
            // nothing was learnt
        }
    }
}
