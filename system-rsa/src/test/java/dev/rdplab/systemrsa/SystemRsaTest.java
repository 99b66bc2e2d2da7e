package dev.rdplab.systemrsa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import dev.rdplab.transport.tls.SelfSigned;
import dev.rdplab.transport.tls.TlsEngine;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemRsaTest {

    private static final byte[] MESSAGE = "what a server vouches for".getBytes();

    private static final SelfSigned.Issued RSA =
            SelfSigned.rsa("rdp.test", Instant.now()).issue(new SecureRandom());
    private static final SelfSigned.Issued EC =
            SelfSigned.ec("rdp.test", Instant.now()).issue(new SecureRandom());

    private SystemRsa rsa;

    @BeforeEach
    void whereOpenSslIs() throws GeneralSecurityException {
        assumeThat(TlsEngine.OPENSSL.available()).isTrue(); // the schemes' numbers are native constants
        assumeThatCode(LibCrypto::EVP_MD_CTX_new).doesNotThrowAnyException();
        rsa = SystemRsa.of(RSA.certificate().key());
    }

    @ParameterizedTest(name = "SHA-{1}")
    @CsvSource({"0x0401, 256", "0x0501, 384", "0x0601, 512"})
    void theJdkAcceptsItsPkcs1Signatures(int scheme, int bits) throws GeneralSecurityException {
        var verifier = Signature.getInstance("SHA" + bits + "withRSA");

        assertThat(verified(verifier, rsa.sign(null, scheme, MESSAGE))).isTrue();
    }

    @ParameterizedTest(name = "SHA-{1}")
    @CsvSource({"0x0804, 256", "0x0805, 384", "0x0806, 512"})
    void theJdkAcceptsItsPssSignatures(int scheme, int bits) throws GeneralSecurityException {
        String digest = "SHA-" + bits;
        var verifier = Signature.getInstance("RSASSA-PSS");
        verifier.setParameter(new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), bits / 8, 1));

        assertThat(verified(verifier, rsa.sign(null, scheme, MESSAGE))).isTrue();
    }

    private static boolean verified(Signature verifier, byte[] signature) throws GeneralSecurityException {
        verifier.initVerify(publicKey());
        verifier.update(MESSAGE);
        return verifier.verify(signature);
    }

    private static PublicKey publicKey() {
        return RSA.certificate().certificate().getPublicKey();
    }

    @Test
    void decryptsWithoutTakingThePaddingOff() throws GeneralSecurityException {
        var key = (RSAPublicKey) publicKey();
        var secret = BigInteger.ONE.shiftLeft(2_000).add(BigInteger.TEN);
        byte[] sealed = unsigned(secret.modPow(key.getPublicExponent(), key.getModulus()), 256);

        assertThat(rsa.decrypt(null, sealed)).isEqualTo(unsigned(secret, 256));
    }

    private static byte[] unsigned(BigInteger number, int length) {
        byte[] signed = number.toByteArray();
        byte[] unsigned = new byte[length];
        int bytes = Math.min(length, signed.length);
        System.arraycopy(signed, signed.length - bytes, unsigned, length - bytes, bytes);
        return unsigned;
    }

    @Test
    void refusesWhatIsNotItsOwn() {
        assertThatThrownBy(() -> rsa.sign(null, 0x0403, MESSAGE))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("0x0403");
        assertThatThrownBy(() -> rsa.decrypt(null, new byte[300])).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> SystemRsa.of(EC.certificate().key())).isInstanceOf(InvalidKeyException.class);
    }
}
