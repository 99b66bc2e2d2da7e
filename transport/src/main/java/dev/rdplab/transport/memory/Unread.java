package dev.rdplab.transport.memory;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;

/** Bytes that have come and were not read: a stream, which does not show the writes of the sender. */
final class Unread {

    private final Deque<ByteBuf> chunks = new ArrayDeque<>();
    private int size;

    int size() {
        return size;
    }

    void add(ByteBuf bytes) {
        chunks.add(bytes);
        size += bytes.readableBytes();
    }

    /** As many as there are and have room. @return how many */
    int moveTo(ByteBuf buffer) {
        int before = buffer.writableBytes();
        while (size > 0 && buffer.isWritable()) {
            var first = chunks.peek();
            int length = Math.min(first.readableBytes(), buffer.writableBytes());
            buffer.writeBytes(first, length);
            size -= length;
            if (!first.isReadable()) {
                chunks.remove().release();
            }
        }
        return before - buffer.writableBytes();
    }

    void release() {
        chunks.forEach(ByteBuf::release);
        chunks.clear();
        size = 0;
    }
}
