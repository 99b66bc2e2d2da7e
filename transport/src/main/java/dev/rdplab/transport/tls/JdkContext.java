package dev.rdplab.transport.tls;

import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The JDK's engine, taken without Netty's context around it: that one first reads every authority the JDK knows, which costs
 * a program that makes one handshake more than the handshake.
 *
 * @param server empty for a client
 */
record JdkContext(
        EngineSettings tuning,
        X509TrustManager trust,
        Optional<TlsServerSettings> server,
        SSLContext context,
        String[] suites,
        LastCertificate lastCertificate)
        implements EngineContext {

    private static final int PORT = 3389;

    /** Beyond the seven days that a ticket may live, the engine sends none in TLS 1.3. */
    private static final Duration NO_TICKETS = Duration.ofDays(8);

    static JdkContext client(EngineSettings tuning, TrustPolicy trust) {
        return of(tuning, trust, Optional.empty());
    }

    static JdkContext server(TlsServerSettings settings, EngineSettings tuning) {
        return of(tuning, TrustPolicy.ANY, Optional.of(settings));
    }

    private static JdkContext of(EngineSettings tuning, TrustPolicy trust, Optional<TlsServerSettings> server) {
        try {
            var manager = Trust.of(trust);
            var context = newContext(manager, server);
            var suites = tuning.cipherSuites();
            if (suites.isEmpty()) {
                var enabled = Arrays.asList(context.createSSLEngine().getEnabledCipherSuites());
                suites = TlsClientSettings.SUITES.stream()
                        .filter(enabled::contains)
                        .toList();
            }
            var made = new JdkContext(
                    tuning, manager, server, context, suites.toArray(String[]::new), new LastCertificate());
            made.newEngine(context); // looks at suites and versions only now
            return made;
        } catch (GeneralSecurityException | RuntimeException wrong) {
            throw TlsContext.refused(TlsEngine.JDK, wrong);
        }
    }

    /** Whether this Java's policy leaves every suite of {@link TlsClientSettings#SUITES}. */
    static boolean offersEveryUsualSuite() {
        try {
            var context = newContext(Trust.of(TrustPolicy.ANY), Optional.empty());
            return Arrays.asList(context.createSSLEngine().getEnabledCipherSuites())
                    .containsAll(TlsClientSettings.SUITES);
        } catch (GeneralSecurityException broken) {
            return false;
        }
    }

    private static SSLContext newContext(X509TrustManager trust, Optional<TlsServerSettings> server)
            throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        var keys = server.map(settings -> new KeyManager[] {new CertificateKeys(settings.certificates())});
        context.init(keys.orElse(null), new TrustManager[] {trust}, null);
        return context;
    }

    @Override
    public TlsEngine engine() {
        return TlsEngine.JDK;
    }

    @Override
    public boolean client() {
        return server.isEmpty();
    }

    @Override
    public boolean logKeysTo(KeyLog log) {
        return false;
    }

    @Override
    public SslHandler newHandler(ByteBufAllocator allocator, Bytes first) {
        return new SslHandler(newEngine(client() ? context : contextFor(first)));
    }

    /**
     * A server's context for one connection. In TLS 1.2 the engine sends the ticket that it has announced; nobody can return
     * to it, since the context that knows it is used once. In TLS 1.3 it sends none.
     */
    private SSLContext contextFor(Bytes clientHello) {
        try {
            var once = newContext(trust, server);
            if (tuning.versions().contains(TlsVersion.TLS_1_3) && ClientHelloOffer.tls13(clientHello)) {
                once.getServerSessionContext().setSessionTimeout((int) NO_TICKETS.toSeconds());
            }
            return once;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private SSLEngine newEngine(SSLContext from) {
        Optional<String> host = tuning.hostName() ? tuning.serverName() : Optional.empty();
        var engine = host.map(name -> from.createSSLEngine(name, PORT)).orElseGet(from::createSSLEngine);
        engine.setUseClientMode(client());
        engine.setEnabledProtocols(tuning.protocols().toArray(String[]::new));
        engine.setEnabledCipherSuites(suites);
        if (server.isPresent() && server.get().clientCertificate()) {
            engine.setWantClientAuth(true);
        }
        if (tuning.hostName()) {
            var parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        tuning.apply(TlsEngine.JDK, engine, client());
        return engine;
    }
}
