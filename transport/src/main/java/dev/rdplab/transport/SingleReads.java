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

    static final SingleReads ALLOCATOR = new SingleReads();

    private static final int SIZE = 4_096;

    private SingleReads() {}

    @Override
    public ExtendedHandle newHandle() {
        return new OneRead();
    }

    private static final class OneRead implements ExtendedHandle {

        private int last;

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return allocator.ioBuffer(SIZE);
        }

        @Override
        public int guess() {
            return SIZE;
        }

        @Override
        public void reset(ChannelConfig config) {
            last = 0;
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
            return SIZE;
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
