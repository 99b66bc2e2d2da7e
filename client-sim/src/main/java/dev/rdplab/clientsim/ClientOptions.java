package dev.rdplab.clientsim;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.Exchange;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.client.Authentication;
import dev.rdplab.protocol.handshake.client.ClientPolicy;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.transport.EventLoops;
import dev.rdplab.transport.SocketSettings;
import dev.rdplab.transport.SystemEnvironment;
import dev.rdplab.transport.tls.TlsClientSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * How a client runs. A value: every change gives another one and leaves this one as it was, so one can be shared and
 * varied.
 */
public final class ClientOptions implements Cloneable {

    /** FreeRDP's time for a TCP connection. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

    public static final Deadlines DEADLINES = Deadlines.each(Duration.ofSeconds(15));

    /** As many as the longest ladder has rungs. */
    public static final int MAX_ATTEMPTS = 4;

    // Written in the constructor and, in with(), on a copy that is not shared yet.
    private InetSocketAddress target;
    private String host;
    private ClientProfile profile = ClientProfile.MSTSC;
    private Security security = Security.AUTO;
    private Credentials credentials = Credentials.NONE;
    private Optional<Authentication> authentication = Optional.empty();
    private UnaryOperator<ClientPolicy> adjust = policy -> policy;
    private TlsClientSettings tls = TlsClientSettings.any();
    private Duration connectTimeout = CONNECT_TIMEOUT;
    private Deadlines deadlines = DEADLINES;
    private Stage until = Stage.ACTIVE;
    private Duration stay = Duration.ZERO;
    private Optional<Exchange> exchange = Optional.empty();
    private boolean prompt;
    private boolean followsRedirects = true;
    private IntFunction<Interceptor> faults = attempt -> Interceptor.NONE;
    private IntFunction<Environment> environment = attempt -> SystemEnvironment.now();
    private LongSupplier clock;
    private EventLoops loops; // null for the shared ones, which are made when first asked for
    private int maxAttempts = MAX_ATTEMPTS;
    private SocketSettings socket = SocketSettings.DEFAULT;
    private LogonGuard guard = LogonGuard.OFF;

    private ClientOptions(InetSocketAddress target) {
        long start = System.nanoTime();
        this.target = target;
        this.host = target.getHostString();
        this.clock = () -> System.nanoTime() - start;
    }

    /** Like mstsc, any certificate, up to the session, with time and nonces of the system. */
    public static ClientOptions of(InetSocketAddress target) {
        return new ClientOptions(target);
    }

