package dev.rdplab.lab.run;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.lab.scenario.CertificateAnswer;
import dev.rdplab.lab.scenario.ClientSpec;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.NtStatus;
import dev.rdplab.protocol.handshake.client.ClientPolicy;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.client.NtlmAuthentication;
import dev.rdplab.protocol.handshake.client.RefusedAuthentication;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsVersion;
import dev.rdplab.transport.tls.TrustPolicy;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Makes a client's options of what a scenario says. */
public final class Clients {

    private Clients() {}

    /** Faults, seed and clock aside. */
    public static ClientOptions options(ClientSpec spec, InetSocketAddress target) {
        return options(spec, target, false);
    }

    /** @param alerts whether it must be able to encrypt alerts that a fault asks for */
    static ClientOptions options(ClientSpec spec, InetSocketAddress target, boolean alerts) {
        var options = ClientOptions.of(target)
                .host(Certificates.HOST)
                .profile(spec.profile())
                .security(spec.security())
                .credentials(new Credentials(spec.domain(), spec.user(), spec.password()))
                .tls(tls(spec, alerts))
                .deadlines(spec.deadlines())
                .until(spec.until().orElse(Stage.ACTIVE))
                .stay(spec.stay())
                .followsRedirects(spec.followsRedirects())
                .prompt(spec.certificate() == CertificateAnswer.PROMPT)
                .adjust(policy -> adjusted(policy, spec));
        var connect = spec.deadlines().of(Stage.CONNECT);
        options = connect.isPresent() ? options.connectTimeout(connect.get()) : options;
        if (spec.exchange().isPresent()) {
            var limit = spec.deadlines().of(Stage.FINALIZATION).orElse(ClientSpec.DEFAULT_DEADLINE);
            options = options.exchange(spec.exchange().get(), limit);
        }
        return spec.attempts().isPresent() ? options.maxAttempts(spec.attempts().getAsInt()) : options;
    }

    private static ClientPolicy adjusted(ClientPolicy policy, ClientSpec spec) {
        return ntlm(policy.withTsRequestVersion(spec.credSspVersion()), spec.ntlm())
                .withDelegation(spec.mode());
    }

    private static ClientPolicy ntlm(ClientPolicy policy, ClientSpec.Ntlm ntlm) {
        if (ntlm == ClientSpec.Ntlm.V2 || !(policy.authentication() instanceof NtlmAuthentication usual)) {
            return policy;
        }
        return policy.withAuthentication(
                ntlm == ClientSpec.Ntlm.V1
                        ? usual.withVersion1()
                        : new RefusedAuthentication(NtStatus.NTLM_BLOCKED, "a policy of the client forbids NTLM"));
    }

    private static TlsClientSettings tls(ClientSpec spec, boolean alerts) {
        var settings = TlsClientSettings.any().serverName(Certificates.HOST);
        if (!spec.tlsVersions().isEmpty()) {
            settings = settings.versions(spec.tlsVersions().toArray(TlsVersion[]::new));
        }
        var engine = spec.tlsEngine().or(() -> alerts ? Optional.of(TlsEngine.BOUNCYCASTLE) : Optional.empty());
        settings = engine.map(settings::engine).orElse(settings);
        // No anchor is known to the lab's client: to verify is to reject.
        return spec.certificate() == CertificateAnswer.REJECT
                ? settings.trust(new TrustPolicy.Verify(List.of(), true))
                : settings;
    }
}
