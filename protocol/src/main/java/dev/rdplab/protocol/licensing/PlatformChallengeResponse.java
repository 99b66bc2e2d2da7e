package dev.rdplab.protocol.licensing;

import static dev.rdplab.protocol.licensing.LicenseBlob.BB_ENCRYPTED_DATA_BLOB;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * CLIENT_PLATFORM_CHALLENGE_RESPONSE, [MS-RDPELE] 2.2.2.5. Both blobs are encrypted from the start of the key stream;
 * their type is not looked at, because rdesktop and others write {@code BB_DATA_BLOB}.
 *
 * @param encryptedPlatformChallengeResponse {@link ResponseData} under the licensing key
 * @param encryptedHWID {@link HardwareId} under the licensing key
 * @param macData over the clear response and the clear hardware id, 16 bytes
 */
public record PlatformChallengeResponse(
        LicensePreamble preamble,
        LicenseBlob encryptedPlatformChallengeResponse,
        LicenseBlob encryptedHWID,
        Bytes macData)
        implements LicenseMessage {

    static final int TYPE = 0x15;

    private static final String NAME = "CLIENT_PLATFORM_CHALLENGE_RESPONSE";

    /** What a server learns. */
    public record Opened(ResponseData response, HardwareId hardwareId) {}

    public static PlatformChallengeResponse of(ResponseData response, HardwareId hardwareId, LicenseKeys keys) {
        Bytes clear = response.toBytes();
        Bytes clearId = hardwareId.toBytes();
        return new PlatformChallengeResponse(
                LicensePreamble.PREAMBLE_VERSION_3_0_EXTENDED_ERROR,
                new LicenseBlob(BB_ENCRYPTED_DATA_BLOB, keys.crypt(clear)),
                new LicenseBlob(BB_ENCRYPTED_DATA_BLOB, keys.crypt(clearId)),
                keys.mac(Bytes.concat(clear, clearId)));
    }

    public PlatformChallengeResponse {
        LicenseMessage.requireLength("macData", macData, MAC_LENGTH);
    }

    /** Decrypts and proves. @throws dev.rdplab.protocol.wire.ProtocolViolationException where the MAC is another */
    public Opened open(LicenseKeys keys) {
        Bytes clear = keys.crypt(encryptedPlatformChallengeResponse.blobData());
        Bytes clearId = keys.crypt(encryptedHWID.blobData());
        keys.verify(NAME, Bytes.concat(clear, clearId), macData);
        return new Opened(
                ResponseData.decode(LicenseKeys.reader(clear, NAME)),
                HardwareId.decode(LicenseKeys.reader(clearId, NAME)));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public String pduName() {
        return PduNames.PLATFORM_CHALLENGE_RESPONSE;
    }

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> {
            encryptedPlatformChallengeResponse.encode(w, "EncryptedPlatformChallengeResponse");
            encryptedHWID.encode(w, "EncryptedHWID");
            w.bytes("MACData", macData);
        });
    }

    static PlatformChallengeResponse body(WireReader outer, LicensePreamble preamble) {
        WireReader in = outer.as(NAME);
        return new PlatformChallengeResponse(
                preamble,
                LicenseBlob.decodeAny(in, "EncryptedPlatformChallengeResponse"),
                LicenseBlob.decodeAny(in, "EncryptedHWID"),
                in.bytes("MACData", MAC_LENGTH));
    }
}
