package dev.rdplab.transport;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Framing;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.Optional;

/** Bytes that were read and are not taken yet, at most {@link #MAX_UNREAD}; cut as the state expects them. */
final class FrameBuffer {

    /** Raw bytes that may lie unread while the connection is held. */
    static final int MAX_UNREAD = Framing.MAX_FRAME + (64 << 10);

    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;

    /** Takes the buffer over. What is beyond the bound is dropped: reading on is what shows the peer's close. */
    void add(ByteBufAllocator allocator, ByteBuf more) {
        if (bytes.readableBytes() + more.readableBytes() > MAX_UNREAD) {
            more.release();
        } else {
            bytes = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, bytes, more);
        }
    }

    /** The next frame, or what makes none; empty when more must come first or nothing is expected. */
    Optional<Input> next(Expectation expects, Stage stage) {
        int size = bytes.readableBytes();
        if (size == 0 || expects == Expectation.NOTHING || expects == Expectation.TLS_READY) {
            return Optional.empty();
        }
        int length;
        try {
            length = Framing.frameLength(expects, stage, peek(Math.min(size, Framing.lookedAt(expects))));
        } catch (ProtocolViolationException violation) {
            return Optional.of(new Input.Unframed(takeAll(), violation));
        }
        return length == Framing.UNKNOWN || length > size
                ? Optional.empty()
                : Optional.of(new Input.Frame(take(length)));
    }

    Bytes takeAll() {
        return take(bytes.readableBytes());
    }

    void release() {
        bytes.release();
        bytes = Unpooled.EMPTY_BUFFER;
    }

    private Bytes take(int length) {
        byte[] taken = new byte[length];
        bytes.readBytes(taken);
        if (!bytes.isReadable()) {
            release();
        }
        return Bytes.wrap(taken);
    }

    private Bytes peek(int length) {
        byte[] head = new byte[length];
        bytes.getBytes(bytes.readerIndex(), head);
        return Bytes.wrap(head);
    }
}
