package dev.rdplab.clientsim;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.handshake.client.Authentication;
import dev.rdplab.protocol.handshake.client.ClientPolicy;
import dev.rdplab.protocol.handshake.client.ClientState;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.client.NtlmAuthentication;
import dev.rdplab.protocol.handshake.client.Redirected;
import dev.rdplab.protocol.share.RedirectionPacket;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.protocol.x224.Routing;
import dev.rdplab.transport.Abandoned;
import dev.rdplab.transport.Connection;
import dev.rdplab.transport.ConnectionListener;
import dev.rdplab.transport.ConnectionReport;
import dev.rdplab.transport.ConnectionSetup;
import dev.rdplab.transport.Connector;
import dev.rdplab.transport.EventLoops;
import dev.rdplab.transport.tls.TlsContext;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs a client: one attempt after the other until one succeeds or the profile gives up. */
public final class RdpClient {

    /** Two brokers may send a client to each other for ever. */
    private static final int MAX_REDIRECTIONS = 5;

    /** At most 15 characters, as a NetBIOS name. */
    private static final String CLIENT_NAME = "RDPLAB-CLIENT";

    private final ClientOptions options;
    private final TlsContext tls;
    private final EventLoops loops;
    private final List<Offer> offers = new ArrayList<>();
    /** Those since the last redirection: each server is tried anew. */
    private final List<Offer> ladder = new ArrayList<>();

    private final List<ConnectionReport> attempts = new ArrayList<>();
    private final CompletableFuture<ClientReport> result = new CompletableFuture<>();
    private InetSocketAddress target;
    private Optional<RedirectionPacket> redirection = Optional.empty();
    private Optional<RedirectionPacket> sentAway = Optional.empty();
    private int redirections;
    private Optional<TlsSession> session = Optional.empty();
    private volatile Connection current;
    private volatile boolean givenUp;

    private RdpClient(ClientOptions options) {
        this(options, TlsContext.of(options.tls()));
    }

    private RdpClient(ClientOptions options, TlsContext tls) {
        this.options = options;
        this.target = options.target();
        this.tls = tls;
        this.loops = loops(options);
    }

    /** A client that waits for a KDC in the middle of a handshake does so on a thread of its own; virtual time waits with it. */
    private EventLoops loops(ClientOptions options) {
        if (options.loops().isVirtual()
                || options.authentication().filter(Authentication::mayBlock).isEmpty()) {
            return options.loops();
        }
        var own = EventLoops.create(1);
        result.whenCompleteAsync((report, failure) -> own.close());
        return own;
    }

    /**
     * Begins to connect. What went wrong is in the report; the result fails only with {@link LogonRefusedException}, when the
     * guard of the options forbids to present the account.
     */
    public static CompletableFuture<ClientReport> start(ClientOptions options) {
        return new RdpClient(options).begin();
    }

    /** The same with a context that many clients share; the TLS settings of {@code options} count for nothing. */
    public static CompletableFuture<ClientReport> start(ClientOptions options, TlsContext tls) {
        return new RdpClient(options, tls).begin();
    }

    /**
     * The same, and gives up when all attempts together have taken too long: what is open is reset, and the ending is a
     * timeout in the stage where it was.
     */
    public static CompletableFuture<ClientReport> start(ClientOptions options, Duration whole) {
        return start(options, TlsContext.of(options.tls()), whole);
    }

    /** The same with a context that many clients share. */
    public static CompletableFuture<ClientReport> start(ClientOptions options, TlsContext tls, Duration whole) {
        var client = new RdpClient(options, tls);
        client.begin();
        var alarm = client.loops.later(whole, client::giveUp);
        client.result.whenComplete((report, failure) -> alarm.cancel(false));
        return client.result;
    }

    /**
     * Connects and waits for the end, which the deadlines bound.
     *
     * @throws LogonRefusedException when the guard of the options forbids to present the account
     */
    public static ClientReport run(ClientOptions options) {
        options.guard().refusal(options.credentials()).ifPresent(refusal -> {
            throw new LogonRefusedException(refusal);
        });
        return options.loops().await(start(options));
    }

    private CompletableFuture<ClientReport> begin() {
        options.guard().turn(options).whenComplete((turn, refused) -> {
            if (refused == null) {
                attempt(options.profile().first(options.security()));
            } else {
                result.completeExceptionally(refused);
            }
        });
        return result;
    }

    private void attempt(Offer offer) {
        offers.add(offer);
        ladder.add(offer);
        int number = offers.size();
        var endpoint = new Endpoint(
                Role.CLIENT,
                number,
                ClientState.initial(policy(offer), options.environment().apply(number)),
                options.prompt() && number == 1
                        ? new CertificatePrompt(options.faults().apply(number))
                        : options.faults().apply(number),
                new Transcript(Role.CLIENT, number),
                options.deadlines());
        if (offer.bareNtlm()) {
            endpoint.note(
                    Transcript.Kind.SIGNAL,
                    "NTLM without SPNEGO: the server refused SPNEGO before anything was presented",
                    options.clock().getAsLong());
        }
        redirection.ifPresent(packet -> endpoint.note(
                Transcript.Kind.SIGNAL,
                "redirected " + Redirected.describe(packet),
                options.clock().getAsLong()));
        var setup = ConnectionSetup.of(endpoint, options.clock())
                .tls(tls)
                .socket(options.socket())
                .listener(new Attempt(options.clock().getAsLong()));
        current = new Connector(loops).connect(target, options.connectTimeout(), setup);
        if (givenUp) {
            current.abort();
        }
    }

