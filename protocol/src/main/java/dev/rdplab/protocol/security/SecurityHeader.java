package dev.rdplab.protocol.security;

import static dev.rdplab.protocol.security.SecurityFlags.SEC_ENCRYPT;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * The security header before the data of a PDU, [MS-RDPBCGR] 2.2.8.1.1.2: the Basic Security Header of 4 bytes
 * (TS_SECURITY_HEADER), or with {@code SEC_ENCRYPT} the Non-FIPS Security Header of 12 bytes (TS_SECURITY_HEADER1).
 *
 * @param flagsHi two bytes that no receiver looks at; xrdp fills them
 * @param dataSignature the MAC over the clear data, 8 bytes with {@code SEC_ENCRYPT}, else none
 */
public record SecurityHeader(SecurityFlags flags, int flagsHi, Bytes dataSignature) implements Pdu {

    /** Bytes without a signature. */
    public static final int BASIC_LENGTH = 4; // flags 2 + flagsHi 2

    /** Bytes of a signature. */
    public static final int SIGNATURE_LENGTH = 8;

    public SecurityHeader {
        if (flagsHi < 0 || flagsHi > 0xffff) {
            throw new IllegalArgumentException("flagsHi is not 16 bits: " + flagsHi);
        }
        int expected = flags.has(SEC_ENCRYPT) ? SIGNATURE_LENGTH : 0;
        if (dataSignature.length() != expected) {
            throw new IllegalArgumentException(
                    "dataSignature of " + dataSignature.length() + " bytes with " + flags + " instead of " + expected);
        }
    }

    /** A Basic Security Header. */
    public static SecurityHeader basic(SecurityFlags flags) {
        return new SecurityHeader(flags, 0, Bytes.EMPTY);
    }

    /** The data behind this header is encrypted. */
    public boolean encrypted() {
        return flags.has(SEC_ENCRYPT);
    }

    @Override
    public void encode(WireWriter out) {
        out.structure("TS_SECURITY_HEADER", w -> {
            w.u16le("flags", flags.value()).u16le("flagsHi", flagsHi);
            if (encrypted()) {
                w.bytes("dataSignature", dataSignature);
            }
        });
    }

    /** Reads 4 bytes, or 12 when they say that the data is encrypted. */
    public static SecurityHeader decode(WireReader outer) {
        WireReader in = outer.as("TS_SECURITY_HEADER");
        var flags = new SecurityFlags(in.u16le("flags"));
        int flagsHi = in.u16le("flagsHi");
        Bytes signature = flags.has(SEC_ENCRYPT) ? in.bytes("dataSignature", SIGNATURE_LENGTH) : Bytes.EMPTY;
        return new SecurityHeader(flags, flagsHi, signature);
    }
}
