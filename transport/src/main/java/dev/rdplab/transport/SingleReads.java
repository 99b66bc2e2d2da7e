package dev.rdplab.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * One read whenever a socket has something, into a buffer of always the same size: nearly every message fits, and what is
 * left shows in the next turn of the loop. Netty's own allocators learn or count, and keep 72 bytes more for each connection.
 *
 * @param size bytes
 */
record SingleReads(int size) implements RecvByteBufAllocator {

    static final SingleReads OF_4096 = new SingleReads(4_096);

    @Override
    public ExtendedHandle newHandle() {
        return new OneRead(size);
    }

    private static final class OneRead implements ExtendedHandle {

        private final int size;
        private int attempted;
        private int last;

        OneRead(int size) {
            this.size = size;
        }

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
            attempted = bytes;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
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
