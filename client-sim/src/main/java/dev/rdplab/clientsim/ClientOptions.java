package dev.rdplab.clientsim;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.client.Authentication;
import dev.rdplab.protocol.handshake.client.ClientPolicy;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.transport.EventLoops;
import dev.rdplab.transport.SystemEnvironment;
import dev.rdplab.transport.tls.TlsClientSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * How a client runs.
 *
 * @param host the server's name as the user gave it: for the service principal name and the cookie
 * @param authentication empty for NTLM in the profile's manner
 * @param adjust changes the policy of every attempt, for what the profile does not say
 * @param connectTimeout for TCP
 * @param deadlines how long each stage may take; they bound the whole run
 * @param until the client leaves when it has reached this stage
 * @param faults by the number of the attempt
 * @param environment nonces and time, by the number of the attempt
 * @param maxAttempts bound of the retries
 */
public record ClientOptions(
        InetSocketAddress target,
        String host,
        ClientProfile profile,
        Security security,
        Credentials credentials,
        Optional<Authentication> authentication,
        UnaryOperator<ClientPolicy> adjust,
        TlsClientSettings tls,
        Duration connectTimeout,
        Deadlines deadlines,
        Stage until,
        IntFunction<Interceptor> faults,
        IntFunction<Environment> environment,
        LongSupplier clock,
        EventLoops loops,
        int maxAttempts) {

    /** FreeRDP's time for a TCP connection. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

    public static final Deadlines DEADLINES = Deadlines.each(Duration.ofSeconds(15));

    /** As many as the longest ladder has rungs. */
    public static final int MAX_ATTEMPTS = 4;

    /** Like mstsc, any certificate, up to the session, with time and nonces of the system. */
    public static ClientOptions of(InetSocketAddress target) {
        long start = System.nanoTime();
        return new ClientOptions(
                target,
                target.getHostString(),
                ClientProfile.MSTSC,
                Security.AUTO,
                Credentials.NONE,
                Optional.empty(),
                UnaryOperator.identity(),
                TlsClientSettings.any(),
                CONNECT_TIMEOUT,
                DEADLINES,
                Stage.ACTIVE,
                attempt -> Interceptor.NONE,
                attempt -> SystemEnvironment.now(),
                () -> System.nanoTime() - start,
                EventLoops.shared(),
                MAX_ATTEMPTS);
    }

    public ClientOptions host(String changed) {
        return new ClientOptions(
                target,
                changed,
                profile,
                security,
                credentials,
                authentication,
                adjust,
                tls,
                connectTimeout,
                deadlines,
                until,
                faults,
                environment,
                clock,
                loops,
                maxAttempts);
    }

    public ClientOptions profile(ClientProfile changed) {
        return new ClientOptions(
                target,
                host,
                changed,
                security,
                credentials,
                authentication,
                adjust,
                tls,
                connectTimeout,
                deadlines,
                until,
                faults,
                environment,
                clock,
                loops,
                maxAttempts);
    }

    public ClientOptions security(Security changed) {
        return new ClientOptions(
                target,
                host,
                profile,
                changed,
                credentials,
                authentication,
                adjust,
                tls,
                connectTimeout,
                deadlines,
                until,
                faults,
                environment,
                clock,
                loops,
                maxAttempts);
    }

    public ClientOptions credentials(Credentials changed) {
        return new ClientOptions(
                target,
                host,
                profile,
                security,
                changed,
                authentication,
                adjust,
                tls,
                connectTimeout,
                deadlines,
                until,
                faults,
                environment,
                clock,
                loops,
                maxAttempts);
    }

    public ClientOptions authentication(Authentication changed) {
        return new ClientOptions(
                target,
                host,
                profile,
                security,
                credentials,
                Optional.of(changed),
                adjust,
                tls,
                connectTimeout,
                deadlines,
                until,
                faults,
                environment,
                clock,
                loops,
                maxAttempts);
    }

    public ClientOptions adjust(UnaryOperator<ClientPolicy> changed) {
        return new ClientOptions(
                target,
                host,
                profile,
                security,
                credentials,
                authentication,
                changed,
                tls,
                connectTimeout,
                deadlines,
                until,
                faults,
                environment,
                clock,
                loops,
                maxAttempts);
    }

    public ClientOptions tls(TlsClientSettings changed) {
        return new ClientOptions(
                target,
                host,
                profile,
                security,
                credentials,
                authentication,
                adjust,
                changed,
                connectTimeout,
                deadlines,
                until,
                faults,
                environment,
                clock,
                loops,
                maxAttempts);
    }

    public ClientOptions connectTimeout(Duration changed) {
        return new ClientOptions(
                target,
                host,
                profile,
                security,
                credentials,
                authentication,
                adjust,
                tls,
                changed,
                deadlines,
                until,
                faults,
                environment,
                clock,
                loops,
                maxAttempts);
    }

    public ClientOptions deadlines(Deadlines changed) {
        return new ClientOptions(
                target,
                host,
                profile,
                security,
                credentials,
                authentication,
                adjust,
                tls,
                connectTimeout,
                changed,
                until,
                faults,
                environment,
                clock,
                loops,
                maxAttempts);
    }

    public ClientOptions until(Stage changed) {
        return new ClientOptions(
                target,
                host,
                profile,
                security,
                credentials,
                authentication,
                adjust,
                tls,
                connectTimeout,
                deadlines,
                changed,
                faults,
                environment,
                clock,
                loops,
                maxAttempts);
    }

    public ClientOptions faults(IntFunction<Interceptor> changed) {
        return new ClientOptions(
                target,
                host,
                profile,
                security,
                credentials,
                authentication,
                adjust,
                tls,
                connectTimeout,
                deadlines,
                until,
                changed,
                environment,
                clock,
                loops,
                maxAttempts);
    }

    public ClientOptions environment(IntFunction<Environment> changed) {
        return new ClientOptions(
                target,
                host,
                profile,
                security,
                credentials,
                authentication,
                adjust,
                tls,
                connectTimeout,
                deadlines,
                until,
                faults,
                changed,
                clock,
                loops,
                maxAttempts);
    }

    public ClientOptions clock(LongSupplier changed) {
        return new ClientOptions(
                target,
                host,
                profile,
                security,
                credentials,
                authentication,
                adjust,
                tls,
                connectTimeout,
                deadlines,
                until,
                faults,
                environment,
                changed,
                loops,
                maxAttempts);
    }

    public ClientOptions loops(EventLoops changed) {
        return new ClientOptions(
                target,
                host,
                profile,
                security,
                credentials,
                authentication,
                adjust,
                tls,
                connectTimeout,
                deadlines,
                until,
                faults,
                environment,
                clock,
                changed,
                maxAttempts);
    }

    public ClientOptions maxAttempts(int changed) {
        return new ClientOptions(
                target,
                host,
                profile,
                security,
                credentials,
                authentication,
                adjust,
                tls,
                connectTimeout,
                deadlines,
                until,
                faults,
                environment,
                clock,
                loops,
                changed);
    }
}
