package dev.rdplab.transport.tls;

import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBufAllocator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerCertificate;

/**
 * A client of BouncyCastle's lightweight API. It asks no provider of Java's for anything, and to set those up is most of what
 * one handshake costs a program that has just begun. A chain is looked at only where the settings ask for it.
 */
final class BouncyCastleClient extends BouncyCastleContext {

    /** As the JDK's engine has it, so that a chain is too long for both or for neither. */
    private static final int LONGEST_CHAIN = 10;

    private final TlsClientSettings settings;

    /** @throws IllegalArgumentException when BouncyCastle does not know a suite or group of the settings */
    BouncyCastleClient(TlsClientSettings settings) {
        super(settings.versions(), settings.cipherSuites(), settings.groups());
        this.settings = settings;
    }

    @Override
    public boolean client() {
        return true;
    }

    @Override
    public TlsLayer newLayer(ByteBufAllocator allocator, Bytes first) {
        return BouncyCastleLayer.of(new Peer());
    }

    /** What one connection offers and has learnt. */
    final class Peer extends DefaultTlsClient implements BouncyCastlePeer {

        private boolean complete;
        private boolean closeNotify;
        private TlsServerCertificate received;

        private Peer() {
            super(crypto);
        }

        @Override
        public boolean complete() {
            return complete;
        }

        @Override
        public boolean closeNotify() {
            return closeNotify;
        }

        @Override
        public TlsSession agreed() throws IOException {
            var parameters = context.getSecurityParametersConnection();
            return ((BouncyCastleCrypto.Leaf) received.getCertificate().getCertificateAt(0))
                    .session(
                            BouncyCastleOffer.nameOf(parameters.getNegotiatedVersion()),
                            offer.nameOf(parameters.getCipherSuite()));
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return offer.versions().clone();
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            return offer.usableSuites();
        }

        @Override
        @SuppressWarnings("rawtypes") // as BouncyCastle has it
        protected Vector getSupportedGroups(Vector roles) {
            var groups = new Vector<Integer>();
            Arrays.stream(offer.groups()).forEach(groups::add);
            return groups;
        }

        @Override
        @SuppressWarnings("rawtypes")
        protected Vector getSNIServerNames() {
            return settings.serverName()
                    .map(name -> new ServerName(NameType.host_name, name.getBytes(StandardCharsets.US_ASCII)))
                    .map(name -> new Vector<>(List.of(name)))
                    .orElse(null);
        }

        @Override
        protected CertificateStatusRequest getCertificateStatusRequest() {
            return null;
        }

        @Override
        public boolean shouldCheckSigAlgOfPeerCerts() {
            return false;
        }

        @Override
        public int getMaxCertificateChainLength() {
            return LONGEST_CHAIN;
        }

        @Override
        public void notifyHandshakeComplete() throws IOException {
            super.notifyHandshakeComplete();
            complete = true;
        }

        @Override
        public void notifyAlertReceived(short level, short description) {
            closeNotify |= description == AlertDescription.close_notify;
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return new TlsAuthentication() {
                @Override
                public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
                    check(certificate);
                    received = certificate;
                }

                @Override
                public TlsCredentials getClientCredentials(CertificateRequest request) {
                    return null; // an empty Certificate
                }
            };
        }

        private void check(TlsServerCertificate certificate) throws IOException {
            var leaf = certificate.getCertificate().getCertificateAt(0).getEncoded();
            if (settings.trust() instanceof TrustPolicy.Pin pin
                    && !Bytes.wrap(sha256(leaf)).equals(pin.sha256())) {
                throw new TlsFatalAlert(AlertDescription.certificate_unknown, "the certificate is not the pinned one");
            }
            if (settings.trust() instanceof TrustPolicy.Verify verify) {
                verify(certificate.getCertificate(), verify);
            }
        }

        private void verify(Certificate certificate, TrustPolicy.Verify policy) throws IOException {
            try {
                var factory = CertificateFactory.getInstance("X.509");
                var chain = new X509Certificate[certificate.getLength()];
                for (int i = 0; i < chain.length; i++) {
                    var encoded = certificate.getCertificateAt(i).getEncoded();
                    chain[i] = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded));
                }
                Trust.of(policy).checkServerTrusted(chain, "UNKNOWN");
                if (policy.hostName() && settings.serverName().isPresent()) {
                    CertifiedName.check(chain[0], settings.serverName().get());
                }
            } catch (GeneralSecurityException refused) {
                throw new TlsFatalAlert(AlertDescription.certificate_unknown, refused.getMessage(), refused);
            }
        }
    }

    private static byte[] sha256(byte[] encoded) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(encoded);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
