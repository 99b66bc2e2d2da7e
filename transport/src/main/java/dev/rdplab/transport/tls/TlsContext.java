package dev.rdplab.transport.tls;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Settings made ready for use by any number of connections. */
public final class TlsContext {

    /** Beyond the seven days that a ticket may live, the JDK's engine sends none: every handshake is a full one. */
    private static final Duration NO_TICKETS = Duration.ofDays(8);

    private static final Set<String> RSA_AND_EC = Set.of("RSA", "EC");

    private static final String TICKET_EXTENSION = "jdk.tls.server.enableSessionTicketExtension";

    private final TlsEngine engine;
    private final SslContext context; // null for the two clients below
    private final JdkClient jdkClient; // else null
    private final BouncyCastleClient bouncyCastle; // else null
    private final EngineSettings tuning;
    private final boolean client;
    private final BouncyCastleKeys keys; // null with another engine
    private Optional<TlsContext> ecdsa = Optional.empty();
    private Optional<RsaHandover> rsa = Optional.empty();
    private boolean tls13;
    private volatile Certified certified = Certified.NONE;

    private TlsContext(
            TlsEngine engine,
            SslContext context,
            JdkClient jdkClient,
            BouncyCastleClient bouncyCastle,
            EngineSettings tuning,
            boolean client,
            BouncyCastleKeys keys) {
        this.keys = keys;
        this.bouncyCastle = bouncyCastle;
        this.engine = engine;
        this.context = context;
        this.jdkClient = jdkClient;
        this.tuning = tuning;
        this.client = client;
    }

    /** @throws IllegalArgumentException when no engine can do what the settings ask */
    public static TlsContext of(TlsServerSettings settings) {
        TlsEngine engine = settings.engine().orElseGet(() -> fastest(settings));
        var kinds = settings.keyAlgorithms();
        if (engine != TlsEngine.OPENSSL || kinds.size() == 1) {
            return of(settings, engine, settings.certificates());
        }
        if (!kinds.equals(RSA_AND_EC)) {
            throw new IllegalArgumentException("engine OPENSSL serves RSA and EC keys side by side, not " + kinds);
        }
        return of(settings, engine, settings.certificates("RSA"))
                .beside(of(settings, engine, settings.certificates("EC")), settings.versions());
    }

    private static TlsContext of(TlsServerSettings settings, TlsEngine engine, List<ServerCertificate> certificates) {
        var keys = new CertificateKeys(certificates);
        var tuning = new EngineSettings(
                settings.versions(), settings.cipherSuites(), settings.groups(), Optional.empty(), false);
        if (engine != TlsEngine.OPENSSL) {
            return build(engine, forServer(settings, keys.factory()), tuning, TrustPolicy.ANY, false);
        }
        var made = build(engine, forServer(settings, keys.readOnce()), tuning, TrustPolicy.ANY, false);
        if (certificates.get(0).keyAlgorithm().equals("RSA")) {
            made.rsa = Optional.of(new RsaHandover(certificates.get(0).key(), rsa -> {
                var builder = forServer(settings, keys.keyless().readOnce())
                        .option(OpenSslContextOption.USE_TASKS, true) // tcnative asks nobody for a signature without
                        .option(OpenSslContextOption.PRIVATE_KEY_METHOD, rsa);
                return build(engine, builder, tuning, TrustPolicy.ANY, false).context;
            }));
        }
        return made;
    }

    private static SslContextBuilder forServer(TlsServerSettings settings, KeyManagerFactory keys) {
        return SslContextBuilder.forServer(keys)
                .option(OpenSslContextOption.USE_TASKS, false) // they would run on the event loop all the same
                .clientAuth(settings.clientCertificate() ? ClientAuth.OPTIONAL : ClientAuth.NONE)
                .sessionTimeout(NO_TICKETS.toSeconds());
    }

    /** @throws IllegalArgumentException when no engine can do what the settings ask */
    public static TlsContext of(TlsClientSettings settings) {
        TlsEngine engine = settings.engine().orElseGet(() -> fitting(settings.versions(), settings.cipherSuites()));
        boolean hostName = settings.trust() instanceof TrustPolicy.Verify verify && verify.hostName();
        var tuning = new EngineSettings(
                settings.versions(), settings.cipherSuites(), settings.groups(), settings.serverName(), hostName);
        if (engine == TlsEngine.JDK) {
            return jdkClient(tuning, settings.trust());
        }
        return engine == TlsEngine.BOUNCYCASTLE && !(settings.trust() instanceof TrustPolicy.Verify)
                ? bouncyCastle(settings, tuning)
                : build(engine, forClient(), tuning, settings.trust(), true);
    }

