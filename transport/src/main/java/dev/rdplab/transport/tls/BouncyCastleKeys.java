package dev.rdplab.transport.tls;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.jcajce.util.JcaJceHelper;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/** The cryptography of BouncyCastle's engine, which tells a log its secrets. */
final class BouncyCastleKeys extends JcaTlsCryptoProvider {

    private final BouncyCastleSecrets secrets = new BouncyCastleSecrets();

    BouncyCastleKeys() {
        setProvider(BouncyCastle.CRYPTO);
    }

    BouncyCastleSecrets secrets() {
        return secrets;
    }

    @Override
    public JcaTlsCrypto create(SecureRandom keys, SecureRandom nonces) {
        return new Telling(getHelper(), keys, nonces);
    }

    private final class Telling extends JcaTlsCrypto {

        private Telling(JcaJceHelper helper, SecureRandom keys, SecureRandom nonces) {
            super(helper, keys, nonces);
        }

        @Override
        public TlsCipher createCipher(TlsCryptoParameters parameters, int encryption, int mac) throws IOException {
            secrets.tell(parameters);
            return super.createCipher(parameters, encryption, mac);
        }
    }
}
