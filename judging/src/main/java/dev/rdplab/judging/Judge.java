package dev.rdplab.judging;

import dev.rdplab.chaos.process.ScratchFolder;
import dev.rdplab.clientsim.Security;
import dev.rdplab.experiments.run.SweptNetwork;
import dev.rdplab.experiments.sweep.SweptPath;
import dev.rdplab.lab.run.Certificates;
import dev.rdplab.lab.run.Playbook;
import dev.rdplab.lab.run.PlayedConnection;
import dev.rdplab.lab.run.ScenarioServer;
import dev.rdplab.lab.run.ScenarioServerOptions;
import dev.rdplab.lab.run.ServedRealm;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Stage;
import dev.rdplab.transport.ConnectionReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs one program against scenarios. Each run has a server, a HOME and a Kerberos configuration of its own. */
public final class Judge {

    /** How long the server may take to notice that the program has gone. */
    private static final Duration SETTLE = Duration.ofSeconds(3);

    /** What shells and the like exit with when there is no such program. */
    private static final int NOT_FOUND = 127;

    /** How long a client has to show its dialog, or to connect once more. */
    private static final Duration DIALOG = Duration.ofSeconds(5);

    /** A session that has stood so long stands. */
    private static final Duration STANDING = Duration.ofSeconds(2);

    /** Names no Kerberos server but a closed loopback port and forbids DNS, so that no look-up leaves the machine. */
    private static final String KRB5_CONF =
            """
            [libdefaults]
              default_realm = LAB.EXAMPLE
              dns_lookup_kdc = false
              dns_lookup_realm = false
              dns_canonicalize_hostname = false
              rdns = false
            [realms]
              LAB.EXAMPLE = {
                kdc = 127.0.0.1:1
              }
            """;

    private final ProgramCommand command;
    private final ExpectationFile expectations;
    private final Map<String, String> environment;
    private final long seed;
    private final Map<String, String> path;
    private final List<Observer> observers;

    /** @param environment added to the caller's and the file's */
    public Judge(ProgramCommand command, ExpectationFile expectations, Map<String, String> environment, long seed) {
        this(command, expectations, environment, seed, Map.of(), List.of());
    }

    private Judge(
            ProgramCommand command,
            ExpectationFile expectations,
            Map<String, String> environment,
            long seed,
            Map<String, String> path,
            List<Observer> observers) {
        this.command = command;
        this.expectations = expectations;
        this.environment = Map.copyOf(environment);
        this.seed = seed;
        this.path = Map.copyOf(path);
        this.observers = List.copyOf(observers);
    }

    /** The program at one end of a packet link and the server at the other. @param settings see {@link SweptPath#checked} */
    public Judge over(Map<String, String> settings) {
        return new Judge(command, expectations, environment, seed, settings, observers);
    }

    /** The same with what says what the program showed. It is ended some seconds after a connection is over. */
    public Judge observed(List<Observer> by) {
        return new Judge(command, expectations, environment, seed, path, by);
    }

    /**
     * Runs the program once.
     *
     * @throws IOException when it cannot be started, or no port is free
     */
    public Judgement judge(Scenario scenario) throws IOException, InterruptedException {
        var started = command.resolved(variables());
        var not = Playbook.unplayable(scenario)
                .or(() -> expectations.skipped(scenario))
                .or(() -> notOverAPath(scenario));
        if (not.isPresent()) {
            return new Judgement(scenario, Judgement.Kind.SKIPPED, not.get(), Optional.empty(), List.of());
        }
        var standing = new CompletableFuture<Void>();
        var options = ScenarioServerOptions.DEFAULT.seed(seed);
        if (!observers.isEmpty()) {
            options = options.finished(played -> over(standing));
        }
        if (!observers.isEmpty() || expectations.of(scenario).how() == Expected.How.SESSION) {
            options = options.active(
                    number -> standing.completeOnTimeout(null, STANDING.toMillis(), TimeUnit.MILLISECONDS));
        }
        try (var scratch = ScratchFolder.create("judge");
                var network = SweptNetwork.open(path, seed);
                var server = start(scenario, options, network, observers.isEmpty() || !path.isEmpty())) {
            var folder = scratch.path();
            network.impair();
            var values = values(scenario, server, folder);
            var began = Instant.now();
            ProgramRun.Ended ended;
            Optional<String> shown;
            try {
                for (Observer observer : observers) {
                    observer.begin(values);
                }
                ended = ProgramRun.of(
                        network.client().command(started.with(values)),
                        environment(server, folder),
                        folder,
                        expectations.answer(),
                        expectations.limit(),
                        standing);
                shown = shown(began);
            } finally {
                for (Observer observer : observers) {
                    observer.end(values);
                }
            }
            server.awaitIdle(SETTLE);
            var reports = server.finished().stream()
                    .map(PlayedConnection::report)
                    .sorted(Comparator.comparingInt(ConnectionReport::number))
                    .toList();
            boolean session = reports.stream().anyMatch(r -> r.ending().stage() == Stage.ACTIVE);
            var outcome = new Outcome(ended.exit(), (int) server.accepted(), session, ended.output(), ended.took());
            return judged(scenario, outcome, reports)
                    .numbers(
                            shown.or(() -> observers.isEmpty() || !session ? Optional.empty() : Optional.of("session")))
                    .remarks(server.finished().stream()
                            .collect(Collectors.toMap(PlayedConnection::number, PlayedConnection::remarks)));
        }
    }

