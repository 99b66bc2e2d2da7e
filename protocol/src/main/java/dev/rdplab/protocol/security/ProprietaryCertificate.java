package dev.rdplab.protocol.security;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.math.BigInteger;

/**
 * PROPRIETARYSERVERCERTIFICATE, [MS-RDPBCGR] 2.2.1.4.3.1.1: an RSA key, signed with a key that everybody knows.
 *
 * @param signatureBlob {@code SignatureBlob}: 64 bytes, and 8 zero bytes
 */
public record ProprietaryCertificate(boolean temporary, RsaPublicKey publicKey, Bytes signatureBlob)
        implements ServerCertificate {

    static final int VERSION = 1;

    private static final String NAME = "PROPRIETARYSERVERCERTIFICATE";

    private static final int SIGNATURE_ALG_RSA = 1;
    private static final int KEY_EXCHANGE_ALG_RSA = 1;
    private static final int BB_RSA_KEY_BLOB = 0x0006;
    private static final int BB_RSA_SIGNATURE_BLOB = 0x0008;
    private static final long RSA1 = 0x31415352;
    private static final int KEY_FIELDS = 20; // magic 4 + keylen 4 + bitlen 4 + datalen 4 + pubExp 4
    private static final int MAX_BLOB = KEY_FIELDS + RsaPublicKey.MAX_BITS / 8 + RsaKeyPair.PADDING;

    /** Made and signed with the Terminal Services signing key. */
    public static ProprietaryCertificate of(RsaPublicKey publicKey) {
        var unsigned = new ProprietaryCertificate(false, publicKey, Bytes.EMPTY);
        return new ProprietaryCertificate(false, publicKey, SigningKey.sign(unsigned.signedPart()));
    }

    public ProprietaryCertificate {
        if (publicKey.publicExponent().compareTo(BigInteger.valueOf(0xffff_ffffL)) > 0) {
            throw new IllegalArgumentException("public exponent is longer than 4 bytes");
        }
        if (signatureBlob.length() > MAX_BLOB) {
            throw new IllegalArgumentException("signature of " + signatureBlob.length() + " bytes");
        }
    }

    /** The signature is the one the Terminal Services signing key makes, [MS-RDPBCGR] 5.3.3.1.3. */
    public boolean isSigned() {
        return SigningKey.verifies(signedPart(), signatureBlob);
    }

    @Override
    public void encode(WireWriter out) {
        writeSignedPart(out);
        out.structure(NAME, w -> w.u16le("wSignatureBlobType", BB_RSA_SIGNATURE_BLOB)
                .u16le("wSignatureBlobLen", signatureBlob.length())
                .bytes("SignatureBlob", signatureBlob));
    }

    private Bytes signedPart() {
        var out = new WireWriter();
        writeSignedPart(out);
        return out.toBytes();
    }

    private void writeSignedPart(WireWriter out) {
        int keylen = publicKey.length() + RsaKeyPair.PADDING;
        ServerCertificate.writeVersion(out, VERSION, temporary);
        out.structure(NAME, w -> w.u32le("dwSigAlgId", SIGNATURE_ALG_RSA)
                .u32le("dwKeyAlgId", KEY_EXCHANGE_ALG_RSA)
                .u16le("wPublicKeyBlobType", BB_RSA_KEY_BLOB)
                .u16le("wPublicKeyBlobLen", KEY_FIELDS + keylen));
        out.structure("RSA_PUBLIC_KEY", w -> w.u32le("magic", RSA1)
                .u32le("keylen", keylen)
                .u32le("bitlen", publicKey.length() * 8L)
                .u32le("datalen", publicKey.length() - 1L)
                .u32le("pubExp", publicKey.publicExponent().longValueExact())
                .bytes("modulus", LittleEndian.bytes(publicKey.modulus(), keylen)));
    }

    static ProprietaryCertificate body(WireReader outer, boolean temporary) {
        WireReader in = outer.as(NAME);
        in.expectU32le("dwSigAlgId", SIGNATURE_ALG_RSA);
        in.expectU32le("dwKeyAlgId", KEY_EXCHANGE_ALG_RSA);
        in.expectU16le("wPublicKeyBlobType", BB_RSA_KEY_BLOB);
        int length = in.bounded("wPublicKeyBlobLen", in.u16le("wPublicKeyBlobLen"), MAX_BLOB);
        RsaPublicKey key = publicKey(in.slice("PublicKeyBlob", length).as("RSA_PUBLIC_KEY"));
        in.expectU16le("wSignatureBlobType", BB_RSA_SIGNATURE_BLOB);
        int signed = in.bounded("wSignatureBlobLen", in.u16le("wSignatureBlobLen"), MAX_BLOB);
        return new ProprietaryCertificate(temporary, key, in.bytes("SignatureBlob", signed));
    }

    private static RsaPublicKey publicKey(WireReader in) {
        in.expectU32le("magic", RSA1);
        long keylen = in.u32le("keylen");
        if (keylen <= RsaKeyPair.PADDING || keylen > MAX_BLOB) {
            throw in.violation("keylen", Problem.LENGTH_OUT_OF_BOUNDS, keylen);
        }
        int length = (int) keylen - RsaKeyPair.PADDING;
        in.expectU32le("bitlen", length * 8L);
        in.expectU32le("datalen", length - 1L);
        BigInteger exponent = BigInteger.valueOf(in.u32le("pubExp"));
        BigInteger modulus = LittleEndian.number(in.bytes("modulus", (int) keylen));
        in.expectEnd();
        if ((modulus.bitLength() + 7) / 8 != length) {
            throw in.violation("modulus", Problem.INCONSISTENT, modulus.bitLength() + " bits, declared " + length * 8);
        }
        try {
            return new RsaPublicKey(modulus, exponent);
        } catch (IllegalArgumentException e) {
            throw in.violation("modulus", Problem.MALFORMED, e.getMessage());
        }
    }
}
