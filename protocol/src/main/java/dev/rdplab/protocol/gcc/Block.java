package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The user data header, TS_UD_HEADER, [MS-RDPBCGR] 2.2.1.3.1: type 2 + length 2 little-endian, which counts the header. */
final class Block {

    /** Bytes. */
    static final int HEADER = 4;

    /** No program sends more than a dozen blocks. */
    static final int MAX_BLOCKS = 32;

    private Block() {}

    /** Reads blocks to the end. {@code one} gets the type and a reader that begins at the header and ends with the block. */
    static <T> List<T> readAll(WireReader in, BiFunction<Integer, WireReader, T> one) {
        in.bounded("userData", in.remaining(), ConferenceCreateRequest.MAX_USER_DATA);
        var blocks = new ArrayList<T>();
        while (in.hasRemaining()) {
            if (blocks.size() == MAX_BLOCKS) {
                throw in.violation("", Problem.LIMIT_EXCEEDED, "more than " + MAX_BLOCKS + " blocks");
            }
            var header = in.as("TS_UD_HEADER");
            if (in.remaining() < HEADER) {
                throw header.violation("type", Problem.TRUNCATED, "needs 4 bytes, " + in.remaining() + " left");
            }
            var start = in.peek(HEADER);
            int type = start.get(0) | start.get(1) << 8;
            int length = start.get(2) | start.get(3) << 8;
            if (length < HEADER) {
                throw header.violation("length", Problem.LENGTH_OUT_OF_BOUNDS, length + ", at least 4");
            }
            var block = header.slice("length", header.bounded("length", length, 0xffff));
            T value = one.apply(type, block);
            block.expectEnd();
            blocks.add(value);
        }
        return blocks;
    }

    /** Passes the header, of which {@link #readAll} has seen that it is right. */
    static WireReader body(WireReader block, String structure) {
        var in = block.as(structure);
        in.u16le("type");
        in.u16le("length");
        return in;
    }

    static void write(WireWriter out, String structure, int type, Consumer<WireWriter> body) {
        out.structure(structure, w -> {
            int start = w.size();
            w.u16le("type", type).u16le("length", 0);
            body.accept(w);
            w.patchU16le(start + 2, w.size() - start);
        });
    }

    /** A flags field that makes up the whole body. */
    static void writeFlags(WireWriter out, String structure, int type, long flags) {
        write(out, structure, type, w -> w.u32le("flags", flags));
    }

    static void checkU16(String field, int value) {
        if (value < 0 || value > 0xffff) {
            throw new IllegalArgumentException(field + " " + value + ", allowed 0 to 65535");
        }
    }

    static void checkU32(String field, long value) {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException(field + " " + value + ", allowed 0 to 0xffffffff");
        }
    }

    static void checkLength(String field, Bytes value, int length) {
        if (value.length() != length) {
            throw new IllegalArgumentException(field + " has " + value.length() + " bytes instead of " + length);
        }
    }

    /** Text in UTF-16 up to the first terminator. */
    static String text(Bytes field) {
        String text = field.text(StandardCharsets.UTF_16LE);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }
}
