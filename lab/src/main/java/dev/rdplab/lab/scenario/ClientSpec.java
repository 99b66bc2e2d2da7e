package dev.rdplab.lab.scenario;

import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.clientsim.Security;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Exchange;
import dev.rdplab.protocol.handshake.client.Delegation;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The client of a scenario.
 *
 * @param mode what it hands over in CredSSP
 * @param credSspVersion the highest TSRequest version it speaks
 * @param domain empty for none
 * @param tlsVersions empty for the profile's own
 * @param tlsEngine empty for the one that fits
 * @param until the stage after which the client leaves; empty for the session
 * @param stay how long it stays there
 * @param exchange what it exchanges with the server instead
 * @param attempts how many connections it makes at most; empty for what the profile does
 * @param deadlines time allowed per stage
 * @param followsRedirects whether it goes where a server sends it
 * @param ntlm what it does of NTLM
 */
public record ClientSpec(
        ClientProfile profile,
        Security security,
        Delegation mode,
        int credSspVersion,
        String domain,
        String user,
        Secret password,
        List<TlsVersion> tlsVersions,
        Optional<TlsEngine> tlsEngine,
        CertificateAnswer certificate,
        Optional<Stage> until,
        Duration stay,
        Optional<Exchange> exchange,
        OptionalInt attempts,
        Deadlines deadlines,
        boolean followsRedirects,
        Ntlm ntlm) {

    /** Time for each stage when a file names none. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(5);

    /** NTLM at the client: its LmCompatibilityLevel, or a policy that forbids it. */
    public enum Ntlm {
        V2,
        /** Responses of version 1: LmCompatibilityLevel 0 to 2. */
        V1,
        /** Forbidden: "Restrict NTLM: Outgoing NTLM traffic". */
        OFF
    }

    public ClientSpec {
        tlsVersions = List.copyOf(tlsVersions);
    }

    /** The same with another TLS engine. */
    public ClientSpec with(TlsEngine engine) {
        return new ClientSpec(
                profile,
                security,
                mode,
                credSspVersion,
                domain,
                user,
                password,
                tlsVersions,
                Optional.of(engine),
                certificate,
                until,
                stay,
                exchange,
                attempts,
                deadlines,
                followsRedirects,
                ntlm);
    }
}