    /** Some seconds after a connection is over, unless the program has made another: its dialog is open now. */
    private void over(CompletableFuture<Void> standing) {
        CompletableFuture.delayedExecutor(DIALOG.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    synchronized (standing) {
                        if (!standing.isDone()) {
                            observers.forEach(Observer::over);
                            standing.complete(null);
                        }
                    }
                });
    }

    private Optional<String> shown(Instant began) throws IOException, InterruptedException {
        for (Observer observer : observers) {
            var shown = observer.shown(began);
            if (shown.isPresent()) {
                return shown;
            }
        }
        return Optional.empty();
    }

    /** Whether the program must have come to the server, though no number of connections is expected. */
    private static boolean needsConnection(Scenario scenario, Expected expected) {
        return scenario.expect().stage() != Stage.CONNECT
                && expected.connections().isEmpty();
    }

    /** What is made on the loopback cannot be reached from the other end of a link. */
    private Optional<String> notOverAPath(Scenario scenario) {
        var listen = scenario.server().listen();
        boolean loopback = scenario.kerberos().isPresent()
                || !scenario.link().needsNoProxy()
                || listen.refuse()
                || !listen.delay().isZero();
        return !path.isEmpty() && loopback
                ? Optional.of(scenario.path() + " needs the loopback, and here is a path of packets")
                : Optional.empty();
    }

    /** @param usual false for 127.0.0.2: mstsc refuses 127.0.0.1 as the console's own session */
    private static ScenarioServer start(
            Scenario scenario, ScenarioServerOptions options, SweptNetwork network, boolean usual) throws IOException {
        var at = usual ? new InetSocketAddress(network.serverAddress(), 0) : new InetSocketAddress("127.0.0.2", 0);
        try {
            return network.server()
                    .call(() ->
                            ScenarioServer.start(scenario, options.listen(at).loops(network.serverLoops())));
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private Judgement judged(Scenario scenario, Outcome outcome, List<ConnectionReport> reports) throws IOException {
        if (outcome.exit().equals(OptionalInt.of(ExpectationFile.UNIMPLEMENTED))) {
            return new Judgement(scenario, Judgement.Kind.UNIMPLEMENTED, "it says so", Optional.of(outcome), reports);
        }
        var expected = expectations.of(scenario);
        var differences = new ArrayList<>(expected.differences(outcome));
        if (outcome.connections() == 0 && needsConnection(scenario, expected)) {
            if (outcome.exit().equals(OptionalInt.of(NOT_FOUND))) {
                throw new IOException("cannot start " + command.program() + ": exit 127"
                        + outcome.output().lines().map(line -> ", " + line).reduce("", (before, last) -> last));
            }
            differences.add(0, "never connected");
        }
        if (!differences.isEmpty()) {
            String explanation = String.join("; ", differences) + " (expected by " + expected.source() + ")";
            return new Judgement(scenario, Judgement.Kind.FAIL, explanation, Optional.of(outcome), reports);
        }
        var kind = expected.reason().isPresent() ? Judgement.Kind.EXPECTED_FAILURE : Judgement.Kind.PASS;
        return new Judgement(scenario, kind, expected.reason().orElse(""), Optional.of(outcome), reports);
    }

    private static Map<String, String> values(Scenario scenario, ScenarioServer server, Path folder)
            throws IOException {
        var values = new HashMap<String, String>();
        var address = server.address();
        values.put("host", address.getAddress().getHostAddress());
        values.put("port", Integer.toString(address.getPort()));
        values.put("scenario", scenario.path());
        values.put("user", scenario.client().user());
        values.put("packages", "!kerberos");
        server.realm().ifPresent(realm -> {
            values.put("host", realm.host());
            values.put("domain", realm.name());
            values.put("packages", realm.ntlm() ? "kerberos,ntlm" : "!ntlm");
        });
        String password = server.realm()
                .map(ServedRealm::password)
                .orElse(scenario.client().password())
                .reveal();
        values.put("password", password);
        values.put("password-file", write(folder.resolve("password"), password + "\n"));
        values.put("rdp-file", RdpFile.write(folder.resolve("lab.rdp"), values).toString());
        values.put("certificate", write(folder.resolve("server.pem"), pem(scenario)));
        if (scenario.client().security() != Security.AUTO) {
            values.put("security", scenario.client().security().word());
        }
        return values;
    }

    private Map<String, String> variables() {
        var all = new HashMap<>(System.getenv());
        all.putAll(expectations.environment());
        all.putAll(environment);
        return all;
    }

    private Map<String, String> environment(ScenarioServer server, Path folder) throws IOException {
        var all = new HashMap<String, String>();
        all.put("HOME", folder.toString());
        all.put("KRB5_CONFIG", write(folder.resolve("krb5.conf"), KRB5_CONF));
        all.put("KRB5CCNAME", folder.resolve("krb5cc").toString());
        server.realm().ifPresent(realm -> all.putAll(realm.environment()));
        all.put("LC_ALL", "C.UTF-8");
        all.putAll(expectations.environment());
        all.putAll(environment);
        return all;
    }

    private static String pem(Scenario scenario) {
        try {
            var certificate = Certificates.of(scenario.server().tls().certificate())
                    .chain()
                    .get(0);
            var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String write(Path file, String text) throws IOException {
        return Files.writeString(file, text).toString();
    }
}
