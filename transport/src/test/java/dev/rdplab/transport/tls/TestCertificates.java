package dev.rdplab.transport.tls;

import java.security.SecureRandom;
import java.time.Instant;

/** Made once for all tests: keys are slow to make. */
public final class TestCertificates {

    public static final SelfSigned.Issued RSA =
            SelfSigned.rsa("rdp.test", Instant.now()).issue(new SecureRandom());
    public static final SelfSigned.Issued EC =
            SelfSigned.ec("rdp.test", Instant.now()).issue(new SecureRandom());

    private TestCertificates() {}
}
