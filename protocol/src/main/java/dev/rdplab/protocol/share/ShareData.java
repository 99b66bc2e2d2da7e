package dev.rdplab.protocol.share;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * A data PDU behind its TS_SHAREDATAHEADER, [MS-RDPBCGR] 2.2.8.1.1.1.2. Padding is passed over and written as zero.
 *
 * @param pduSource channel id of the sender; 0 from some servers
 * @param shareId 32 bits
 * @param streamId priority, 8 bits: 1 low, 2 medium, 4 high
 * @param uncompressedLength 16 bits; servers count from different places, so it is kept and never believed
 * @param compressedType 8 bits; the body is left unread when {@link #COMPRESSED} is set
 * @param compressedLength 16 bits; meaningful only with {@link #COMPRESSED}
 */
public record ShareData(
        int pduSource,
        long shareId,
        int streamId,
        int uncompressedLength,
        int compressedType,
        int compressedLength,
        DataPdu body)
        implements SharePdu {

    /** PACKET_COMPRESSED in compressedType. */
    public static final int COMPRESSED = 0x20;

    /** STREAM_LOW, what Windows uses for everything here. */
    public static final int STREAM_LOW = 1;

    private static final String NAME = "TS_SHAREDATAHEADER";
    private static final int COUNTED = 4; // pduType2 1 + compressedType 1 + compressedLength 2

    /** The body as Windows sends it: uncompressed, with a length that counts from pduType2 on. */
    public static ShareData of(int pduSource, long shareId, DataPdu body) {
        return new ShareData(
                pduSource, shareId, STREAM_LOW, COUNTED + body.toBytes().length(), 0, 0, body);
    }

    @Override
    public String pduName() {
        return body.pduName();
    }

    @Override
    public void encode(WireWriter out) {
        ShareControlHeader.encode(out, ShareControlHeader.DATA, pduSource, w -> {
            w.structure(NAME, header -> header.u32le("shareId", shareId)
                    .u8("pad1", 0)
                    .u8("streamId", streamId)
                    .u16le("uncompressedLength", uncompressedLength)
                    .u8("pduType2", body.pduType2())
                    .u8("compressedType", compressedType)
                    .u16le("compressedLength", compressedLength));
            body.encode(w);
        });
    }

    static ShareData decodeBody(int pduSource, WireReader reader) {
        var in = reader.as(NAME);
        long shareId = in.u32le("shareId");
        in.u8("pad1");
        int streamId = in.u8("streamId");
        int uncompressedLength = in.u16le("uncompressedLength");
        int pduType2 = in.u8("pduType2");
        int compressedType = in.u8("compressedType");
        int compressedLength = in.u16le("compressedLength");
        var body = (compressedType & COMPRESSED) == 0
                ? DataPdu.decode(pduType2, reader)
                : OpaqueData.decode(pduType2, reader);
        if (body instanceof ShutdownRequest && reader.hasRemaining()) {
            bearTrailingBytes(reader.as(body.pduName()));
        }
        return new ShareData(pduSource, shareId, streamId, uncompressedLength, compressedType, compressedLength, body);
    }

    /** aardwolf leaves an empty input event behind its Shutdown Request; real servers do not look. */
    private static void bearTrailingBytes(WireReader in) {
        int left = in.remaining();
        in.slice("trailingBytes", left);
        in.deviates("trailingBytes", left, left, 0, left + " bytes left");
    }
}
