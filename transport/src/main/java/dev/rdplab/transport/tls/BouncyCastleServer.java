package dev.rdplab.transport.tls;

import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.KeyExchangeAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedDecryptor;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;

/**
 * A server of BouncyCastle's lightweight API: every version and suite that it knows, whatever a Java's policy disables, and
 * every alert on the wire. A client's certificate is taken unseen.
 */
final class BouncyCastleServer extends BouncyCastleContext {

    private static final short[] CLIENT_CERTIFICATES = {ClientCertificateType.rsa_sign, ClientCertificateType.ecdsa_sign
    };

    private final List<BouncyCastleIdentity> identities;
    private final boolean asking;

    /** @throws IllegalArgumentException when BouncyCastle does not know a suite, group or key of the settings */
    BouncyCastleServer(TlsServerSettings settings) {
        super(settings.versions(), settings.cipherSuites(), settings.groups());
        identities = settings.certificates().stream()
                .map(certificate -> BouncyCastleIdentity.of(crypto, certificate))
                .toList();
        asking = settings.clientCertificate();
    }

    @Override
    public boolean client() {
        return false;
    }

    @Override
    public TlsLayer newLayer(ByteBufAllocator allocator, Bytes first) {
        return BouncyCastleLayer.serving(new Peer());
    }

    /** The TLS of one connection. */
    private final class Peer extends DefaultTlsServer implements BouncyCastlePeer {

        private boolean complete;
        private boolean closeNotify;
        private BouncyCastleIdentity served;

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
            return served.session(
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
        protected boolean preferLocalCipherSuites() {
            return true;
        }

        @Override
        public int[] getSupportedGroups() {
            return offer.groups().clone();
        }

        /** The first group of ours that the client has; one that names none is taken to have all. */
        @Override
        protected int selectECDH(int bits) {
            int[] theirs = context.getSecurityParametersHandshake().getClientSupportedGroups();
            return Arrays.stream(offer.groups())
                    .filter(group -> NamedGroup.getCurveBits(group) >= bits)
                    .filter(group -> theirs == null || Arrays.stream(theirs).anyMatch(one -> one == group))
                    .findFirst()
                    .orElse(-1);
        }

        /** Only with a certificate for it, and for an exchange over curves only with a group that both have. */
        @Override
        @SuppressWarnings("rawtypes") // as BouncyCastle has it
        protected boolean isSelectableCipherSuite(int suite, int curveBits, int fieldBits, Vector signatures) {
            int exchange = TlsUtils.getKeyExchangeAlgorithm(suite);
            return (!overCurves(exchange) || selectECDH(1) >= 0)
                    && super.isSelectableCipherSuite(suite, curveBits, fieldBits, signatures)
                    && (anonymous(exchange) || identityFor(exchange) != null);
        }

        private static boolean overCurves(int exchange) {
            return exchange == KeyExchangeAlgorithm.ECDHE_RSA
                    || exchange == KeyExchangeAlgorithm.ECDHE_ECDSA
                    || exchange == KeyExchangeAlgorithm.ECDH_anon;
        }

        private static boolean anonymous(int exchange) {
            return exchange == KeyExchangeAlgorithm.DH_anon || exchange == KeyExchangeAlgorithm.ECDH_anon;
        }

        private BouncyCastleIdentity identityFor(int exchange) {
            var offered = offeredSignatures();
            return identities.stream()
                    .filter(identity -> identity.serves(exchange, context.getServerVersion(), offered))
                    .findFirst()
                    .orElse(null);
        }

        @SuppressWarnings("unchecked") // as RFC 5246 section 7.4.1.4.1 has them
        private List<SignatureAndHashAlgorithm> offeredSignatures() {
            Vector<SignatureAndHashAlgorithm> theirs =
                    context.getSecurityParametersHandshake().getClientSigAlgs();
            return theirs == null ? List.of() : List.copyOf(theirs);
        }

        /** In TLS 1.3 no suite says which kind of key there must be. */
        @Override
        public TlsCredentials getCredentials() throws IOException {
            return TlsUtils.isTLSv13(context) ? signer(KeyExchangeAlgorithm.NULL) : super.getCredentials();
        }

        @Override
        protected TlsCredentialedSigner getRSASignerCredentials() throws IOException {
            return signer(KeyExchangeAlgorithm.ECDHE_RSA);
        }

        @Override
        protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
            return signer(KeyExchangeAlgorithm.ECDHE_ECDSA);
        }

        @Override
        protected TlsCredentialedDecryptor getRSAEncryptionCredentials() throws IOException {
            serve(KeyExchangeAlgorithm.RSA);
            return served.decryptor(crypto);
        }

        private TlsCredentialedSigner signer(int exchange) throws IOException {
            serve(exchange);
            return served.signer(context, crypto, offeredSignatures());
        }

        private void serve(int exchange) throws IOException {
            served = identityFor(exchange);
            if (served == null) {
                throw new TlsFatalAlert(AlertDescription.handshake_failure, "no certificate fits the client's offer");
            }
            if (!served.matches()) {
                throw new TlsFatalAlert(AlertDescription.internal_error, "the key is not the certificate's");
            }
        }

        @Override
        public CertificateRequest getCertificateRequest() throws IOException {
            if (!asking) {
                return null;
            }
            var signatures = TlsUtils.getDefaultSupportedSignatureAlgorithms(context);
            return TlsUtils.isTLSv13(context)
                    ? new CertificateRequest(TlsUtils.EMPTY_BYTES, signatures, null, null)
                    : new CertificateRequest(
                            CLIENT_CERTIFICATES.clone(), TlsUtils.isTLSv12(context) ? signatures : null, null);
        }

        @Override
        public void notifyClientCertificate(org.bouncycastle.tls.Certificate certificate) {
            // any will do, and none
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
    }
}
