package dev.rdplab.protocol.licensing;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/**
 * LICENSE_BINARY_BLOB, [MS-RDPBCGR] 2.2.1.12.1.2.
 *
 * @param wBlobType two bytes; means nothing when there is no data, and real servers then write anything
 * @param blobData at most 65535 bytes
 */
public record LicenseBlob(int wBlobType, Bytes blobData) {

    public static final int BB_ANY_BLOB = 0x0000;
    public static final int BB_DATA_BLOB = 0x0001;
    public static final int BB_RANDOM_BLOB = 0x0002;
    public static final int BB_CERTIFICATE_BLOB = 0x0003;
    public static final int BB_ERROR_BLOB = 0x0004;
    public static final int BB_ENCRYPTED_DATA_BLOB = 0x0009;
    public static final int BB_KEY_EXCHG_ALG_BLOB = 0x000d;
    public static final int BB_SCOPE_BLOB = 0x000e;
    public static final int BB_CLIENT_USER_NAME_BLOB = 0x000f;
    public static final int BB_CLIENT_MACHINE_NAME_BLOB = 0x0010;

    public LicenseBlob {
        if (wBlobType < 0 || wBlobType > 0xffff) {
            throw new IllegalArgumentException("not 16 bits: " + wBlobType);
        }
        if (blobData.length() > 0xffff) {
            throw new IllegalArgumentException("blob of " + blobData.length() + " bytes");
        }
    }

    /** Text of the ANSI kind with the zero that ends it, as in names and scopes. */
    static LicenseBlob text(int type, String text) {
        return new LicenseBlob(type, Bytes.concat(Bytes.ascii(text), Bytes.of(0)));
    }

    /** The text before the first zero, if there is one. */
    String text() {
        String text = blobData.text(StandardCharsets.ISO_8859_1);
        int end = text.indexOf(0);
        return end < 0 ? text : text.substring(0, end);
    }

    void encode(WireWriter out, String field) {
        out.u16le(out.part(field, ".wBlobType"), wBlobType)
                .u16le(out.part(field, ".wBlobLen"), blobData.length())
                .bytes(out.part(field, ".blobData"), blobData);
    }

    /** Reads a blob of {@code type} or of {@code BB_ANY_BLOB}; an empty one may be of any type. */
    static LicenseBlob decode(WireReader in, String field, int type) {
        LicenseBlob blob = decodeAny(in, field);
        boolean fits = blob.wBlobType == type || blob.wBlobType == BB_ANY_BLOB || blob.blobData.isEmpty();
        if (!fits) {
            throw in.violation(field + ".wBlobType", Problem.UNEXPECTED_VALUE, blob.wBlobType);
        }
        return blob;
    }

    /** Reads a blob where real clients disagree about its type. */
    static LicenseBlob decodeAny(WireReader in, String field) {
        int type = in.u16le(field, ".wBlobType");
        int length = in.bounded(field, ".wBlobLen", in.u16le(field, ".wBlobLen"), 0xffff);
        return new LicenseBlob(type, in.bytes(field, ".blobData", length));
    }
}
