package dev.rdplab.transport.tls;

import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBufAllocator;

/** TLS settings made ready for use by any number of connections; one variant for each way of doing it. */
public sealed interface TlsContext permits BouncyCastleContext, EcBesideRsa, EngineContext {

    /**
     * Returns a server's context on the engine that fits.
     *
     * @throws IllegalArgumentException when no engine can do what the settings ask
     */
    static TlsContext of(TlsServerSettings settings) {
        return TlsChoice.of(settings);
    }

    /**
     * Returns a client's context on the engine that fits.
     *
     * @throws IllegalArgumentException when no engine can do what the settings ask
     */
    static TlsContext of(TlsClientSettings settings) {
        return TlsChoice.of(settings);
    }

    /** The engine that was chosen. */
    TlsEngine engine();

    /** Whether it is a client's context. */
    boolean client();

    /**
     * Gives the secrets of all later connections to {@code log}, if the engine reveals them: {@link TlsEngine#OPENSSL} and
     * {@link TlsEngine#BOUNCYCASTLE} do, the JDK's does not. They are the same at both ends.
     *
     * @return whether it will
     */
    boolean logKeysTo(KeyLog log);

    /**
     * Returns the layer for one connection.
     *
     * @param first the first bytes received for it, a whole record if they are one: a server chooses by the ClientHello; empty
     *     for a client
     */
    TlsLayer newLayer(ByteBufAllocator allocator, Bytes first);

    /** Says which engine refuses the settings, and why. */
    static IllegalArgumentException refused(TlsEngine engine, Exception wrong) {
        return new IllegalArgumentException("engine " + engine + " refuses the settings: " + wrong.getMessage(), wrong);
    }
}
