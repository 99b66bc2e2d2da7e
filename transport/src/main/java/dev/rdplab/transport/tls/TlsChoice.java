package dev.rdplab.transport.tls;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Chooses the engine for settings that name none, and the way to use it. */
final class TlsChoice {

    private static final Set<String> RSA_AND_EC = Set.of("RSA", "EC");

    private TlsChoice() {}

    static TlsContext of(TlsServerSettings settings) {
        var tuning = new EngineSettings(
                settings.versions(), settings.cipherSuites(), settings.groups(), Optional.empty(), false);
        return switch (settings.engine().orElseGet(() -> fastest(settings))) {
            case JDK -> JdkContext.server(settings, tuning);
            case OPENSSL -> openSsl(settings, tuning);
            case BOUNCYCASTLE -> bouncyCastle(() -> new BouncyCastleServer(settings));
        };
    }

    private static TlsContext openSsl(TlsServerSettings settings, EngineSettings tuning) {
        var kinds = settings.keyAlgorithms();
        if (kinds.size() == 1) {
            return OpenSslServer.of(settings, tuning, settings.certificates());
        }
        if (!kinds.equals(RSA_AND_EC)) {
            throw new IllegalArgumentException("engine OPENSSL serves RSA and EC keys side by side, not " + kinds);
        }
        return new EcBesideRsa(
                OpenSslServer.of(settings, tuning, settings.certificates("RSA")),
                OpenSslServer.of(settings, tuning, settings.certificates("EC")),
                settings.versions().contains(TlsVersion.TLS_1_3));
    }

    static TlsContext of(TlsClientSettings settings) {
        boolean hostName = settings.trust() instanceof TrustPolicy.Verify verify && verify.hostName();
        var tuning = new EngineSettings(
                settings.versions(), settings.cipherSuites(), settings.groups(), settings.serverName(), hostName);
        return switch (settings.engine().orElse(TlsEngine.BOUNCYCASTLE)) {
            case JDK -> JdkContext.client(tuning, settings.trust());
            case OPENSSL -> NettyContext.openSslClient(tuning, settings.trust());
            case BOUNCYCASTLE -> bouncyCastle(() -> new BouncyCastleClient(settings));
        };
    }

    private static TlsContext bouncyCastle(Supplier<TlsContext> end) {
        try {
            return end.get();
        } catch (RuntimeException wrong) {
            throw TlsContext.refused(TlsEngine.BOUNCYCASTLE, wrong);
        }
    }

    /**
     * OpenSSL costs a third of the JDK's engine a handshake and serves the suites it likes; BouncyCastle does all the rest. Both
     * come along with the lab, so that what is served depends on no Java and no policy of its files.
     */
    private static TlsEngine fastest(TlsServerSettings settings) {
        var versions = settings.versions();
        boolean old = versions.contains(TlsVersion.TLS_1_0) || versions.contains(TlsVersion.TLS_1_1);
        var kinds = settings.keyAlgorithms();
        boolean plain = settings.cipherSuites().isEmpty() && (kinds.size() == 1 || kinds.equals(RSA_AND_EC));
        return !old && plain && TlsEngine.OPENSSL.available() ? TlsEngine.OPENSSL : TlsEngine.BOUNCYCASTLE;
    }
}
