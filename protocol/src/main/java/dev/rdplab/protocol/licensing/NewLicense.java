package dev.rdplab.protocol.licensing;

import static dev.rdplab.protocol.licensing.LicenseBlob.BB_ENCRYPTED_DATA_BLOB;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * SERVER_NEW_LICENSE, [MS-RDPELE] 2.2.2.7: the first licence of a client. Licensing ends with it.
 *
 * @param encryptedLicenseInfo {@link IssuedLicense} under the licensing key
 * @param macData over the clear licence, 16 bytes
 */
public record NewLicense(LicensePreamble preamble, LicenseBlob encryptedLicenseInfo, Bytes macData)
        implements LicenseMessage {

    static final int TYPE = 0x03;

    private static final String NAME = "SERVER_NEW_LICENSE";

    public static NewLicense of(IssuedLicense licence, LicenseKeys keys) {
        return new NewLicense(
                LicensePreamble.PREAMBLE_VERSION_3_0,
                new LicenseBlob(BB_ENCRYPTED_DATA_BLOB, keys.crypt(licence.toBytes())),
                keys.mac(licence.toBytes()));
    }

    public NewLicense {
        LicenseMessage.requireLength("macData", macData, MAC_LENGTH);
    }

    /** Decrypts and proves. @throws dev.rdplab.protocol.wire.ProtocolViolationException where the MAC is another */
    public IssuedLicense licence(LicenseKeys keys) {
        return IssuedLicense.open(NAME, encryptedLicenseInfo, macData, keys);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public String pduName() {
        return PduNames.NEW_LICENSE;
    }

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> {
            encryptedLicenseInfo.encode(w, "EncryptedLicenseInfo");
            w.bytes("MACData", macData);
        });
    }

    static NewLicense body(WireReader outer, LicensePreamble preamble) {
        WireReader in = outer.as(NAME);
        return new NewLicense(
                preamble,
                LicenseBlob.decode(in, "EncryptedLicenseInfo", BB_ENCRYPTED_DATA_BLOB),
                in.bytes("MACData", MAC_LENGTH));
    }
}
