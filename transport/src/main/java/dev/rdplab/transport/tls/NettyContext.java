package dev.rdplab.transport.tls;

import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * A context of Netty's: a client on OpenSSL's engine, and BouncyCastle's JSSE engine.
 *
 * @param keys what reveals secrets; empty where the engine's own log does
 */
record NettyContext(
        TlsEngine engine,
        SslContext context,
        EngineSettings tuning,
        boolean client,
        Optional<BouncyCastleKeys> keys,
        LastCertificate lastCertificate)
        implements EngineContext {

    /** Looked for with a name: any will do, since no session is kept. */
    private static final int PORT = 3389;

    private static final Duration NO_TICKETS = Duration.ofDays(8);

    static NettyContext openSslClient(EngineSettings tuning, TrustPolicy trust) {
        var builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL)
                .option(OpenSslContextOption.USE_TASKS, false)
                .option(OpenSslContextOption.GROUPS, tuning.groups().toArray(String[]::new));
        return new NettyContext(
                TlsEngine.OPENSSL,
                build(TlsEngine.OPENSSL, builder, tuning, trust),
                tuning,
                true,
                Optional.empty(),
                new LastCertificate());
    }

    static NettyContext bouncyCastleClient(EngineSettings tuning, TrustPolicy trust) {
        return bouncyCastle(SslContextBuilder.forClient(), tuning, trust, true);
    }

    static NettyContext bouncyCastleServer(TlsServerSettings settings, EngineSettings tuning) {
        var builder = SslContextBuilder.forServer(new CertificateKeys(settings.certificates()).factory())
                .clientAuth(settings.clientCertificate() ? ClientAuth.OPTIONAL : ClientAuth.NONE)
                .sessionTimeout(NO_TICKETS.toSeconds());
        return bouncyCastle(builder, tuning, TrustPolicy.ANY, false);
    }

    private static NettyContext bouncyCastle(
            SslContextBuilder builder, EngineSettings tuning, TrustPolicy trust, boolean client) {
        var keys = new BouncyCastleKeys();
        builder.sslProvider(SslProvider.JDK).sslContextProvider(BouncyCastle.jsse(keys));
        var context = build(TlsEngine.BOUNCYCASTLE, builder, tuning, trust);
        try {
            // It looks at suites and versions only now.
            tuning.apply(TlsEngine.BOUNCYCASTLE, context.newEngine(ByteBufAllocator.DEFAULT), client);
        } catch (RuntimeException wrong) {
            throw TlsContext.refused(TlsEngine.BOUNCYCASTLE, wrong);
        }
        return new NettyContext(
                TlsEngine.BOUNCYCASTLE, context, tuning, client, Optional.of(keys), new LastCertificate());
    }

    /** What is set on every context of Netty's. */
    static SslContext build(TlsEngine engine, SslContextBuilder builder, EngineSettings tuning, TrustPolicy trust) {
        if (!engine.available()) {
            throw new IllegalArgumentException("engine " + engine + " does not work on this machine");
        }
        try {
            builder.trustManager(Trust.of(trust))
                    .applicationProtocolConfig(ApplicationProtocolConfig.DISABLED)
                    .endpointIdentificationAlgorithm(tuning.hostName() ? "HTTPS" : null)
                    .protocols(tuning.protocols());
            if (!tuning.cipherSuites().isEmpty()) {
                builder.ciphers(tuning.cipherSuites(), IdentityCipherSuiteFilter.INSTANCE);
            }
            return builder.build();
        } catch (SSLException | GeneralSecurityException | RuntimeException wrong) {
            throw TlsContext.refused(engine, wrong);
        }
    }

    @Override
    public boolean logKeysTo(KeyLog log) {
        keys.ifPresent(revealing -> revealing.secrets().logTo(log));
        return keys.isPresent() || OpenSslKeys.logTo(context, log);
    }

    @Override
    public SslHandler newHandler(ByteBufAllocator allocator, Bytes first) {
        Optional<String> host = tuning.hostName() ? tuning.serverName() : Optional.empty();
        var handler = host.map(name -> context.newHandler(allocator, name, PORT))
                .orElseGet(() -> context.newHandler(allocator));
        tuning.apply(engine, handler.engine(), client);
        return handler;
    }
}
