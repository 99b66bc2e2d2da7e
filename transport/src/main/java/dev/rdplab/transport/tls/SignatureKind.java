package dev.rdplab.transport.tls;

import static dev.rdplab.protocol.der.DerReader.INTEGER;
import static dev.rdplab.protocol.der.DerReader.SEQUENCE;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * How a certificate is signed.
 *
 * @param name JCA's
 * @param identifier AlgorithmIdentifier, RFC 4055 and RFC 5758
 */
record SignatureKind(String name, Bytes identifier) {

    /** How names of signatures after PKCS #1 1.5 end: every provider makes the same bytes, and Java's own starts faster. */
    private static final String PKCS_1 = "WITHRSA";

    private static final String ECDSA = "WITHECDSA";
    private static final String PSS = "WITHRSAANDMGF1";
    private static final String PKCS_1_OIDS = "1.2.840.113549.1.1.";
    private static final String MGF1 = "1.2.840.113549.1.1.8";
    private static final String RSASSA_PSS = "1.2.840.113549.1.1.10";
    private static final int NULL = 0x05;

    private static final Map<String, Integer> PKCS_1_NUMBERS =
            Map.of("MD5", 4, "SHA1", 5, "SHA224", 14, "SHA256", 11, "SHA384", 12, "SHA512", 13);
    private static final Map<String, String> ECDSA_OIDS = Map.of(
            "SHA1", "1.2.840.10045.4.1",
            "SHA224", "1.2.840.10045.4.3.1",
            "SHA256", "1.2.840.10045.4.3.2",
            "SHA384", "1.2.840.10045.4.3.3",
            "SHA512", "1.2.840.10045.4.3.4");
    private static final Map<String, Integer> SHA_2_NUMBERS = Map.of("SHA256", 1, "SHA384", 2, "SHA512", 3);

    /** @throws NoSuchAlgorithmException when the name is of no signature that certificates are made with here */
    static SignatureKind of(String name) throws NoSuchAlgorithmException {
        String upper = name.toUpperCase(Locale.ROOT);
        int with = Math.max(0, upper.indexOf("WITH"));
        String hash = upper.substring(0, with);
        String kind = upper.substring(with);
        if (kind.equals(PKCS_1) && PKCS_1_NUMBERS.containsKey(hash)) {
            return new SignatureKind(name, withNull(PKCS_1_OIDS + PKCS_1_NUMBERS.get(hash)));
        }
        if (kind.equals(ECDSA) && ECDSA_OIDS.containsKey(hash)) {
            return new SignatureKind(name, sequence(out -> CertificateDer.oid(out, ECDSA_OIDS.get(hash))));
        }
        if (kind.equals(PSS) && SHA_2_NUMBERS.containsKey(hash)) {
            return new SignatureKind(name, pss(SHA_2_NUMBERS.get(hash)));
        }
        throw new NoSuchAlgorithmException("no signature '" + name + "'");
    }

    byte[] sign(Bytes what, PrivateKey key, SecureRandom random) throws GeneralSecurityException {
        var signature = name.toUpperCase(Locale.ROOT).endsWith(PKCS_1)
                ? Signature.getInstance(name)
                : Signature.getInstance(name, new BouncyCastleProvider());
        signature.initSign(key, random);
        signature.update(what.toArray());
        return signature.sign();
    }

    /** The salt is as long as the hash: 32, 48 or 64 bytes. */
    private static Bytes pss(int sha2) {
        Bytes hash = withNull("2.16.840.1.101.3.4.2." + sha2);
        return sequence(out -> {
            CertificateDer.oid(out, RSASSA_PSS);
            out.element("parameters", SEQUENCE, parameters -> {
                parameters.element("hashAlgorithm", DerReader.context(0), in -> in.raw("hash", hash));
                parameters.element(
                        "maskGenAlgorithm",
                        DerReader.context(1),
                        in -> in.element("mgf", SEQUENCE, mgf -> {
                            CertificateDer.oid(mgf, MGF1);
                            mgf.raw("hash", hash);
                        }));
                parameters.element(
                        "saltLength",
                        DerReader.context(2),
                        in -> in.primitive("saltLength", INTEGER, Bytes.of(16 * (sha2 + 1))));
            });
        });
    }

    private static Bytes withNull(String oid) {
        return sequence(out -> {
            CertificateDer.oid(out, oid);
            out.primitive("parameters", NULL, Bytes.EMPTY);
        });
    }

    private static Bytes sequence(Consumer<DerWriter> body) {
        return CertificateDer.encoded(out -> out.element("AlgorithmIdentifier", SEQUENCE, body));
    }
}
