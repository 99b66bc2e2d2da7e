package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** CS_NET, [MS-RDPBCGR] 2.2.1.3.4: the static virtual channels that the client asks for, at most 31. */
public record CsNet(List<ChannelDef> channelDefArray) implements ClientBlock {

    public static final String STRUCTURE = "TS_UD_CS_NET";
    public static final int MAX_CHANNELS = 31;
    static final int TYPE = 0xc003;

    /** @throws IllegalArgumentException when there are too many channels */
    public CsNet {
        channelDefArray = List.copyOf(channelDefArray);
        if (channelDefArray.size() > MAX_CHANNELS) {
            throw new IllegalArgumentException(channelDefArray.size() + " channels, at most " + MAX_CHANNELS);
        }
    }

    public static CsNet of(ChannelDef... channels) {
        return new CsNet(List.of(channels));
    }

    static CsNet read(WireReader block) {
        var in = Block.body(block, STRUCTURE);
        long count = in.u32le("channelCount");
        if (count > MAX_CHANNELS) {
            throw in.violation("channelCount", Problem.LIMIT_EXCEEDED, count + ", at most " + MAX_CHANNELS);
        }
        var channels = new ArrayList<ChannelDef>();
        for (int i = 0; i < count; i++) {
            channels.add(ChannelDef.read(in));
        }
        return new CsNet(channels);
    }

    @Override
    public void encode(WireWriter out) {
        Block.write(out, STRUCTURE, TYPE, w -> {
            w.u32le("channelCount", channelDefArray.size());
            channelDefArray.forEach(channel -> channel.write(w));
        });
    }
}