    private void giveUp() {
        givenUp = true;
        if (current != null) { // else it still waits for its turn
            current.abort();
        }
    }

    /** What was cut off because all of it took too long is a timeout, however it was cut. */
    private Ending judged(Ending how) {
        if (!givenUp || how.kind() == EndingKind.COMPLETED) {
            return how;
        }
        var late = Outcome.of(EndingKind.TIMEOUT, Role.CLIENT).detail("the client's time was up");
        return new Ending(late, how.stage(), how.lastSent(), how.lastReceived());
    }

    private ClientPolicy policy(Offer offer) {
        var credentials = credentials();
        var plain = options.profile()
                .policy(offer.protocols(), credentials, options.host())
                .withPlainAllowed(options.security() == Security.AUTO || options.security() == Security.RDP)
                .withRouting(routing(credentials))
                .withClientName(CLIENT_NAME)
                .withRedirection(redirection);
        var policy = options.authentication().map(plain::withAuthentication).orElse(plain);
        var chosen = options.adjust().apply(policy);
        var adjusted = options.exchange().map(chosen::withExchange).orElse(chosen);
        return offer.bareNtlm() && adjusted.authentication() instanceof NtlmAuthentication ntlm
                ? adjusted.withAuthentication(ntlm.withoutSpnego())
                : adjusted;
    }

    private Optional<Routing> routing(Credentials credentials) {
        var token = redirection
                .flatMap(packet -> packet.text(RedirectionPacket.Kind.LOAD_BALANCE_INFO))
                .filter(text -> !text.isEmpty());
        if (token.isPresent()) {
            return Optional.of(Routing.of(token.get()));
        }
        var user = credentials.user();
        return user.isEmpty() ? Optional.empty() : Optional.of(new Routing.Cookie(user));
    }

    /** The user's, but for what a redirection says otherwise; an opaque password is for RDSTLS alone. */
    private Credentials credentials() {
        var own = options.credentials();
        if (redirection.isEmpty()) {
            return own;
        }
        var packet = redirection.get();
        boolean opaque = packet.has(RedirectionPacket.LB_PASSWORD_IS_PK_ENCRYPTED);
        return new Credentials(
                packet.text(RedirectionPacket.Kind.DOMAIN).orElse(own.domain()),
                packet.text(RedirectionPacket.Kind.USER_NAME).orElse(own.user()),
                packet.text(RedirectionPacket.Kind.PASSWORD)
                        .filter(password -> !opaque)
                        .map(Secret::of)
                        .orElse(own.password()));
    }

    /** The next connection goes where the server said; by number, so that no name has to be resolved. */
    private void follow(RedirectionPacket packet) {
        redirection = Optional.of(packet);
        redirections++;
        target = packet.target()
                .filter(NetUtil::isValidIpV4Address)
                .map(host -> new InetSocketAddress(host, options.target().getPort()))
                .orElse(target);
        ladder.clear();
        attempt(
                packet.has(RedirectionPacket.LB_PASSWORD_IS_PK_ENCRYPTED)
                        ? Offer.REDIRECTED
                        : options.profile().first(options.security()));
    }

    private void finished(ConnectionReport report) {
        attempts.add(report);
        boolean allowed = options.guard().ended(options, report);
        if (options.prompt() && offers.size() == 1) {
            attempt(offers.get(0));
            return;
        }
        boolean more = allowed && !givenUp && offers.size() < options.maxAttempts();
        if (more && sentAway.isPresent() && options.followsRedirects() && redirections < MAX_REDIRECTIONS) {
            var packet = sentAway.get();
            sentAway = Optional.empty();
            follow(packet);
            return;
        }
        var next = more ? options.profile().next(options.security(), ladder, report.ending()) : Optional.<Offer>empty();
        if (next.isPresent()) {
            attempt(next.get());
        } else {
            options.guard().over(options);
            result.complete(new ClientReport(attempts, session));
        }
    }

    /** Watches one attempt, leaves when it has come far enough, and reports when its socket is closed. */
    private final class Attempt implements ConnectionListener {

        private final long startNanos;
        private Ending ending;
        private long endedNanos;
        private boolean leaving;

        private Attempt(long startNanos) {
            this.startNanos = startNanos;
        }

        @Override
        public void after(Connection connection, Input input) {
            if (input instanceof Input.TlsEstablished established) {
                session = Optional.of(established.session());
            }
            if (connection.endpoint().state() instanceof Redirected redirected) {
                sentAway = Optional.of(redirected.packet());
            }
            var reached = connection.endpoint().stage().compareTo(options.until()) >= 0;
            if (reached && !leaving && connection.endpoint().ending().isEmpty()) {
                leaving = true;
                leave(connection);
            }
        }

        private void leave(Connection connection) {
            if (options.exchange().isPresent() && connection.endpoint().stage() == Stage.ACTIVE) {
                return; // it leaves after the last round
            }
            if (options.stay().isZero()) {
                connection.close();
            } else {
                loops.later(options.stay(), connection::close);
            }
        }

        @Override
        public void ended(Connection connection, Ending how, long nanos) {
            ending = judged(how);
            endedNanos = nanos;
        }

        @Override
        public void closed(Connection connection, long nanos) {
            var how = ending != null ? ending : judged(Abandoned.by(connection.endpoint()));
            finished(ConnectionReport.of(connection, how, startNanos, ending != null ? endedNanos : nanos));
        }
    }
}
