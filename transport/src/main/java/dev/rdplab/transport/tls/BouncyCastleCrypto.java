package dev.rdplab.transport.tls;

import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;
import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.TlsAEADCipher;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** BouncyCastle's own cryptography, which writes its secrets to a key log and accepts the certificates that RDP servers have. */
final class BouncyCastleCrypto extends BcTlsCrypto {

    private final BouncyCastleSecrets secrets = new BouncyCastleSecrets();

    BouncyCastleCrypto() {
        super(new SecureRandom());
    }

    BouncyCastleSecrets secrets() {
        return secrets;
    }

    @Override
    public TlsCipher createCipher(TlsCryptoParameters parameters, int encryption, int mac) throws IOException {
        secrets.tell(parameters);
        return super.createCipher(parameters, encryption, mac);
    }

    @Override
    protected TlsAEADCipher createCipher_AES_GCM(TlsCryptoParameters parameters, int keySize, int macSize)
            throws IOException {
        return new TlsAEADCipher(
                parameters,
                new RecordGcm(true, this::createAEADBlockCipher_AES_GCM),
                new RecordGcm(false, this::createAEADBlockCipher_AES_GCM),
                keySize,
                macSize,
                TlsAEADCipher.AEAD_GCM,
                null);
    }

    @Override
    public Leaf createCertificate(short type, byte[] encoded) throws IOException {
        return new Leaf(encoded);
    }

    /** A certificate whose key is used as it is. */
    final class Leaf extends BcTlsCertificate {

        private Leaf(byte[] encoded) throws IOException {
            super(BouncyCastleCrypto.this, encoded);
        }

        /** What a handshake with it agreed on. */
        TlsSession session(String version, String suite) throws IOException {
            return new TlsSession(
                    version,
                    suite,
                    Bytes.wrap(getEncoded()),
                    Bytes.wrap(getSubjectPublicKeyInfo().getPublicKeyData().getOctets()));
        }

        /** Windows' self-signed ones allow encipherment alone, and every RDP client lets them sign all the same. */
        @Override
        public void validateKeyUsage(int use) {}

        /** Without the search for small factors of the modulus, which takes longer than the rest of the handshake. */
        @Override
        public RSAKeyParameters getPubKeyRSA() throws IOException {
            try {
                var key = RSAPublicKey.getInstance(keyInfo.parsePublicKey());
                return new RSAKeyParameters(false, key.getModulus(), key.getPublicExponent(), true);
            } catch (IllegalArgumentException none) {
                throw new TlsFatalAlert(AlertDescription.certificate_unknown, "the key is not an RSA key", none);
            }
        }
    }
}
