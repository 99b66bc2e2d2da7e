package dev.rdplab.transport.tls;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/**
 * The JDK's engine for a client, taken without Netty's context around it: that one first reads every authority the JDK knows,
 * which costs a program that makes one handshake more than the handshake.
 */
final class JdkClient {

    private final SSLContext context;
    private final String[] protocols;
    private final String[] suites;

    private final boolean hostName;

    private JdkClient(SSLContext context, String[] protocols, String[] suites, boolean hostName) {
        this.context = context;
        this.hostName = hostName;
        this.protocols = protocols;
        this.suites = suites;
    }

    /** @throws IllegalArgumentException when the JDK does not know a suite of the settings */
    static JdkClient of(EngineSettings tuning, TrustPolicy trust) throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {Trust.of(trust)}, null);
        var suites = tuning.cipherSuites();
        if (suites.isEmpty()) {
            var enabled = Arrays.asList(context.createSSLEngine().getEnabledCipherSuites());
            suites = TlsClientSettings.SUITES.stream().filter(enabled::contains).toList();
        }
        return new JdkClient(
                context, tuning.protocols().toArray(String[]::new), suites.toArray(String[]::new), tuning.hostName());
    }

    /** @param host looked for in the certificate; empty when its name does not matter */
    SSLEngine newEngine(Optional<String> host) {
        var engine = host.map(name -> context.createSSLEngine(name, 3389)).orElseGet(context::createSSLEngine);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(protocols);
        engine.setEnabledCipherSuites(suites);
        if (hostName) {
            var parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        return engine;
    }
}
