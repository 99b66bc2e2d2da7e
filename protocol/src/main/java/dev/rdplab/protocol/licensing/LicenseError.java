package dev.rdplab.protocol.licensing;

import static dev.rdplab.protocol.licensing.LicenseBlob.BB_ERROR_BLOB;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * LICENSE_ERROR_MESSAGE, [MS-RDPBCGR] 2.2.1.12.1.3, of both sides. Despite its name also the shortest good end of
 * licensing, {@link #VALID_CLIENT}.
 */
public record LicenseError(
        LicensePreamble preamble,
        LicenseErrorCode dwErrorCode,
        LicenseStateTransition dwStateTransition,
        LicenseBlob bbErrorInfo)
        implements LicenseMessage {

    /** The server asks for no licence: STATUS_VALID_CLIENT, ST_NO_TRANSITION, and an empty blob. */
    public static final LicenseError VALID_CLIENT =
            of(LicenseErrorCode.STATUS_VALID_CLIENT, LicenseStateTransition.ST_NO_TRANSITION);

    static final int TYPE = 0xff;

    private static final String NAME = "LICENSE_ERROR_MESSAGE";

    public static LicenseError of(LicenseErrorCode code, LicenseStateTransition transition) {
        return new LicenseError(
                LicensePreamble.PREAMBLE_VERSION_3_0, code, transition, new LicenseBlob(BB_ERROR_BLOB, Bytes.EMPTY));
    }

    /** Licensing is over and well, whatever is in the rest. */
    public boolean isValidClient() {
        return dwErrorCode.equals(LicenseErrorCode.STATUS_VALID_CLIENT);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public String pduName() {
        return PduNames.LICENSE_ERROR;
    }

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> {
            w.u32le("dwErrorCode", dwErrorCode.value()).u32le("dwStateTransition", dwStateTransition.value());
            bbErrorInfo.encode(w, "bbErrorInfo");
        });
    }

    static LicenseError body(WireReader outer, LicensePreamble preamble) {
        WireReader in = outer.as(NAME);
        return new LicenseError(
                preamble,
                new LicenseErrorCode(in.u32le("dwErrorCode")),
                new LicenseStateTransition(in.u32le("dwStateTransition")),
                LicenseBlob.decode(in, "bbErrorInfo", BB_ERROR_BLOB));
    }
}
