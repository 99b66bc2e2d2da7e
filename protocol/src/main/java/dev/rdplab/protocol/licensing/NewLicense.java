package dev.rdplab.protocol.licensing;

import static dev.rdplab.protocol.licensing.LicenseBlob.BB_ENCRYPTED_DATA_BLOB;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * SERVER_NEW_LICENSE, [MS-RDPELE] 2.2.2.7, the first licence of a client, and SERVER_UPGRADE_LICENSE, 2.2.2.6, a licence in
 * place of the one the client showed. Both have the same fields, and licensing ends with them.
 *
 * @param upgrade whether it is a SERVER_UPGRADE_LICENSE
 * @param encryptedLicenseInfo {@link IssuedLicense} under the licensing key
 * @param macData over the clear licence, 16 bytes
 */
public record NewLicense(boolean upgrade, LicensePreamble preamble, LicenseBlob encryptedLicenseInfo, Bytes macData)
        implements LicenseMessage {

    static final int TYPE = 0x03;
    static final int TYPE_UPGRADE = 0x04;

    public static NewLicense of(IssuedLicense licence, LicenseKeys keys) {
        return of(false, licence, keys);
    }

    public static NewLicense upgrade(IssuedLicense licence, LicenseKeys keys) {
        return of(true, licence, keys);
    }

    private static NewLicense of(boolean upgrade, IssuedLicense licence, LicenseKeys keys) {
        return new NewLicense(
                upgrade,
                LicensePreamble.PREAMBLE_VERSION_3_0,
                new LicenseBlob(BB_ENCRYPTED_DATA_BLOB, keys.crypt(licence.toBytes())),
                keys.mac(licence.toBytes()));
    }

    public NewLicense {
        LicenseMessage.requireLength("macData", macData, MAC_LENGTH);
    }

    /** Decrypts and proves. @throws dev.rdplab.protocol.wire.ProtocolViolationException where the MAC is another */
    public IssuedLicense licence(LicenseKeys keys) {
        return IssuedLicense.open(structure(upgrade), encryptedLicenseInfo, macData, keys);
    }

    @Override
    public int type() {
        return upgrade ? TYPE_UPGRADE : TYPE;
    }

    @Override
    public String pduName() {
        return upgrade ? PduNames.UPGRADE_LICENSE : PduNames.NEW_LICENSE;
    }

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(structure(upgrade), w -> {
            encryptedLicenseInfo.encode(w, "EncryptedLicenseInfo");
            w.bytes("MACData", macData);
        });
    }

    static NewLicense body(boolean upgrade, WireReader outer, LicensePreamble preamble) {
        WireReader in = outer.as(structure(upgrade));
        return new NewLicense(
                upgrade,
                preamble,
                LicenseBlob.decode(in, "EncryptedLicenseInfo", BB_ENCRYPTED_DATA_BLOB),
                in.bytes("MACData", MAC_LENGTH));
    }

    private static String structure(boolean upgrade) {
        return upgrade ? "SERVER_UPGRADE_LICENSE" : "SERVER_NEW_LICENSE";
    }
}
