package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/** The settings that the server sends, in the order in which they stand, [MS-RDPBCGR] 2.2.1.4. At most 32 blocks. */
public record ServerData(List<ServerBlock> blocks) implements Pdu {

    /** @throws IllegalArgumentException when there are too many blocks, or they are too long together */
    public ServerData {
        blocks = List.copyOf(blocks);
        int length = blocks.stream().mapToInt(b -> b.toBytes().length()).sum();
        if (blocks.size() > Block.MAX_BLOCKS || length > ConferenceCreateRequest.MAX_USER_DATA) {
            throw new IllegalArgumentException(blocks.size() + " blocks of " + length + " bytes");
        }
    }

    public static ServerData of(ServerBlock... blocks) {
        return new ServerData(List.of(blocks));
    }

    /** The first block of a kind. */
    public <T extends ServerBlock> Optional<T> find(Class<T> kind) {
        for (var block : blocks) {
            if (kind.isInstance(block)) {
                return Optional.of(kind.cast(block));
            }
        }
        return Optional.empty();
    }

    /**
     * Reads blocks to the end.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static ServerData decode(WireReader in) {
        return new ServerData(Block.<ServerBlock>readAll(in, (type, block) -> switch (type) {
            case ScCore.TYPE -> ScCore.read(block);
            case ScSecurity.TYPE -> ScSecurity.read(block);
            case ScNet.TYPE -> ScNet.read(block);
            case ScMcsMsgChannel.TYPE -> ScMcsMsgChannel.read(block);
            case ScMultitransport.TYPE -> ScMultitransport.read(block);
            default -> UnknownBlock.read(type, block);
        }));
    }

    @Override
    public void encode(WireWriter out) {
        blocks.forEach(block -> block.encode(out));
    }
}