    private static SslContextBuilder forClient() {
        return SslContextBuilder.forClient().option(OpenSslContextOption.USE_TASKS, false);
    }

    private static TlsContext jdkClient(EngineSettings tuning, TrustPolicy trust) {
        try {
            var jdk = JdkClient.of(tuning, trust);
            tuning.apply(TlsEngine.JDK, jdk.newEngine(Optional.empty()), true);
            return new TlsContext(TlsEngine.JDK, null, jdk, null, tuning, true, null);
        } catch (GeneralSecurityException | RuntimeException wrong) {
            throw refused(TlsEngine.JDK, wrong);
        }
    }

    private static TlsContext bouncyCastle(TlsClientSettings settings, EngineSettings tuning) {
        try {
            return new TlsContext(
                    TlsEngine.BOUNCYCASTLE, null, null, new BouncyCastleClient(settings), tuning, true, null);
        } catch (RuntimeException wrong) {
            throw refused(TlsEngine.BOUNCYCASTLE, wrong);
        }
    }

    private static IllegalArgumentException refused(TlsEngine engine, Exception wrong) {
        return new IllegalArgumentException("engine " + engine + " refuses the settings: " + wrong.getMessage(), wrong);
    }

    /** OpenSSL's engine chooses a certificate before it knows the offer, so the offer is read for it. */
    private TlsContext beside(TlsContext other, Set<TlsVersion> versions) {
        ecdsa = Optional.of(other);
        tls13 = versions.contains(TlsVersion.TLS_1_3);
        return this;
    }

