package dev.rdplab.transport.tls;

import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;

/** A server with certificates of one kind on OpenSSL's engine. Every handshake is a full one: it sends no tickets. */
record OpenSslServer(SslContext context, Optional<RsaHandover> rsa, LastCertificate lastCertificate)
        implements EngineContext {

    static OpenSslServer of(TlsServerSettings settings, EngineSettings tuning, List<ServerCertificate> certificates) {
        var keys = new CertificateKeys(certificates);
        var context = build(settings, tuning, builder(keys.readOnce()));
        boolean rsa = certificates.get(0).keyAlgorithm().equals("RSA");
        return new OpenSslServer(
                context,
                rsa ? Optional.of(handover(settings, tuning, certificates, keys)) : Optional.empty(),
                new LastCertificate());
    }

    private static RsaHandover handover(
            TlsServerSettings settings,
            EngineSettings tuning,
            List<ServerCertificate> certificates,
            CertificateKeys keys) {
        return new RsaHandover(certificates.get(0).key(), signer -> {
            var builder = builder(keys.keyless().readOnce())
                    .option(OpenSslContextOption.USE_TASKS, true) // tcnative asks nobody for a signature without
                    .option(OpenSslContextOption.PRIVATE_KEY_METHOD, signer);
            return build(settings, tuning, builder);
        });
    }

    private static SslContextBuilder builder(KeyManagerFactory keys) {
        return SslContextBuilder.forServer(keys)
                .option(OpenSslContextOption.USE_TASKS, false); // they would run on the event loop all the same
    }

    private static SslContext build(TlsServerSettings settings, EngineSettings tuning, SslContextBuilder builder) {
        builder.sslProvider(SslProvider.OPENSSL)
                .clientAuth(settings.clientCertificate() ? ClientAuth.OPTIONAL : ClientAuth.NONE)
                .option(OpenSslContextOption.GROUPS, tuning.groups().toArray(String[]::new));
        var context = NettyContext.build(TlsEngine.OPENSSL, builder, tuning, TrustPolicy.ANY);
        ((OpenSslSessionContext) context.sessionContext()).setSessionCacheEnabled(false);
        return context;
    }

    @Override
    public TlsEngine engine() {
        return TlsEngine.OPENSSL;
    }

    @Override
    public boolean client() {
        return false;
    }

    @Override
    public boolean logKeysTo(KeyLog log) {
        return OpenSslKeys.logTo(context, log)
                && rsa.map(handover -> handover.logKeysTo(log)).orElse(true);
    }

    /** Has the system's OpenSSL do RSA at once rather than when it pays. @return whether it does from now on */
    boolean handOverRsa() {
        return rsa.map(RsaHandover::load).orElse(false);
    }

    @Override
    public SslHandler newHandler(ByteBufAllocator allocator, Bytes first) {
        var handler =
                rsa.map(handover -> handover.next(context)).orElse(context).newHandler(allocator);
        OpenSslTickets.none(handler.engine());
        return handler;
    }
}
