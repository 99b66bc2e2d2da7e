package dev.rdplab.transport.tls;

import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** A client on OpenSSL's engine. */
record NettyContext(SslContext context, EngineSettings tuning, LastCertificate lastCertificate)
        implements EngineContext {

    /** Looked for with a name: any will do, since no session is kept. */
    private static final int PORT = 3389;

    static NettyContext openSslClient(EngineSettings tuning, TrustPolicy trust) {
        var builder = SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL)
                .option(OpenSslContextOption.USE_TASKS, false)
                .option(OpenSslContextOption.GROUPS, tuning.groups().toArray(String[]::new));
        return new NettyContext(build(TlsEngine.OPENSSL, builder, tuning, trust), tuning, new LastCertificate());
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
    public TlsEngine engine() {
        return TlsEngine.OPENSSL;
    }

    @Override
    public boolean client() {
        return true;
    }

    @Override
    public boolean logKeysTo(KeyLog log) {
        return OpenSslKeys.logTo(context, log);
    }

    @Override
    public SslHandler newHandler(ByteBufAllocator allocator, Bytes first) {
        Optional<String> host = tuning.hostName() ? tuning.serverName() : Optional.empty();
        var handler = host.map(name -> context.newHandler(allocator, name, PORT))
                .orElseGet(() -> context.newHandler(allocator));
        tuning.apply(TlsEngine.OPENSSL, handler.engine(), true);
        return handler;
    }
}
