package dev.rdplab.protocol.licensing;

import static dev.rdplab.protocol.licensing.LicenseBlob.BB_DATA_BLOB;
import static dev.rdplab.protocol.licensing.LicenseBlob.BB_ENCRYPTED_DATA_BLOB;
import static dev.rdplab.protocol.licensing.LicenseBlob.BB_RANDOM_BLOB;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.security.RsaPublicKey;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * CLIENT_LICENSE_INFO, [MS-RDPELE] 2.2.2.3: a client shows the licence it has.
 *
 * @param preferredKeyExchangeAlg 1, RSA; 4 bytes
 * @param platformId as in {@link NewLicenseRequest}
 * @param clientRandom 32 bytes
 * @param encryptedPreMasterSecret 48 bytes under the server's key
 * @param licenseInfo the licence as it was issued
 * @param encryptedHWID a {@link HardwareId} under the licensing key
 * @param macData over the clear hardware id, 16 bytes
 */
public record LicenseInfo(
        LicensePreamble preamble,
        long preferredKeyExchangeAlg,
        long platformId,
        Bytes clientRandom,
        LicenseBlob encryptedPreMasterSecret,
        LicenseBlob licenseInfo,
        LicenseBlob encryptedHWID,
        Bytes macData)
        implements LicenseMessage {

    static final int TYPE = 0x12;

    private static final String NAME = "CLIENT_LICENSE_INFO";

    /** @param keys derived from {@code clientRandom}, {@code preMasterSecret} and the server's random number */
    public static LicenseInfo of(
            Bytes clientRandom,
            Bytes preMasterSecret,
            RsaPublicKey serverKey,
            Bytes licence,
            HardwareId hardwareId,
            LicenseKeys keys) {
        return new LicenseInfo(
                LicensePreamble.PREAMBLE_VERSION_3_0_EXTENDED_ERROR,
                LicenseRequest.KEY_EXCHANGE_ALG_RSA,
                NewLicenseRequest.WINDOWS,
                clientRandom,
                new LicenseBlob(BB_RANDOM_BLOB, serverKey.encrypt(preMasterSecret)),
                new LicenseBlob(BB_DATA_BLOB, licence),
                new LicenseBlob(BB_ENCRYPTED_DATA_BLOB, keys.crypt(hardwareId.toBytes())),
                keys.mac(hardwareId.toBytes()));
    }

    public LicenseInfo {
        LicenseMessage.requireLength("clientRandom", clientRandom, RANDOM_LENGTH);
        LicenseMessage.requireLength("macData", macData, MAC_LENGTH);
    }

    /** Decrypts and proves. @throws dev.rdplab.protocol.wire.ProtocolViolationException where the MAC is another */
    public HardwareId hardwareId(LicenseKeys keys) {
        Bytes clear = keys.crypt(encryptedHWID.blobData());
        keys.verify(NAME, clear, macData);
        return HardwareId.decode(LicenseKeys.reader(clear, NAME));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public String pduName() {
        return PduNames.LICENSE_INFO;
    }

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> {
            w.u32le("PreferredKeyExchangeAlg", preferredKeyExchangeAlg)
                    .u32le("PlatformId", platformId)
                    .bytes("ClientRandom", clientRandom);
            encryptedPreMasterSecret.encode(w, "EncryptedPreMasterSecret");
            licenseInfo.encode(w, "LicenseInfo");
            encryptedHWID.encode(w, "EncryptedHWID");
            w.bytes("MACData", macData);
        });
    }

    static LicenseInfo body(WireReader outer, LicensePreamble preamble) {
        WireReader in = outer.as(NAME);
        return new LicenseInfo(
                preamble,
                in.u32le("PreferredKeyExchangeAlg"),
                in.u32le("PlatformId"),
                in.bytes("ClientRandom", RANDOM_LENGTH),
                LicenseBlob.decode(in, "EncryptedPreMasterSecret", BB_RANDOM_BLOB),
                LicenseBlob.decode(in, "LicenseInfo", BB_DATA_BLOB),
                LicenseBlob.decodeAny(in, "EncryptedHWID"),
                in.bytes("MACData", MAC_LENGTH));
    }
}
