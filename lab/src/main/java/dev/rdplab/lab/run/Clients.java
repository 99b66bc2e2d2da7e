package dev.rdplab.lab.run;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.lab.scenario.CertificateAnswer;
import dev.rdplab.lab.scenario.ClientSpec;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.client.ClientPolicy;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsVersion;
import dev.rdplab.transport.tls.TrustPolicy;
import java.net.InetSocketAddress;
import java.util.List;

/** Makes a client's options of what a scenario says. */
public final class Clients {

    private Clients() {}

    /** Faults, seed and clock aside. */
    public static ClientOptions options(ClientSpec spec, InetSocketAddress target) {
        var options = ClientOptions.of(target)
                .host(Certificates.HOST)
                .profile(spec.profile())
                .security(spec.security())
                .credentials(new Credentials(spec.domain(), spec.user(), spec.password()))
                .tls(tls(spec))
                .deadlines(spec.deadlines())
                .until(spec.until().orElse(Stage.ACTIVE))
                .stay(spec.stay())
                .prompt(spec.certificate() == CertificateAnswer.PROMPT)
                .adjust(policy -> adjusted(policy, spec));
        var connect = spec.deadlines().of(Stage.CONNECT);
        options = connect.isPresent() ? options.connectTimeout(connect.get()) : options;
        return spec.attempts().isPresent() ? options.maxAttempts(spec.attempts().getAsInt()) : options;
    }

    private static ClientPolicy adjusted(ClientPolicy policy, ClientSpec spec) {
        return policy.withTsRequestVersion(spec.credSspVersion()).withDelegation(spec.mode());
    }

    private static TlsClientSettings tls(ClientSpec spec) {
        var settings = TlsClientSettings.any().serverName(Certificates.HOST);
        if (!spec.tlsVersions().isEmpty()) {
            settings = settings.versions(spec.tlsVersions().toArray(TlsVersion[]::new));
        }
        settings = spec.tlsEngine().map(settings::engine).orElse(settings);
        // No anchor is known to the lab's client: to verify is to reject.
        return spec.certificate() == CertificateAnswer.REJECT
                ? settings.trust(new TrustPolicy.Verify(List.of(), true))
                : settings;
    }
}
