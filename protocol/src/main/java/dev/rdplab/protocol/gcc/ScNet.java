package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * SC_NET, [MS-RDPBCGR] 2.2.1.4.4: the ids of the I/O channel and of the static virtual channels.
 *
 * @param mcsChannelId 16 bits: the I/O channel, 1003 in Windows
 * @param channelIds 16 bits each, at most 31, in the order of the client's request
 * @param pad 16 bits that follow an odd number of ids; some servers leave them out
 */
public record ScNet(int mcsChannelId, List<Integer> channelIds, OptionalInt pad) implements ServerBlock {

    public static final String STRUCTURE = "TS_UD_SC_NET";
    static final int TYPE = 0x0c03;

    /** @throws IllegalArgumentException when a value is out of range, or there is padding after an even number */
    public ScNet {
        channelIds = List.copyOf(channelIds);
        Block.checkU16("mcsChannelId", mcsChannelId);
        channelIds.forEach(id -> Block.checkU16("channelId", id));
        pad.ifPresent(value -> Block.checkU16("pad", value));
        if (channelIds.size() > CsNet.MAX_CHANNELS) {
            throw new IllegalArgumentException(channelIds.size() + " channels, at most " + CsNet.MAX_CHANNELS);
        }
        if (pad.isPresent() && channelIds.size() % 2 == 0) {
            throw new IllegalArgumentException("padding after an even number of channels");
        }
    }

    /** With the padding that the specification asks for. */
    public static ScNet of(int mcsChannelId, List<Integer> channelIds) {
        return new ScNet(
                mcsChannelId, channelIds, channelIds.size() % 2 == 0 ? OptionalInt.empty() : OptionalInt.of(0));
    }

    static ScNet read(WireReader block) {
        var in = Block.body(block, STRUCTURE);
        int mcsChannelId = in.u16le("MCSChannelId");
        int count = in.u16le("channelCount");
        if (count > CsNet.MAX_CHANNELS) {
            throw in.violation("channelCount", Problem.LIMIT_EXCEEDED, count + ", at most " + CsNet.MAX_CHANNELS);
        }
        var ids = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            ids.add(in.u16le("channelIdArray"));
        }
        var pad = count % 2 == 1 && in.hasRemaining() ? OptionalInt.of(in.u16le("Pad")) : OptionalInt.empty();
        return new ScNet(mcsChannelId, ids, pad);
    }

    @Override
    public void encode(WireWriter out) {
        Block.write(out, STRUCTURE, TYPE, w -> {
            w.u16le("MCSChannelId", mcsChannelId).u16le("channelCount", channelIds.size());
            channelIds.forEach(id -> w.u16le("channelIdArray", id));
            pad.ifPresent(value -> w.u16le("Pad", value));
        });
    }
}
