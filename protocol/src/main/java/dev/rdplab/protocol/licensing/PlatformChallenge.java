package dev.rdplab.protocol.licensing;

import static dev.rdplab.protocol.licensing.LicenseBlob.BB_ENCRYPTED_DATA_BLOB;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * SERVER_PLATFORM_CHALLENGE, [MS-RDPELE] 2.2.2.4.
 *
 * @param connectFlags reserved; 4 bytes
 * @param encryptedPlatformChallenge any bytes under the licensing key; servers write {@code BB_ANY_BLOB} too
 * @param macData over the clear challenge, 16 bytes
 */
public record PlatformChallenge(
        LicensePreamble preamble, long connectFlags, LicenseBlob encryptedPlatformChallenge, Bytes macData)
        implements LicenseMessage {

    static final int TYPE = 0x02;

    private static final String NAME = "SERVER_PLATFORM_CHALLENGE";

    /** @param challenge Windows sends the UTF-16 text "TEST" with its terminator */
    public static PlatformChallenge of(Bytes challenge, LicenseKeys keys) {
        return new PlatformChallenge(
                LicensePreamble.PREAMBLE_VERSION_3_0,
                0,
                new LicenseBlob(BB_ENCRYPTED_DATA_BLOB, keys.crypt(challenge)),
                keys.mac(challenge));
    }

    public PlatformChallenge {
        LicenseMessage.requireLength("macData", macData, MAC_LENGTH);
    }

    /** Decrypts and proves. @throws dev.rdplab.protocol.wire.ProtocolViolationException where the MAC is another */
    public Bytes challenge(LicenseKeys keys) {
        Bytes clear = keys.crypt(encryptedPlatformChallenge.blobData());
        keys.verify(NAME, clear, macData);
        return clear;
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public String pduName() {
        return PduNames.PLATFORM_CHALLENGE;
    }

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> {
            w.u32le("ConnectFlags", connectFlags);
            encryptedPlatformChallenge.encode(w, "EncryptedPlatformChallenge");
            w.bytes("MACData", macData);
        });
    }

    static PlatformChallenge body(WireReader outer, LicensePreamble preamble) {
        WireReader in = outer.as(NAME);
        return new PlatformChallenge(
                preamble,
                in.u32le("ConnectFlags"),
                LicenseBlob.decode(in, "EncryptedPlatformChallenge", BB_ENCRYPTED_DATA_BLOB),
                in.bytes("MACData", MAC_LENGTH));
    }
}
