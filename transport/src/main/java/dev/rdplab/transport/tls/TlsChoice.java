package dev.rdplab.transport.tls;

import java.util.List;
import java.util.Optional;
import java.util.Set;

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
            case BOUNCYCASTLE -> NettyContext.bouncyCastleServer(settings, tuning);
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
        return switch (settings.engine().orElseGet(() -> fitting(settings.versions(), settings.cipherSuites()))) {
            case JDK -> JdkContext.client(tuning, settings.trust());
            case OPENSSL -> NettyContext.openSslClient(tuning, settings.trust());
            case BOUNCYCASTLE -> bouncyCastle(settings, tuning);
        };
    }

    private static TlsContext bouncyCastle(TlsClientSettings settings, EngineSettings tuning) {
        if (settings.trust() instanceof TrustPolicy.Verify) {
            return NettyContext.bouncyCastleClient(tuning, settings.trust());
        }
        try {
            return new BouncyCastleClient(settings);
        } catch (RuntimeException wrong) {
            throw TlsContext.refused(TlsEngine.BOUNCYCASTLE, wrong);
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
}
