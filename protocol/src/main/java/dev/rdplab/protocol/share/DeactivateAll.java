package dev.rdplab.protocol.share;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * The server deactivates the share, TS_DEACTIVATE_ALL_PDU, [MS-RDPBCGR] 2.2.3.1.1; a {@link DemandActive} or the end of
 * the connection follows. Windows XP sends it without its last fields.
 *
 * @param pduSource channel id of the sender; 0 in the bare form
 * @param shareId 32 bits; 0 in the short forms
 * @param sourceDescriptor usually one zero byte; empty in the short forms
 */
public record DeactivateAll(Form form, int pduSource, long shareId, Bytes sourceDescriptor) implements SharePdu {

    /** How much of the PDU is there. */
    public enum Form {
        /** All fields. */
        FULL,
        /** Only the share control header, 6 bytes. */
        HEADER,
        /** Only the share control header without its pduSource, 4 bytes. */
        BARE
    }

    private static final String NAME = "TS_DEACTIVATE_ALL_PDU";
    private static final int MAX_SOURCE_DESCRIPTOR = 256;

    public DeactivateAll {
        boolean empty = shareId == 0 && sourceDescriptor.isEmpty() && (form == Form.HEADER || pduSource == 0);
        if (form != Form.FULL && !empty) {
            throw new IllegalArgumentException("the form " + form + " has no place for its values");
        }
    }

    /** The full form. */
    public DeactivateAll(int pduSource, long shareId) {
        this(Form.FULL, pduSource, shareId, Bytes.of(0));
    }

    @Override
    public String pduName() {
        return PduNames.DEACTIVATE_ALL;
    }

    @Override
    public void encode(WireWriter out) {
        if (form == Form.BARE) {
            ShareControlHeader.encodeShort(out, ShareControlHeader.DEACTIVATE_ALL);
            return;
        }
        ShareControlHeader.encode(out, ShareControlHeader.DEACTIVATE_ALL, pduSource, w -> {
            if (form == Form.FULL) {
                w.structure(NAME, body -> body.u32le("shareId", shareId)
                        .u16le("lengthSourceDescriptor", sourceDescriptor.length())
                        .bytes("sourceDescriptor", sourceDescriptor));
            }
        });
    }

    static DeactivateAll decodeBody(Form shortForm, int pduSource, WireReader reader) {
        if (!reader.hasRemaining()) {
            return new DeactivateAll(shortForm, pduSource, 0, Bytes.EMPTY);
        }
        var in = reader.as(NAME);
        long shareId = in.u32le("shareId");
        int length = in.u16le("lengthSourceDescriptor");
        var sourceDescriptor =
                in.bytes("sourceDescriptor", in.bounded("lengthSourceDescriptor", length, MAX_SOURCE_DESCRIPTOR));
        return new DeactivateAll(Form.FULL, pduSource, shareId, sourceDescriptor);
    }
}
