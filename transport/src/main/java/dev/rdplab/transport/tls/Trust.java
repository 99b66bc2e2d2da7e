package dev.rdplab.transport.tls;

import dev.rdplab.protocol.wire.Bytes;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** {@link TrustPolicy} as an engine asks for it. What is accepted by policy is not looked at any closer. */
final class Trust {

    private Trust() {}

    static X509ExtendedTrustManager of(TrustPolicy policy) throws GeneralSecurityException {
        if (policy instanceof TrustPolicy.Pin pin) {
            return new Leaf(pin);
        }
        return policy instanceof TrustPolicy.Verify verify ? anchored(verify.anchors()) : new Leaf(null);
    }

    private static X509ExtendedTrustManager anchored(List<X509Certificate> anchors) throws GeneralSecurityException {
        KeyStore store = null;
        if (!anchors.isEmpty()) {
            store = KeyStore.getInstance("PKCS12");
            try {
                store.load(null, null);
            } catch (IOException impossible) {
                throw new GeneralSecurityException(impossible);
            }
            for (int i = 0; i < anchors.size(); i++) {
                store.setCertificateEntry("anchor" + i, anchors.get(i));
            }
        }
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        var manager = (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        // A Java without certificate authorities, as jlink makes it: its manager fails instead of refusing.
        return manager.getAcceptedIssuers().length == 0 ? new Nobody() : manager;
    }

    /** Trusts no chain. */
    private static final class Nobody extends Leaf {

        Nobody() {
            super(null);
        }

        @Override
        void check(X509Certificate[] chain) throws CertificateException {
            throw new CertificateException("no certificate authority is trusted here");
        }
    }

    /** Looks at the first certificate alone. */
    private static class Leaf extends X509ExtendedTrustManager {

        private final TrustPolicy.Pin pin; // null for any

        Leaf(TrustPolicy.Pin pin) {
            this.pin = pin;
        }

        void check(X509Certificate[] chain) throws CertificateException {
            if (pin == null) {
                return;
            }
            try {
                var digest = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
                if (!Bytes.wrap(digest).equals(pin.sha256())) {
                    throw new CertificateException("the certificate is not the pinned one");
                }
            } catch (NoSuchAlgorithmException impossible) {
                throw new CertificateException(impossible);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
