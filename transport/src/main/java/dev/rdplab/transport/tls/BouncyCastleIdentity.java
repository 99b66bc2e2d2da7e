package dev.rdplab.transport.tls;

import dev.rdplab.protocol.handshake.TlsSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateEncodingException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CertificateType;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.KeyExchangeAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedDecryptor;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedDecryptor;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;

/** A server's certificate and key, as BouncyCastle's lightweight API has them. @param matches whether they belong together */
record BouncyCastleIdentity(
        String kind, List<BouncyCastleCrypto.Leaf> chain, AsymmetricKeyParameter key, boolean matches) {

    /** Of RFC 8446 section 4.2.3: the signature that a curve's key makes in TLS 1.3, by the size of the curve. */
    private static int ecdsaScheme(int bits) {
        return switch (bits) {
            case 256 -> SignatureScheme.ecdsa_secp256r1_sha256;
            case 384 -> SignatureScheme.ecdsa_secp384r1_sha384;
            default -> SignatureScheme.ecdsa_secp521r1_sha512;
        };
    }

    /** @throws IllegalArgumentException for a key that does not show its numbers, or of an unknown kind */
    static BouncyCastleIdentity of(BouncyCastleCrypto crypto, ServerCertificate certificate) {
        byte[] encoded = certificate.key().getEncoded();
        if (encoded == null) {
            throw new IllegalArgumentException("the key of " + certificate + " cannot be read");
        }
        try {
            var chain = new ArrayList<BouncyCastleCrypto.Leaf>();
            for (var one : certificate.chain()) {
                chain.add(crypto.createCertificate(CertificateType.X509, one.getEncoded()));
            }
            var key = PrivateKeyFactory.createKey(encoded);
            var shown = PublicKeyFactory.createKey(
                    certificate.certificate().getPublicKey().getEncoded());
            return new BouncyCastleIdentity(certificate.keyAlgorithm(), List.copyOf(chain), key, match(key, shown));
        } catch (IOException | CertificateEncodingException wrong) {
            throw new IllegalArgumentException("the key of " + certificate + " cannot be read", wrong);
        }
    }

    private static boolean match(AsymmetricKeyParameter key, AsymmetricKeyParameter shown) {
        if (key instanceof RSAKeyParameters own && shown instanceof RSAKeyParameters other) {
            return own.getModulus().equals(other.getModulus());
        }
        if (key instanceof ECPrivateKeyParameters own && shown instanceof ECPublicKeyParameters other) {
            return own.getParameters().equals(other.getParameters())
                    && own.getParameters().getG().multiply(own.getD()).equals(other.getQ());
        }
        return !(key instanceof RSAKeyParameters || shown instanceof RSAKeyParameters);
    }

    /** Whether it can take part in this key exchange with a client that takes these signatures. */
    boolean serves(int exchange, ProtocolVersion version, List<SignatureAndHashAlgorithm> offered) {
        return switch (exchange) {
            case KeyExchangeAlgorithm.RSA -> kind.equals("RSA");
            case KeyExchangeAlgorithm.ECDHE_ECDSA -> kind.equals("EC") && signature(version, offered) != NOT_ONE;
            case KeyExchangeAlgorithm.ECDHE_RSA, KeyExchangeAlgorithm.DHE_RSA ->
                kind.startsWith("RSA") && signature(version, offered) != NOT_ONE;
            case KeyExchangeAlgorithm.NULL -> signature(version, offered) != NOT_ONE;
            default -> false;
        };
    }

    private static final SignatureAndHashAlgorithm NOT_ONE =
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.none, SignatureAlgorithm.anonymous);

    /** Null before TLS 1.2, which has but one for each kind of key; {@link #NOT_ONE} when the client takes none of ours. */
    private SignatureAndHashAlgorithm signature(ProtocolVersion version, List<SignatureAndHashAlgorithm> offered) {
        if (!TlsUtils.isTLSv12(version)) {
            return null;
        }
        boolean tls13 = TlsUtils.isTLSv13(version);
        if (offered.isEmpty() && !tls13) { // RFC 5246 section 7.4.1.4.1: as if SHA-1 were offered
            return SignatureAndHashAlgorithm.getInstance(
                    HashAlgorithm.sha1, kind.equals("EC") ? SignatureAlgorithm.ecdsa : SignatureAlgorithm.rsa);
        }
        return offered.stream()
                .filter(one -> makes(SignatureScheme.from(one), tls13))
                .findFirst()
                .orElse(NOT_ONE);
    }

    private boolean makes(int scheme, boolean tls13) {
        if (key instanceof ECPrivateKeyParameters ec) {
            boolean ecdsa = SignatureScheme.getSignatureAlgorithm(scheme) == SignatureAlgorithm.ecdsa;
            return tls13
                    ? scheme == ecdsaScheme(ec.getParameters().getCurve().getFieldSize())
                    : ecdsa && hashed(scheme);
        }
        if (!(key instanceof RSAKeyParameters rsa)) {
            return false;
        }
        // A signature with PSS holds the digest, a salt as long and two bytes more.
        int digests = rsa.getModulus().bitLength() / 16 - 1;
        return switch (scheme) {
            case SignatureScheme.rsa_pss_rsae_sha256 -> kind.equals("RSA") && digests >= 32;
            case SignatureScheme.rsa_pss_rsae_sha384 -> kind.equals("RSA") && digests >= 48;
            case SignatureScheme.rsa_pss_rsae_sha512 -> kind.equals("RSA") && digests >= 64;
            case SignatureScheme.rsa_pss_pss_sha256 -> !kind.equals("RSA") && digests >= 32;
            case SignatureScheme.rsa_pss_pss_sha384 -> !kind.equals("RSA") && digests >= 48;
            case SignatureScheme.rsa_pss_pss_sha512 -> !kind.equals("RSA") && digests >= 64;
            default ->
                !tls13
                        && kind.equals("RSA")
                        && SignatureScheme.getSignatureAlgorithm(scheme) == SignatureAlgorithm.rsa
                        && hashed(scheme);
        };
    }

    private static boolean hashed(int scheme) {
        short hash = SignatureScheme.getHashAlgorithm(scheme);
        return hash >= HashAlgorithm.sha1 && hash <= HashAlgorithm.sha512;
    }

    TlsCredentialedSigner signer(TlsContext context, BouncyCastleCrypto crypto, List<SignatureAndHashAlgorithm> offered)
            throws IOException {
        var algorithm = signature(context.getServerVersion(), offered);
        if (algorithm == NOT_ONE) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "the client takes no signature of the key");
        }
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context), crypto, key, certificate(context.getServerVersion()), algorithm);
    }

    TlsCredentialedDecryptor decryptor(BouncyCastleCrypto crypto) {
        return new BcDefaultTlsCredentialedDecryptor(crypto, certificate(ProtocolVersion.TLSv12), key);
    }

    private Certificate certificate(ProtocolVersion version) {
        var entries = chain.stream().map(one -> new CertificateEntry(one, null)).toArray(CertificateEntry[]::new);
        return TlsUtils.isTLSv13(version)
                ? new Certificate(CertificateType.X509, TlsUtils.EMPTY_BYTES, entries)
                : new Certificate(CertificateType.X509, null, entries);
    }

    /** What a handshake with it agreed on. */
    TlsSession session(String version, String suite) {
        try {
            return chain.get(0).session(version, suite);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
