package dev.rdplab.transport.tls;

import io.netty.handler.ssl.OpenSsl;

/** A TLS implementation. */
public enum TlsEngine {
    /** The JDK's own: TLS 1.2 and 1.3, modern suites. */
    JDK,
    /** BoringSSL by native code, the fastest; there on Linux x86-64 and ARM64 only. */
    OPENSSL,
    /**
     * BouncyCastle's, for TLS 1.0 and 1.1 and suites that the others refuse. A client with it takes the least time to its first
     * handshake, and more than the others for the thousandth.
     */
    BOUNCYCASTLE;

    /** Whether it works on this machine. */
    public boolean available() {
        return this != OPENSSL || OpenSsl.isAvailable();
    }
}
