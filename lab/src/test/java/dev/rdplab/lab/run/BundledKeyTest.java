package dev.rdplab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.handshake.SeededNonces;
import dev.rdplab.protocol.security.RsaKeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;

class BundledKeyTest {

    @Test
    void itsHalvesBelongTogether() throws Exception {
        var key = BundledKey.read();
        byte[] text = {1, 2, 3};
        var signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(key.getPrivate());
        signer.update(text);
        var verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(key.getPublic());
        verifier.update(text);

        assertThat(verifier.verify(signer.sign())).isTrue();
        assertThat(((RSAPublicKey) key.getPublic()).getModulus().bitLength()).isEqualTo(2048);
    }

    @Test
    void theKeyOfStandardSecurityIsThatOfItsSeed() {
        var made = RsaKeyPair.generate(2048, new SeededNonces(2048, "standard RDP security"));

        assertThat(Servers.standardSecurityKey()).isEqualTo(made);
    }
}
