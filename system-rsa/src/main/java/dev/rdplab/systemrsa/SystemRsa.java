package dev.rdplab.systemrsa;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import io.netty.handler.ssl.OpenSslPrivateKeyMethod;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.SignatureException;
import java.security.interfaces.RSAKey;
import java.util.Map;
import javax.net.ssl.SSLEngine;

/**
 * RSA with a server's key by the system's OpenSSL 3, for BoringSSL, which knows no AVX-512 IFMA: with it a signature of
 * RSA-2048 takes half the time. Used by many threads at once.
 */
final class SystemRsa implements OpenSslPrivateKeyMethod {

    private static final Cleaner CLEANER = Cleaner.create();

    private static final Map<Integer, Scheme> SCHEMES = Map.of(
            SSL_SIGN_RSA_PKCS1_SHA1, new Scheme("SHA1", false),
            SSL_SIGN_RSA_PKCS1_SHA256, new Scheme("SHA256", false),
            SSL_SIGN_RSA_PKCS1_SHA384, new Scheme("SHA384", false),
            SSL_SIGN_RSA_PKCS1_SHA512, new Scheme("SHA512", false),
            SSL_SIGN_RSA_PSS_RSAE_SHA256, new Scheme("SHA256", true),
            SSL_SIGN_RSA_PSS_RSAE_SHA384, new Scheme("SHA384", true),
            SSL_SIGN_RSA_PSS_RSAE_SHA512, new Scheme("SHA512", true));

    private record Scheme(String digest, boolean pss) {}

    private final Pointer key;
    private final int size; // of the modulus, a signature and a sealed secret, bytes

    private SystemRsa(Pointer key, BigInteger modulus) {
        this.key = key;
        this.size = (modulus.bitLength() + 7) / 8;
        CLEANER.register(this, () -> LibCrypto.EVP_PKEY_free(key));
    }

    /**
     * Takes a key over.
     *
     * @throws InvalidKeyException when it is no RSA key or keeps its numbers to itself
     * @throws LinkageError when OpenSSL 3 is not there
     */
    static SystemRsa of(PrivateKey key) throws InvalidKeyException {
        byte[] encoded = key.getEncoded();
        if (!(key instanceof RSAKey rsa) || encoded == null) {
            throw new InvalidKeyException("no RSA key to hand over");
        }
        try (var der = new Memory(encoded.length)) {
            der.write(0, encoded, 0, encoded.length);
            var taken = LibCrypto.d2i_AutoPrivateKey(
                    Pointer.NULL, new PointerByReference(der), new NativeLong(encoded.length));
            der.clear();
            if (taken == null) {
                throw new InvalidKeyException("OpenSSL does not take the key");
            }
            return new SystemRsa(taken, rsa.getModulus());
        }
    }

    @Override
    public byte[] sign(SSLEngine engine, int signatureAlgorithm, byte[] message) throws SignatureException {
        var scheme = SCHEMES.get(signatureAlgorithm);
        if (scheme == null) {
            throw new SignatureException(String.format("no RSA signature scheme 0x%04x", signatureAlgorithm));
        }
        var context = LibCrypto.EVP_MD_CTX_new();
        try {
            var made = new PointerByReference();
            var digest = LibCrypto.EVP_get_digestbyname(scheme.digest);
            boolean good = LibCrypto.EVP_DigestSignInit(context, made, digest, null, key) > 0;
            var parameters = made.getValue();
            if (good && scheme.pss) {
                good = LibCrypto.EVP_PKEY_CTX_set_rsa_padding(parameters, LibCrypto.RSA_PKCS1_PSS_PADDING) > 0
                        && LibCrypto.EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, LibCrypto.RSA_PSS_SALTLEN_DIGEST) > 0;
            }
            byte[] signature = new byte[size];
            if (!good
                    || LibCrypto.EVP_DigestSign(context, signature, new long[] {size}, message, message.length) <= 0) {
                throw new SignatureException("OpenSSL could not sign with " + scheme);
            }
            return signature;
        } finally {
            LibCrypto.EVP_MD_CTX_free(context);
            Reference.reachabilityFence(this);
        }
    }

    /** The secret of a suite with RSA key exchange; BoringSSL takes the padding off, in constant time. */
    @Override
    public byte[] decrypt(SSLEngine engine, byte[] sealed) throws GeneralSecurityException {
        var context = LibCrypto.EVP_PKEY_CTX_new(key, null);
        try {
            byte[] plain = new byte[size];
            boolean good = LibCrypto.EVP_PKEY_decrypt_init(context) > 0
                    && LibCrypto.EVP_PKEY_CTX_set_rsa_padding(context, LibCrypto.RSA_NO_PADDING) > 0
                    && LibCrypto.EVP_PKEY_decrypt(context, plain, new long[] {size}, sealed, sealed.length) > 0;
            if (!good) {
                throw new GeneralSecurityException("OpenSSL could not decrypt " + sealed.length + " bytes");
            }
            return plain;
        } finally {
            LibCrypto.EVP_PKEY_CTX_free(context);
            Reference.reachabilityFence(this);
        }
    }
}
