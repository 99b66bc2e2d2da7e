package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.security.Digests;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.Set;

/** Binding of an authentication to a TLS connection, RFC 5929 section 4 and [MS-NLMP] 2.2.2.1. */
public final class ChannelBindings {

    /** Bytes of the hash in MsvAvChannelBindings. */
    public static final int LENGTH = 16;

    /** sha384WithRSAEncryption 1.2.840.113549.1.1.12, ecdsa-with-SHA384 1.2.840.10045.4.3.3. */
    private static final Set<Bytes> SHA384 =
            Set.of(Bytes.fromHex("2a864886f70d01010c"), Bytes.fromHex("2a8648ce3d040303"));

    /** sha512WithRSAEncryption 1.2.840.113549.1.1.13, ecdsa-with-SHA512 1.2.840.10045.4.3.4. */
    private static final Set<Bytes> SHA512 =
            Set.of(Bytes.fromHex("2a864886f70d01010d"), Bytes.fromHex("2a8648ce3d040304"));

    /** The last one made: a server's certificate is the same in all its connections, and parsing it is dear. */
    private static volatile Known known = new Known(Bytes.EMPTY, Bytes.EMPTY);

    private record Known(Bytes certificate, Bytes bindings) {}

    private ChannelBindings() {}

    /**
     * The value of MsvAvChannelBindings: MD5 of a gss_channel_bindings_struct with {@code tls-server-end-point}.
     *
     * @param certificate the server's, DER
     */
    public static Bytes tlsServerEndPoint(Bytes certificate) {
        Known last = known;
        if (certificate.isEmpty() || !certificate.equals(last.certificate)) {
            last = new Known(certificate, bindings(certificate));
            known = last;
        }
        return last.bindings;
    }

    private static Bytes bindings(Bytes certificate) {
        Bytes data = Bytes.concat(Bytes.ascii("tls-server-end-point:"), hash(certificate));
        // initiator type and length, acceptor type and length: none; then the length of the application data
        return Digests.md5(
                Bytes.zeros(16), new WireWriter().u32le("length", data.length()).toBytes(), data);
    }

    /** The hash of the certificate's own signature, SHA-256 in place of MD5, SHA-1 and what names none. */
    private static Bytes hash(Bytes certificate) {
        Bytes algorithm = signatureAlgorithm(certificate);
        if (SHA384.contains(algorithm)) {
            return Digests.sha384(certificate);
        }
        return SHA512.contains(algorithm) ? Digests.sha512(certificate) : Digests.sha256(certificate);
    }

    /** The content octets of the object identifier that stands behind what is signed. */
    private static Bytes signatureAlgorithm(Bytes certificate) {
        var in = DerReader.of(certificate, Stage.TLS, "Certificate").enter("certificate", DerReader.SEQUENCE);
        in.enter("tbsCertificate", DerReader.SEQUENCE);
        return in.enter("signatureAlgorithm", DerReader.SEQUENCE).primitive("algorithm", DerReader.OBJECT_IDENTIFIER);
    }
}
