package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * A block of a type that is not known here, kept as it is.
 *
 * @param type 16 bits
 * @param content at most 16000 bytes, without the header
 */
public record UnknownBlock(int type, Bytes content) implements ClientBlock, ServerBlock {

    public static final String STRUCTURE = "TS_UD_UNKNOWN";

    /** @throws IllegalArgumentException when a value is out of range */
    public UnknownBlock {
        Block.checkU16("type", type);
        if (content.length() > ConferenceCreateRequest.MAX_USER_DATA) {
            throw new IllegalArgumentException("content of " + content.length() + " bytes");
        }
    }

    static UnknownBlock read(int type, WireReader block) {
        var in = Block.body(block, STRUCTURE);
        return new UnknownBlock(type, in.hasRemaining() ? in.rest("content") : Bytes.EMPTY);
    }

    @Override
    public void encode(WireWriter out) {
        Block.write(out, STRUCTURE, type, w -> {
            if (!content.isEmpty()) {
                w.bytes("content", content);
            }
        });
    }
}
