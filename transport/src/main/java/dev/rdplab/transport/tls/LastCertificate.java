package dev.rdplab.transport.tls;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What finished handshakes agreed on. Keeps the last certificate taken apart: a server's is the same in all its connections,
 * and mostly those of its clients.
 */
final class LastCertificate {

    private volatile Parsed last = new Parsed(null, Bytes.EMPTY, Bytes.EMPTY);

    /** @param client whether the session is the client's, whose peer has the certificate */
    TlsSession session(SSLSession session, boolean client) {
        try {
            Certificate certificate = client ? session.getPeerCertificates()[0] : session.getLocalCertificates()[0];
            Parsed parsed = last;
            if (!parsed.is(certificate)) {
                parsed = Parsed.of(certificate);
                last = parsed;
            }
            return new TlsSession(session.getProtocol(), session.getCipherSuite(), parsed.encoded, parsed.publicKey);
        } catch (SSLPeerUnverifiedException | GeneralSecurityException wrong) {
            throw new IllegalStateException("a finished handshake without a certificate", wrong);
        }
    }

    private record Parsed(Certificate certificate, Bytes encoded, Bytes publicKey) {

        static Parsed of(Certificate certificate) throws GeneralSecurityException {
            var info = Bytes.wrap(certificate.getPublicKey().getEncoded());
            return new Parsed(certificate, Bytes.wrap(certificate.getEncoded()), subjectPublicKey(info));
        }

        /** The bits of a SubjectPublicKeyInfo, which are whole bytes: the first says that none is unused. */
        private static Bytes subjectPublicKey(Bytes info) {
            var in = DerReader.of(info, Stage.TLS, "SubjectPublicKeyInfo").enter("info", DerReader.SEQUENCE);
            in.enter("algorithm", DerReader.SEQUENCE);
            return in.primitive("subjectPublicKey", DerReader.BIT_STRING).slice(1);
        }

        boolean is(Certificate other) {
            return certificate == other || other.equals(certificate);
        }
    }
}
