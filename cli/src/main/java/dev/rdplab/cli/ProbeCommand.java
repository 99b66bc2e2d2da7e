package dev.rdplab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.chaos.process.OwnCommand;
import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.LogonGuard;
import dev.rdplab.diagnosis.probe.Probe;
import dev.rdplab.diagnosis.probe.Thorough;
import dev.rdplab.lab.evidence.Distribution;
import dev.rdplab.lab.evidence.EndingSentence;
import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.result.ResultJson;
import dev.rdplab.protocol.Stage;
import dev.rdplab.transport.EventLoops;
import dev.rdplab.words.Durations;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdplab probe}: a handshake with a real server. */
@Command(
        name = "probe",
        description =
                "Performs a handshake with a real server, stage by stage, and reports what failed, likely causes, and what to check next."
                        + " One host, one account, one connection at a time; up to 8 with --idle.",
        mixinStandardHelpOptions = true,
        addMethodSubcommands = RdpLab.METHODS_ARE_COMMANDS,
        footer = {
            "",
            "  rdplab probe server.example",
            "  rdplab probe server.example --thorough",
            "  rdplab probe server.example:3390 --user alice --password-env PW",
            "  rdplab probe 192.0.2.7 --security tls --count 20",
            "  rdplab probe server.example --watch 30s",
            "  rdplab probe server.example --path --idle 10min",
            "",
            "Without --user the probe ends before it would have to log on.",
        })
final class ProbeCommand implements Callable<Integer> {

    private static final int MAX_COUNT = 1_000;
    private static final int MAX_CASES = 20;

    /** Time between two looks where none is given. */
    static final String WATCH = "10s";

    private static final Duration SHORTEST_WATCH = Duration.ofMillis(100);
    private static final Duration LONGEST_WATCH = Duration.ofHours(24);

    private final Terminal terminal;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final AccountOptions account = new AccountOptions();

    @Mixin
    private final HandshakeOptions handshake = new HandshakeOptions();

    @Mixin
    private final KerberosOptions kerberos = new KerberosOptions();

    @Mixin
    private final EvidenceOptions evidence = new EvidenceOptions();

    @Parameters(paramLabel = "HOST[:PORT]", description = "one host, by name or address")
    private String host;

    @Option(names = "--count", paramLabel = "N", description = "run N probes in a row and report times per stage")
    private Integer given;

    private int count = 1;

    @Option(
            names = "--thorough",
            description =
                    "after a failure retry with one thing changed at a time: a second try, another TLS version, without"
                            + " NLA, a smaller ClientHello, small TCP segments, the other addresses of the name; up to "
                            + Thorough.MOST + " more connections, one at a time; an account that was refused is not"
                            + " presented again")
    private boolean thorough;

    @Option(
            names = "--watch",
            arity = "0..1",
            fallbackValue = WATCH,
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "probe again every TIME (" + WATCH + ") until Ctrl-C or --count, one line each, and a"
                    + " line when the result changes; a refused logon ends it")
    private Duration watch;

    @Option(
            names = "--path",
            description =
                    "measure the TCP path instead: segment sizes that pass both ways, round trips, retransmissions,"
                            + " IPv4 beside IPv6; ends with settings for a tunnel; takes up to a minute and makes no logon;"
                            + " with --out writes path.json")
    private boolean path;

    @Option(
            names = "--idle",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description =
                    "with --path: how long a silent connection lives, tried up to TIME (30min at most) with up to 8"
                            + " connections at once")
    private Duration idle;

    @Option(names = "--server-name", paramLabel = "NAME", description = "for TLS and the service principal name")
    private String serverName;

    ProbeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (path || idle != null) {
            return path();
        }
        count = given == null ? 1 : given;
        if (count < 1 || count > MAX_COUNT) {
            throw new UsageException("--count " + count + " is not between 1 and " + MAX_COUNT);
        }
        if (thorough && count > 1) {
            throw new UsageException(
                    "--thorough probes once and then retries with changes, --count probes many times: give only one of them");
        }
        if (watch != null) {
            return watch();
        }
        var options = withTicket(options(Targets.parse(host)));
        var probes = count == 1 ? List.of(one(options)) : many(options);
        boolean good = probes.stream().allMatch(probe -> probe.result().asExpected());
        if (evidence.asked() || !good) {
            evidence.write(terminal, evidence(probes, options));
        }
        return good ? Exit.EXPECTED : Exit.UNEXPECTED;
    }

    private int path() throws InterruptedException {
        if (!path) {
            throw new UsageException("--idle is measured with --path");
        }
        if (thorough || watch != null || given != null || account.given() || kerberos.given()) {
            throw new UsageException(
                    "--path only measures the path: give no account, --count, --thorough or --watch with it");
        }
        if (handshake.socket().proxy().isPresent()) {
            throw new UsageException("--path measures the TCP path to the server itself: give no --proxy with it");
        }
        return new ProbePath(terminal, output, evidence).run(host, Targets.parse(host), idle);
    }

    private int watch() throws InterruptedException {
        if (thorough || evidence.asked()) {
            throw new UsageException("--watch only prints lines: give no --thorough or --out with it");
        }
        if (watch.compareTo(SHORTEST_WATCH) < 0 || watch.compareTo(LONGEST_WATCH) > 0) {
            throw new UsageException("--watch " + Durations.text(watch) + " is not between "
                    + Durations.text(SHORTEST_WATCH) + " and " + Durations.text(LONGEST_WATCH));
        }
        var options = withTicket(options(Targets.parse(host)));
        return new ProbeWatch(terminal, output.paint(terminal), output.json, watch, ProbeCommand::rest)
                .run(() -> look(options), () -> refusal(options), given == null ? Integer.MAX_VALUE : count);
    }

    /** Nothing happens between two looks, so nothing but a signal can end the time early. */
    private static void rest(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    /** One look, its stages shown as they happen. */
    private Probe look(ClientOptions options) {
        if (!terminal.live() || output.quiet) {
            return Probe.of(host, options);
        }
        try (var stages = ProbeStages.begin(terminal)) {
            return Probe.of(host, options.faults(connection -> stages));
        }
    }

    private Hints hints() {
        return Hints.of(host, Targets.parse(host).getHostString(), account.options());
    }

    private Probe one(ClientOptions options) {
        var probe = look(options);
        if (output.json) {
            if (thorough) {
                probe = Thorough.of(probe, options, Thorough.WHOLE, made -> {});
            }
            probe = probe.named();
            OutputOptions.print(terminal, json(probe));
            return probe;
        }
        var text = new ProbeText(terminal, output.paint(terminal), leaving(), hints());
        text.one(probe);
        if (thorough && EndingSentence.isNameless(probe.result().client())) {
            terminal.out().println("no further tries: the name has no address\n");
        } else if (thorough) {
            text.furtherTries();
            probe = Thorough.of(probe, options, Thorough.WHOLE, text::made);
            terminal.out().println();
        }
        probe = probe.named();
        text.verdict(probe);
        return probe;
    }

    private static ObjectNode json(Probe probe) {
        var root = ResultJson.of(probe.result());
        probe.software().ifPresent(software -> root.putObject("software")
                .put("name", software.name())
                .put("confidence", software.confidence().word())
                .put("because", software.because()));
        return root;
    }

    private String leaving() {
        return account.given() || kerberos.given() ? "" : "; no account given, stopped before the logon as intended";
    }

    private List<Probe> many(ClientOptions options) {
        var seen = new ArrayList<Probe>();
        var progress = new ProbeProgress(terminal, output, count);
        for (int i = 0; i < count && refusal(options).isEmpty(); i++) {
            progress.begins(seen);
            var probe = Probe.of(host, options);
            seen.add(probe);
            if (output.json) {
                OutputOptions.print(terminal, json(probe));
            }
        }
        progress.clear();
        var probes = Probe.repeated(seen);
        if (output.json) {
            OutputOptions.print(terminal, ProbeSummary.of(host, count, probes));
        } else {
            new ProbeText(terminal, output.paint(terminal), leaving(), hints()).many(probes);
        }
        if (seen.size() < count) {
            terminal.err()
                    .println("rdplab: stopped after " + seen.size() + " of " + count + " probes: "
                            + refusal(options).orElse("") + "; the account is not presented again, because each refused"
                            + " logon may count towards locking it (--yes-present-again goes on)");
        }
        return probes;
    }

    private static Optional<String> refusal(ClientOptions options) {
        return options.guard().refusal(options.credentials());
    }

    /** The ticket is got once, before the first connection. */
    private ClientOptions withTicket(ClientOptions options) {
        if (!kerberos.given()) {
            return options;
        }
        var authentication = kerberos.authentication(account, options.host(), options.profile(), handshake.timeout);
        if (output.verbose) {
            kerberos.ignored().forEach(line -> terminal.err().println("krb5.conf: no effect: " + line));
        }
        KerberosOptions.complaint(authentication.tickets())
                .ifPresent(complaint -> terminal.err().println(complaint));
        var authenticated = options.authentication(authentication);
        if (account.presentAgain
                || KerberosOptions.refusal(authentication.tickets()).isEmpty()) {
            return authenticated;
        }
        terminal.err()
                .println("rdplab: the password is not presented to the server as well; --yes-present-again does that");
        var last = options.until().compareTo(Stage.CREDSSP) < 0 ? options.until() : Stage.CREDSSP;
        return authenticated.guard(LogonGuard.OFF).until(last); // nothing is left that could be presented
    }

    /** Only failures have a case of their own when there are many; the distribution tells of all. */
    private Evidence evidence(List<Probe> probes, ClientOptions options) {
        var command = OwnCommand.name() + " probe " + host
                + (handshake.security.equals("auto") ? "" : " --security " + handshake.security)
                + (account.given() ? " --user " + account.user : "") + (thorough ? " --thorough" : "")
                + (count > 1 ? " --count " + count : "");
        var cases = probes.stream()
                .filter(probe -> count == 1 || !probe.result().asExpected())
                .limit(MAX_CASES)
                .map(probe -> EvidenceCase.of(
                        probe.result(),
                        command,
                        probe.client(),
                        List.of(options.credentials().password())))
                .toList();
        if (count == 1) {
            ProbeText.facts(probes.get(0).server()).forEach(cases.get(0)::fact);
        }
        return Evidence.of("probe of " + host, command, cases)
                .distributions(
                        count == 1
                                ? List.of()
                                : Distribution.ofStages(
                                        probes.stream().map(Probe::result).toList()));
    }

    private ClientOptions options(InetSocketAddress target) {
        var name = Optional.ofNullable(serverName).orElse(target.getHostString());
        var credentials = account.credentials(kerberos.replacesPassword());
        var options = handshake.of(target, name, credentials, account, account.given() || kerberos.given());
        return options.loops(EventLoops.ofThisThread())
                .socket(handshake.socket().recording());
    }
}
