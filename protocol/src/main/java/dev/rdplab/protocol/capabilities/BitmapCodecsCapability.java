package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** Bitmap codecs, TS_BITMAPCODECS_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.2.10. One byte and the codecs, 255 at most. */
public record BitmapCodecsCapability(List<Codec> bitmapCodecs) implements CapabilitySet {

    private static final String NAME = "TS_BITMAPCODECS";
    private static final int MAX_CODECS = 0xff;

    public BitmapCodecsCapability {
        bitmapCodecs = List.copyOf(bitmapCodecs);
        if (bitmapCodecs.size() > MAX_CODECS) {
            throw new IllegalArgumentException(bitmapCodecs.size() + " codecs, at most " + MAX_CODECS);
        }
    }

    /**
     * TS_BITMAPCODEC, [MS-RDPBCGR] 2.2.7.2.10.1.1.
     *
     * @param codecGuid 16 bytes
     * @param codecId 8 bits
     * @param codecProperties at most 65535 bytes, unread
     */
    public record Codec(Bytes codecGuid, int codecId, Bytes codecProperties) {

        private static final String NAME = "TS_BITMAPCODEC";

        public Codec {
            CapabilitySet.requireLength("codecGUID", codecGuid, 16);
            if (codecProperties.length() > 0xffff) {
                throw new IllegalArgumentException("codecProperties of " + codecProperties.length() + " bytes");
            }
        }

        private void encode(WireWriter out) {
            out.structure(NAME, w -> w.bytes("codecGUID", codecGuid)
                    .u8("codecID", codecId)
                    .u16le("codecPropertiesLength", codecProperties.length())
                    .bytes("codecProperties", codecProperties));
        }

        private static Codec decode(WireReader reader) {
            var in = reader.as(NAME);
            var guid = in.bytes("codecGUID", 16);
            int id = in.u8("codecID");
            int length = in.u16le("codecPropertiesLength");
            return new Codec(
                    guid, id, in.bytes("codecProperties", in.bounded("codecPropertiesLength", length, 0xffff)));
        }
    }

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u8("bitmapCodecCount", bitmapCodecs.size()));
        bitmapCodecs.forEach(codec -> codec.encode(out));
    }

    static BitmapCodecsCapability decode(WireReader reader) {
        int count = reader.as(NAME).u8("bitmapCodecCount");
        var codecs = new ArrayList<Codec>();
        for (int i = 0; i < count; i++) {
            codecs.add(Codec.decode(reader));
        }
        return new BitmapCodecsCapability(codecs);
    }
}