    private static TlsContext build(
            TlsEngine engine, SslContextBuilder builder, EngineSettings tuning, TrustPolicy trust, boolean client) {
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
            if (engine == TlsEngine.OPENSSL) {
                builder.sslProvider(SslProvider.OPENSSL)
                        .option(OpenSslContextOption.GROUPS, tuning.groups().toArray(String[]::new));
            } else {
                builder.sslProvider(SslProvider.JDK);
            }
            var keys = engine == TlsEngine.BOUNCYCASTLE ? new BouncyCastleKeys() : null;
            if (keys != null) {
                builder.sslContextProvider(BouncyCastle.jsse(keys));
            }
            SslContext context = client ? builder.build() : withoutTickets(builder);
            if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
                sessions.setSessionCacheEnabled(false); // every handshake is a full one, as without tickets
            } else {
                // The other two look at suites and versions only now.
                tuning.apply(engine, context.newEngine(ByteBufAllocator.DEFAULT), client);
            }
            return new TlsContext(engine, context, null, null, tuning, client, keys);
        } catch (SSLException | GeneralSecurityException | RuntimeException wrong) {
            throw refused(engine, wrong);
        }
    }

    /**
     * With {@link #NO_TICKETS} alone the JDK's TLS 1.2 would still announce a ticket in its ServerHello and then send none, which
     * OpenSSL as a client answers with unexpected_message. A context reads the property when it is made.
     */
    private static synchronized SslContext withoutTickets(SslContextBuilder builder) throws SSLException {
        String before = System.setProperty(TICKET_EXTENSION, "false");
        try {
            return builder.build();
        } finally {
            if (before == null) {
                System.clearProperty(TICKET_EXTENSION);
            } else {
                System.setProperty(TICKET_EXTENSION, before);
            }
        }
    }

    /** OpenSSL costs a third of the JDK's engine a handshake; it serves the suites it likes. */
    private static TlsEngine fastest(TlsServerSettings settings) {
        TlsEngine fitting = fitting(settings.versions(), settings.cipherSuites());
        var kinds = settings.keyAlgorithms();
        boolean plain = settings.cipherSuites().isEmpty() && (kinds.size() == 1 || kinds.equals(RSA_AND_EC));
        return fitting == TlsEngine.JDK && plain && TlsEngine.OPENSSL.available() ? TlsEngine.OPENSSL : fitting;
    }

    /** BouncyCastle for what the JDK disables, else the JDK. */
    private static TlsEngine fitting(Set<TlsVersion> versions, List<String> suites) {
        boolean old = versions.contains(TlsVersion.TLS_1_0) || versions.contains(TlsVersion.TLS_1_1);
        boolean known = suites.isEmpty() || EngineSettings.jdkSuites().containsAll(suites);
        return old || !known ? TlsEngine.BOUNCYCASTLE : TlsEngine.JDK;
    }

    /**
     * Gives the secrets of all connections from now on to {@code log}, if the engine lets them out: {@link TlsEngine#OPENSSL}
     * and {@link TlsEngine#BOUNCYCASTLE} do, the JDK's has no way. They are the same at both ends.
     *
     * @return whether it will
     */
    public boolean logKeysTo(KeyLog log) {
        if (bouncyCastle != null) {
            bouncyCastle.logKeysTo(log);
            return true;
        }
        if (keys != null) {
            keys.secrets().logTo(log);
            return true;
        }
        return engine == TlsEngine.OPENSSL
                && OpenSslKeys.logTo(context, log)
                && rsa.map(handover -> handover.logKeysTo(log)).orElse(true)
                && ecdsa.map(other -> other.logKeysTo(log)).orElse(true);
    }

    /** The engine chosen. */
    public TlsEngine engine() {
        return engine;
    }

    /** For a client or for a server. */
    public boolean client() {
        return client;
    }

    /** Has the system's OpenSSL do RSA at once rather than when it pays. @return whether it does from now on */
    boolean handOverRsa() {
        return rsa.map(RsaHandover::load).orElse(false);
    }

    /** For a connection whose client begins with these bytes; an EC certificate goes to who takes one. */
    public TlsLayer newLayer(ByteBufAllocator allocator, Bytes first) {
        if (bouncyCastle != null) {
            return bouncyCastle.newLayer();
        }
        TlsContext chosen = ecdsa.filter(other -> EcdsaOffer.in(first, tls13)).orElse(this);
        return new EngineLayer(chosen, chosen.newHandler(allocator));
    }

    /** An engine's handler for one connection. It has no time limit: stages have theirs. */
    SslHandler newHandler(ByteBufAllocator allocator) {
        SslContext context = rsa.map(handover -> handover.next(this.context)).orElse(this.context);
        Optional<String> host = tuning.hostName() ? tuning.serverName() : Optional.empty();
        SslHandler handler = jdkClient != null
                ? new SslHandler(jdkClient.newEngine(host))
                : host.map(name -> context.newHandler(allocator, name, 3389))
                        .orElseGet(() -> context.newHandler(allocator));
        if (client || engine != TlsEngine.OPENSSL) {
            tuning.apply(engine, handler.engine(), client);
        } else {
            OpenSslTickets.none(handler.engine()); // all else that a server sets is in its context
        }
        handler.setHandshakeTimeoutMillis(0);
        handler.setCloseNotifyFlushTimeoutMillis(0);
        handler.setCloseNotifyReadTimeoutMillis(0);
        return handler;
    }

    /** What a finished handshake agreed on. */
    TlsSession session(SSLEngine done) {
        var session = done.getSession();
        try {
            Certificate certificate = client ? session.getPeerCertificates()[0] : session.getLocalCertificates()[0];
            Certified last = certified;
            if (!last.is(certificate)) {
                last = Certified.of(certificate);
                certified = last;
            }
            return new TlsSession(session.getProtocol(), session.getCipherSuite(), last.encoded, last.publicKey);
        } catch (SSLPeerUnverifiedException | GeneralSecurityException wrong) {
            throw new IllegalStateException("a finished handshake without a certificate", wrong);
        }
    }

    /** A certificate taken apart: a server's is the same in all its connections, and mostly those of its clients. */
    private record Certified(Certificate certificate, Bytes encoded, Bytes publicKey) {

        private static final Certified NONE = new Certified(null, Bytes.EMPTY, Bytes.EMPTY);

        static Certified of(Certificate certificate) throws GeneralSecurityException {
            var info = Bytes.wrap(certificate.getPublicKey().getEncoded());
            return new Certified(certificate, Bytes.wrap(certificate.getEncoded()), subjectPublicKey(info));
        }

        /** The bits of a SubjectPublicKeyInfo, which are whole bytes: the first says that none is unused. */
        private static Bytes subjectPublicKey(Bytes info) {
            var in = DerReader.of(info, Stage.TLS, "SubjectPublicKeyInfo").enter("info", DerReader.SEQUENCE);
            in.enter("algorithm", DerReader.SEQUENCE);
            return in.primitive("subjectPublicKey", DerReader.BIT_STRING).slice(1);
        }

        boolean is(Certificate other) {
            return certificate == other || other.equals(certificate);
        }
    }
}
