package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/** The settings that the client sends, in the order in which they stand, [MS-RDPBCGR] 2.2.1.3. At most 32 blocks. */
public record ClientData(List<ClientBlock> blocks) implements Pdu {

    /** @throws IllegalArgumentException when there are too many blocks, or they are too long together */
    public ClientData {
        blocks = List.copyOf(blocks);
        int length = blocks.stream().mapToInt(b -> b.toBytes().length()).sum();
        if (blocks.size() > Block.MAX_BLOCKS || length > ConferenceCreateRequest.MAX_USER_DATA) {
            throw new IllegalArgumentException(blocks.size() + " blocks of " + length + " bytes");
        }
    }

    public static ClientData of(ClientBlock... blocks) {
        return new ClientData(List.of(blocks));
    }

    /** The first block of a kind. */
    public <T extends ClientBlock> Optional<T> find(Class<T> kind) {
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
    public static ClientData decode(WireReader in) {
        return new ClientData(Block.<ClientBlock>readAll(in, (type, block) -> switch (type) {
            case CsCore.TYPE -> CsCore.read(block);
            case CsSecurity.TYPE -> CsSecurity.read(block);
            case CsNet.TYPE -> CsNet.read(block);
            case CsCluster.TYPE -> CsCluster.read(block);
            case CsMonitor.TYPE -> CsMonitor.read(block);
            case CsMcsMsgChannel.TYPE -> CsMcsMsgChannel.read(block);
            case CsMonitorEx.TYPE -> CsMonitorEx.read(block);
            case CsMultitransport.TYPE -> CsMultitransport.read(block);
            default -> UnknownBlock.read(type, block);
        }));
    }

    @Override
    public void encode(WireWriter out) {
        blocks.forEach(block -> block.encode(out));
    }
}
