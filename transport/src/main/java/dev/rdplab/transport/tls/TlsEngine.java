package dev.rdplab.transport.tls;

import io.netty.handler.ssl.OpenSsl;
import java.time.Clock;

/** A TLS implementation. */
public enum TlsEngine {
    /** The JDK's own: TLS 1.2 and 1.3, modern suites, less what the policy of this Java disables. Only for who asks for it. */
    JDK,
    /** BoringSSL by native code, the fastest; there on Linux x86-64 and ARM64 only. */
    OPENSSL,
    /**
     * BouncyCastle's: every version from TLS 1.0 on and every suite, the same on every Java. A client with it takes the least
     * time to its first handshake, and more than the others for the thousandth.
     */
    BOUNCYCASTLE;

    /**
     * What a client that makes thousands of handshakes is best off with: the JDK's where this Java offers every suite of
     * {@link TlsClientSettings#SUITES}, BouncyCastle's elsewhere.
     */
    public static TlsEngine forManyHandshakes() {
        return JdkContext.offersEveryUsualSuite() ? JDK : BOUNCYCASTLE;
    }

    /** Whether it works on this machine. */
    public boolean available() {
        return available(Clock.systemUTC());
    }

    /** BoringSSL ends the whole process where the clock stands before 1970. */
    boolean available(Clock clock) {
        return this != OPENSSL || clock.millis() >= 0 && OpenSsl.isAvailable();
    }
}