    private ClientOptions with(Consumer<ClientOptions> change) {
        try {
            var copy = (ClientOptions) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The host name stays what it was. */
    public ClientOptions target(InetSocketAddress changed) {
        return with(options -> options.target = changed);
    }

    /** The server's name as the user gave it: for the service principal name and the cookie. */
    public ClientOptions host(String changed) {
        return with(options -> options.host = changed);
    }

    public ClientOptions profile(ClientProfile changed) {
        return with(options -> options.profile = changed);
    }

    public ClientOptions security(Security changed) {
        return with(options -> options.security = changed);
    }

    public ClientOptions credentials(Credentials changed) {
        return with(options -> options.credentials = changed);
    }

    /** NTLM in the profile's manner where nothing else is set. */
    public ClientOptions authentication(Authentication changed) {
        return with(options -> options.authentication = Optional.of(changed));
    }

    /** Changes the policy of every attempt, for what the profile does not say. */
    public ClientOptions adjust(UnaryOperator<ClientPolicy> changed) {
        return with(options -> options.adjust = changed);
    }

    public ClientOptions tls(TlsClientSettings changed) {
        return with(options -> options.tls = changed);
    }

    /** Limit for the TCP connect. */
    public ClientOptions connectTimeout(Duration changed) {
        return with(options -> options.connectTimeout = changed);
    }

    /** How long each stage may take; they bound the whole run. */
    public ClientOptions deadlines(Deadlines changed) {
        return with(options -> options.deadlines = changed);
    }

    /** The client leaves when it has reached this stage. */
    public ClientOptions until(Stage changed) {
        return with(options -> options.until = changed);
    }

    /** How long it stays in that stage. */
    public ClientOptions stay(Duration changed) {
        return with(options -> options.stay = changed);
    }

    /**
     * What it exchanges with a server of the lab once the session is up, instead of staying.
     *
     * @param limit for all rounds together, the time between them not counted; beyond it the ending is a timeout in stage active
     */
    public ClientOptions exchange(Exchange data, Duration limit) {
        var whole = data.every().multipliedBy(data.rounds()).plus(limit);
        return with(options -> {
            options.exchange = Optional.of(data);
            options.deadlines = options.deadlines.with(Stage.ACTIVE, whole);
        });
    }

    /** Whether the first connection is dropped once TLS is up, as if the user were asked about the certificate. */
    public ClientOptions prompt(boolean changed) {
        return with(options -> options.prompt = changed);
    }

    /** The faults of each attempt, by its number. */
    public ClientOptions faults(IntFunction<Interceptor> changed) {
        return with(options -> options.faults = changed);
    }

    /** Nonces and time, by the number of the attempt. */
    public ClientOptions environment(IntFunction<Environment> changed) {
        return with(options -> options.environment = changed);
    }

    public ClientOptions clock(LongSupplier changed) {
        return with(options -> options.clock = changed);
    }

    public ClientOptions loops(EventLoops changed) {
        return with(options -> options.loops = changed);
    }

    /** The most attempts, the first one included. */
    public ClientOptions maxAttempts(int changed) {
        return with(options -> options.maxAttempts = changed);
    }

    /** Socket options of every attempt. */
    public ClientOptions socket(SocketSettings changed) {
        return with(options -> options.socket = changed);
    }

    /** Whether the account may be presented after it was refused; {@link LogonGuard#OFF} unless set. */
    public ClientOptions guard(LogonGuard changed) {
        return with(options -> options.guard = changed);
    }

    /** Returns options that present no account: without credentials, and left at CredSSP at the latest. */
    public ClientOptions withoutAccount() {
        return with(options -> {
            options.credentials = Credentials.NONE;
            options.authentication = Optional.empty();
            options.until = options.until.compareTo(Stage.CREDSSP) < 0 ? options.until : Stage.CREDSSP;
        });
    }

    public InetSocketAddress target() {
        return target;
    }

    public String host() {
        return host;
    }

    public ClientProfile profile() {
        return profile;
    }

    public Security security() {
        return security;
    }

    public Credentials credentials() {
        return credentials;
    }

    public Optional<Authentication> authentication() {
        return authentication;
    }

    public UnaryOperator<ClientPolicy> adjust() {
        return adjust;
    }

    public TlsClientSettings tls() {
        return tls;
    }

    public Duration connectTimeout() {
        return connectTimeout;
    }

    public Deadlines deadlines() {
        return deadlines;
    }

    public Stage until() {
        return until;
    }

    public Duration stay() {
        return stay;
    }

    public Optional<Exchange> exchange() {
        return exchange;
    }

    /** Whether the client goes where a server sends it; it goes to numeric addresses and to the one it came from. */
    public ClientOptions followsRedirects(boolean changed) {
        return with(options -> options.followsRedirects = changed);
    }

    public boolean followsRedirects() {
        return followsRedirects;
    }

    public boolean prompt() {
        return prompt;
    }

    public IntFunction<Interceptor> faults() {
        return faults;
    }

    public IntFunction<Environment> environment() {
        return environment;
    }

    public LongSupplier clock() {
        return clock;
    }

    public EventLoops loops() {
        return loops != null ? loops : EventLoops.shared();
    }

    public int maxAttempts() {
        return maxAttempts;
    }

    public SocketSettings socket() {
        return socket;
    }

    public LogonGuard guard() {
        return guard;
    }
}
