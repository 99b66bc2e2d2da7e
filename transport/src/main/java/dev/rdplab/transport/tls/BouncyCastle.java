package dev.rdplab.transport.tls;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import javax.net.ssl.SSLContext;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

/**
 * BouncyCastle's providers, held here and not installed: nothing else in the program changes by them. To do what the JDK has
 * disabled is what they are here for, and they read the JDK's list just once, when their class is loaded.
 */
final class BouncyCastle {

    private static final String DISABLED = "jdk.tls.disabledAlgorithms";

    static final Provider CRYPTO = new BouncyCastleProvider();

    static {
        letTheJdkReadItsList();
        String list = Security.getProperty(DISABLED);
        Security.setProperty(DISABLED, "");
        try {
            Class.forName("org.bouncycastle.jsse.provider.ProvAlgorithmConstraints");
        } catch (ClassNotFoundException moved) {
            throw new IllegalStateException(moved);
        } finally {
            Security.setProperty(DISABLED, list == null ? "" : list);
        }
    }

    private BouncyCastle() {}

    static Provider jsse(BouncyCastleKeys keys) {
        return new BouncyCastleJsseProvider(false, keys);
    }

    /** The JDK too reads it once; this must have happened before the list is taken away for a moment. */
    private static void letTheJdkReadItsList() {
        try {
            SSLContext.getDefault().createSSLEngine().getSupportedCipherSuites();
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
