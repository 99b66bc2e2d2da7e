package dev.rdplab.protocol.licensing;

import static dev.rdplab.protocol.licensing.LicenseBlob.BB_CLIENT_MACHINE_NAME_BLOB;
import static dev.rdplab.protocol.licensing.LicenseBlob.BB_CLIENT_USER_NAME_BLOB;
import static dev.rdplab.protocol.licensing.LicenseBlob.BB_RANDOM_BLOB;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.security.RsaPublicKey;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * CLIENT_NEW_LICENSE_REQUEST, [MS-RDPELE] 2.2.2.2: a client without a licence wants one.
 *
 * @param preferredKeyExchangeAlg 1, RSA; 4 bytes
 * @param platformId operating system in the highest byte, maker of the client in the next; 4 bytes
 * @param clientRandom 32 bytes
 * @param encryptedPreMasterSecret 48 bytes under the server's key, see {@link LicenseKeys}
 */
public record NewLicenseRequest(
        LicensePreamble preamble,
        long preferredKeyExchangeAlg,
        long platformId,
        Bytes clientRandom,
        LicenseBlob encryptedPreMasterSecret,
        LicenseBlob clientUserName,
        LicenseBlob clientMachineName)
        implements LicenseMessage {

    static final int TYPE = 0x13;

    /** {@code CLIENT_OS_ID_WINNT_POST_52 | CLIENT_IMAGE_ID_MICROSOFT}, what Windows sends. */
    public static final long WINDOWS = 0x0401_0000;

    private static final String NAME = "CLIENT_NEW_LICENSE_REQUEST";

    public static NewLicenseRequest of(
            Bytes clientRandom, Bytes preMasterSecret, RsaPublicKey serverKey, String userName, String machineName) {
        return new NewLicenseRequest(
                LicensePreamble.PREAMBLE_VERSION_3_0_EXTENDED_ERROR,
                LicenseRequest.KEY_EXCHANGE_ALG_RSA,
                WINDOWS,
                clientRandom,
                new LicenseBlob(BB_RANDOM_BLOB, serverKey.encrypt(preMasterSecret)),
                LicenseBlob.text(BB_CLIENT_USER_NAME_BLOB, userName),
                LicenseBlob.text(BB_CLIENT_MACHINE_NAME_BLOB, machineName));
    }

    public NewLicenseRequest {
        LicenseMessage.requireLength("clientRandom", clientRandom, RANDOM_LENGTH);
    }

    public String userName() {
        return clientUserName.text();
    }

    public String machineName() {
        return clientMachineName.text();
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public String pduName() {
        return PduNames.NEW_LICENSE_REQUEST;
    }

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> {
            w.u32le("PreferredKeyExchangeAlg", preferredKeyExchangeAlg)
                    .u32le("PlatformId", platformId)
                    .bytes("ClientRandom", clientRandom);
            encryptedPreMasterSecret.encode(w, "EncryptedPreMasterSecret");
            clientUserName.encode(w, "ClientUserName");
            clientMachineName.encode(w, "ClientMachineName");
        });
    }

    static NewLicenseRequest body(WireReader outer, LicensePreamble preamble) {
        WireReader in = outer.as(NAME);
        return new NewLicenseRequest(
                preamble,
                in.u32le("PreferredKeyExchangeAlg"),
                in.u32le("PlatformId"),
                in.bytes("ClientRandom", RANDOM_LENGTH),
                LicenseBlob.decode(in, "EncryptedPreMasterSecret", BB_RANDOM_BLOB),
                LicenseBlob.decode(in, "ClientUserName", BB_CLIENT_USER_NAME_BLOB),
                LicenseBlob.decode(in, "ClientMachineName", BB_CLIENT_MACHINE_NAME_BLOB));
    }
}
