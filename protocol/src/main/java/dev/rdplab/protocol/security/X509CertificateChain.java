package dev.rdplab.protocol.security;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.Certificate;

/**
 * X.509 certificates, root first and the server's own last, [MS-RDPBCGR] 2.2.1.4.3.1.3 and [MS-RDPELE] 2.2.1.4.2. The
 * certificates are kept as bytes and only the last one's key is looked at: licence servers write signature algorithms
 * where a key algorithm belongs, which no ordinary X.509 parser accepts.
 *
 * @param padding what follows the certificates: 8 + 4 x their number zero bytes, or nothing
 */
public record X509CertificateChain(boolean temporary, List<Bytes> certificates, Bytes padding)
        implements ServerCertificate {

    static final int VERSION = 2;

    private static final int MAX_CERTIFICATES = 200;
    private static final int MAX_CERTIFICATE = 65_535;

    public static X509CertificateChain of(List<Bytes> certificates) {
        return new X509CertificateChain(false, certificates, Bytes.zeros(8 + 4 * certificates.size()));
    }

    public X509CertificateChain {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty() || certificates.size() > MAX_CERTIFICATES) {
            throw new IllegalArgumentException(certificates.size() + " certificates");
        }
        leafKey(certificates);
    }

    @Override
    public RsaPublicKey publicKey() {
        return leafKey(certificates);
    }

    @Override
    public void encode(WireWriter out) {
        ServerCertificate.writeVersion(out, VERSION, temporary);
        out.structure("X509_CERTIFICATE_CHAIN", w -> {
            w.u32le("NumCertBlobs", certificates.size());
            for (Bytes certificate : certificates) {
                w.u32le("cbCert", certificate.length()).bytes("abCert", certificate);
            }
            w.bytes("Padding", padding);
        });
    }

    static X509CertificateChain body(WireReader outer, boolean temporary) {
        WireReader in = outer.as("X509_CERTIFICATE_CHAIN");
        long count = in.u32le("NumCertBlobs");
        if (count < 1 || count > MAX_CERTIFICATES) {
            throw in.violation("NumCertBlobs", Problem.LIMIT_EXCEEDED, count);
        }
        var certificates = new ArrayList<Bytes>();
        for (int i = 0; i < count; i++) {
            int length = in.bounded("cbCert", in.u32le("cbCert"), MAX_CERTIFICATE);
            certificates.add(in.bytes("abCert", length));
        }
        if (in.remaining() > 8 + 4 * count) {
            throw in.violation("Padding", Problem.TRAILING_BYTES, in.remaining() + " bytes left");
        }
        Bytes padding = in.rest("Padding");
        try {
            return new X509CertificateChain(temporary, certificates, padding);
        } catch (IllegalArgumentException e) {
            throw in.violation("abCert", Problem.MALFORMED, e.getMessage());
        }
    }

    private static RsaPublicKey leafKey(List<Bytes> certificates) {
        byte[] leaf = certificates.get(certificates.size() - 1).toArray();
        RSAPublicKey key;
        try {
            var info = Certificate.getInstance(leaf).getSubjectPublicKeyInfo();
            key = RSAPublicKey.getInstance(info.parsePublicKey());
        } catch (IOException
                | RuntimeException e) { // the ASN.1 parser throws several kinds for bytes that are no certificate
            throw new IllegalArgumentException("last certificate has no RSA key that can be read", e);
        }
        return new RsaPublicKey(key.getModulus(), key.getPublicExponent());
    }
}
