package dev.rdplab.packetlinks;

import dev.rdplab.chaos.link.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/**
 * Writes what passes a link as pcapng, one interface for each place: as A sent it, as it was delivered to B, as B sent it, as it
 * was delivered to A. A dropped packet stands at its sender once more, with the cause as its comment.
 */
final class PacketTrace implements Lane.Observer, AutoCloseable {

    private static final List<String> INTERFACES = List.of("A sent", "to B", "B sent", "to A");
    private static final int LINKTYPE_RAW = 101;
    private static final int ROOM = 1 << 17;

    private final FileChannel file;
    private final ByteBuffer block = ByteBuffer.allocateDirect(ROOM).order(ByteOrder.nativeOrder());
    private final long originNanos;
    private final long originMicros;
    private boolean closed;

    private PacketTrace(FileChannel file) {
        this.file = file;
        var now = Instant.now();
        originNanos = System.nanoTime();
        originMicros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    static PacketTrace open(Path path) {
        try {
            var trace = new PacketTrace(FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
            trace.header();
            return trace;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void saw(Direction direction, Cause cause, ByteBuffer packet, int length) {
        if (closed) {
            return;
        }
        int sender = direction == Direction.UP ? 0 : 2;
        switch (cause) {
            case ARRIVED -> write(sender, packet, length, "");
            case DELIVERED -> write(sender + 1, packet, length, "");
            case ICMP_SENT, RST_SENT -> write(direction == Direction.UP ? 3 : 1, packet, length, cause.word());
            default -> write(sender, packet, length, "dropped: " + cause.word());
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            flush();
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void header() {
        int start = begin(0x0A0D0D0A);
        block.putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1);
        end(start);
        for (String name : INTERFACES) {
            start = begin(1);
            block.putShort((short) LINKTYPE_RAW).putShort((short) 0).putInt(0);
            option(2, name);
            endOfOptions();
            end(start);
        }
    }

    private void write(int where, ByteBuffer packet, int length, String comment) {
        if (block.remaining() < length + 256) {
            flush();
        }
        long micros = originMicros + (System.nanoTime() - originNanos) / 1_000;
        int start = begin(6);
        block.putInt(where)
                .putInt((int) (micros >>> 32))
                .putInt((int) micros)
                .putInt(length)
                .putInt(length);
        int at = block.position();
        block.put(at, packet, 0, length).position(at + length);
        pad();
        if (!comment.isEmpty()) {
            option(1, comment);
            endOfOptions();
        }
        end(start);
    }

    private int begin(int type) {
        int start = block.position();
        block.putInt(type).putInt(0);
        return start;
    }

    private void end(int start) {
        int length = block.position() + 4 - start;
        block.putInt(length).putInt(start + 4, length);
    }

    private void option(int code, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        block.putShort((short) code).putShort((short) bytes.length).put(bytes);
        pad();
    }

    private void endOfOptions() {
        block.putInt(0);
    }

    private void pad() {
        while (block.position() % 4 != 0) {
            block.put((byte) 0);
        }
    }

    private void flush() {
        block.flip();
        try {
            while (block.hasRemaining()) {
                file.write(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        block.clear();
    }
}
