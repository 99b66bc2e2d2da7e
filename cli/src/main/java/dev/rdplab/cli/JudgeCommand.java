package dev.rdplab.cli;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.clientsim.LogonGuard;
import dev.rdplab.experiments.sweep.SweptPath;
import dev.rdplab.judging.ExpectationFile;
import dev.rdplab.judging.ExpectationRecord;
import dev.rdplab.judging.Judge;
import dev.rdplab.judging.Judgement;
import dev.rdplab.judging.JudgementXml;
import dev.rdplab.judging.MstscObservers;
import dev.rdplab.judging.Observer;
import dev.rdplab.judging.OwnClient;
import dev.rdplab.judging.ProgramCommand;
import dev.rdplab.judging.Question;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.packetlinks.PacketLab;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rdplab judge}: another client against the catalogue, or rdplab's client against another server. */
@Command(
        name = "judge",
        description =
                "Starts a client once for every scenario against the fake server and compares what it does with what"
                        + " is expected of it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  rdplab judge --program xfreerdp --scenarios 'tls/*'",
            "  rdplab judge --client 'myclient {host}:{port} --user {user}' \\",
            "      --expectations myclient.yaml --junit judge.xml",
            "  rdplab judge --program xfreerdp3 --scenarios 'tls/*' --path rtt=60ms,loss=5%%",
            "  rdplab judge --server 192.0.2.7:3389 --scenarios 'active/session-tls'",
            "",
            "Placeholders: {host} {port} {user} {password} {password-file} {certificate} {security} {scenario}, and"
                    + " for",
            "kerberos/* {domain} and {packages} (what FreeRDP's /auth-pkg-list takes). An argument with {security} or"
                    + " {domain}",
            "is left out where the scenario says none. KRB5_CONFIG and KRB5CCNAME lead to the scenario's realm, or to"
                    + " none.",
            "The password is the lab's own, no secret.",
            "A program that cannot do what a scenario needs exits with 89. Without an expectation it must fail"
                    + " where",
            "the scenario does, and have a session where nothing goes wrong.",
        })
final class JudgeCommand implements Callable<Integer> {

    private static final int MOST_REPETITIONS = 10_000;
    private static final List<Program> KNOWN = List.of(Program.XFREERDP, Program.XFREERDP3, Program.RDESKTOP);

    private final Terminal terminal;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--client",
            paramLabel = "COMMAND",
            description = "the program and its arguments, with placeholders")
    private String client;

    @Option(
            names = "--program",
            paramLabel = "NAME",
            description =
                    "expectations that come with the lab: xfreerdp, xfreerdp3 or rdesktop, or mstsc on Windows; without --client its"
                            + " command too")
    private String program;

    @Option(names = "--expectations", paramLabel = "FILE", description = "expectations of your own")
    private Path expectations;

    @Option(
            names = "--server",
            paramLabel = "HOST:PORT",
            description = "test this server with rdplab's own client instead")
    private String server;

    @Option(
            names = "--yes-present-again",
            description = "with --server: go on after a refused logon; each further try may count towards locking the"
                    + " account")
    private boolean presentAgain;

    @Option(
            names = "--scenarios",
            paramLabel = "PATTERN",
            split = ",",
            description = "names or patterns such as 'tls/*'; all if not given")
    private List<String> scenarios = List.of();

    @Option(names = "--env", paramLabel = "NAME=VALUE", description = "set an environment variable of the program")
    private Map<String, String> environment = Map.of();

    @Option(
            names = "--path",
            paramLabel = "SETTING=VALUE",
            split = ",",
            description = "program and server at the two ends of a packet link: settings of a sweep's grid, such as"
                    + " rtt=60ms,loss=5%%,tunnel=wireguard")
    private Map<String, String> path = Map.of();

    @Option(
            names = "--limit",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "how long the program may take for a scenario; else as its expectations say, or 12s")
    private Duration limit;

    @Option(names = "--jobs", paramLabel = "N", description = "how many programs to run at a time (${DEFAULT-VALUE})")
    private int jobs = 1;

    @Option(names = "--seed", paramLabel = "N", description = "seed of faults (${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--repeat-until-failure",
            arity = "0..1",
            fallbackValue = "" + MOST_REPETITIONS,
            paramLabel = "MOST",
            description = "repeat until something is not as expected, at most MOST rounds (" + MOST_REPETITIONS + ")")
    private int repetitions = 1;

    @Option(names = "--junit", paramLabel = "FILE", description = "write the last round as JUnit XML")
    private Path junit;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "write what the program did as an expectation file, with version and date")
    private Path record;

    @Option(
            names = "--unattended",
            description = "with --program mstsc: never ask for the numbers of its dialog; only its event log is read")
    private boolean unattended;

    @Option(
            names = "--program-version",
            paramLabel = "TEXT",
            description = "the program's version, for --record (${DEFAULT-VALUE})")
    private String programVersion = "unknown";

    JudgeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private interface Trial {
        Judgement of(Scenario scenario) throws IOException, InterruptedException;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (jobs < 1 || jobs > 64) {
            throw new UsageException("--jobs " + jobs + " is not between 1 and 64");
        }
        if (repetitions < 1 || repetitions > MOST_REPETITIONS) {
            throw new UsageException(
                    "--repeat-until-failure " + repetitions + " is not between 1 and " + MOST_REPETITIONS);
        }
        if (record != null && server != null) {
            throw new UsageException("--record is about a client: give no --server with it");
        }
        boolean mstsc = Program.MSTSC.word().equals(program);
        if (mstsc && !System.getProperty("os.name").startsWith("Windows")) {
            throw new CannotRunException("mstsc runs on Windows only, this is " + System.getProperty("os.name")
                    + "; docs/measuring-mstsc.md says how to measure it");
        }
        var chosen = ScenariosCommand.chosen(scenarios);
        if (mstsc && scenarios.isEmpty()) {
            chosen = chosen.stream().filter(MstscObservers::wanted).toList();
        }
        var file = file();
        Trial trial = server == null ? judge(file)::judge : ownClient()::judge;
        List<Judgement> round = List.of();
        for (int i = 1; i <= repetitions; i++) {
            round = round(trial, chosen);
            boolean good = round.stream().allMatch(Judgement::good);
            if (!good || i == repetitions) {
                break;
            }
            if (!output.quiet) {
                terminal.err().println("round " + i + ": all as expected");
                terminal.err().flush();
            }
        }
        new JudgedRound(terminal, output).print(round);
        if (junit != null) {
            write(junit, JudgementXml.of(server == null ? file.name() : "server", round));
        }
        if (record != null) {
            record(file, round);
        }
        if (round.stream().allMatch(judgement -> judgement.kind() == Judgement.Kind.SKIPPED)) {
            terminal.err()
                    .println("rdplab: nothing was judged: "
                            + (round.size() == 1
                                    ? "the scenario was skipped"
                                    : "all " + round.size() + " scenarios were skipped"));
            return Exit.UNEXPECTED;
        }
        return round.stream().allMatch(Judgement::good) ? Exit.EXPECTED : Exit.UNEXPECTED;
    }

    private OwnClient ownClient() {
        return OwnClient.against(Targets.parse(server), seed, presentAgain ? LogonGuard.OFF : LogonGuard.create());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CannotRunException("cannot write " + file + ": " + Reason.of(e));
        }
    }

    private void record(ExpectationFile file, List<Judgement> round) {
        try {
            String command = client != null ? client : file.command().orElse("");
            ExpectationRecord.write(
                    record, file.name(), file.program(), command, programVersion, LocalDate.now(), round);
        } catch (IOException e) {
            throw new CannotRunException("--record: " + record + " cannot be written");
        }
    }

    private List<Judgement> round(Trial trial, List<Scenario> chosen) throws InterruptedException {
        var pool = Executors.newFixedThreadPool(jobs);
        try {
            var running = new ArrayList<Future<Judgement>>();
            for (Scenario scenario : chosen) {
                running.add(pool.submit(() -> trial.of(scenario)));
            }
            var done = new ArrayList<Judgement>();
            for (var each : running) {
                done.add(each.get());
            }
            return done;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LinkUnavailableException missing) {
                throw new CannotRunException(missing.getMessage());
            }
            if (e.getCause() instanceof IOException io) {
                throw new CannotRunException(Reason.of(io));
            }
            throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Judge judge(ExpectationFile file) {
        String line = client != null
                ? client
                : file.command().orElseThrow(() -> new UsageException("say which program with --client or --program"));
        try {
            var judge = new Judge(ProgramCommand.parse(line), limited(file), environment, seed).over(path());
            return file.program().equals(Optional.of(Program.MSTSC)) ? judge.observed(observers()) : judge;
        } catch (IllegalArgumentException e) {
            throw new UsageException("--client: " + e.getMessage());
        }
    }

    private List<Observer> observers() {
        var in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return MstscObservers.observers(unattended ? Optional.empty() : Optional.of(new Question(in, terminal.err())));
    }

    private Map<String, String> path() {
        if (path.isEmpty()) {
            return path;
        }
        PacketLab.missing().ifPresent(line -> {
            throw new CannotRunException(line);
        });
        try {
            return SweptPath.checked(path);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private ExpectationFile limited(ExpectationFile file) {
        try {
            return limit == null ? file : file.limit(limit);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--limit: " + e.getMessage());
        }
    }

    private ExpectationFile file() {
        if (program != null && expectations != null) {
            throw new UsageException("take either --program or --expectations");
        }
        if (server != null && (client != null || program != null || expectations != null)) {
            throw new UsageException("--server tests a server: give no --client, --program or --expectations with it");
        }
        if (Program.MSTSC.word().equals(program)) {
            return MstscObservers.file();
        }
        if (program != null) {
            return KNOWN.stream()
                    .filter(p -> p.word().equals(program))
                    .findFirst()
                    .map(ExpectationFile::bundled)
                    .orElseThrow(() -> new UsageException("--program " + program + " is not one of mstsc, "
                            + KNOWN.toString().replaceAll("[\\[\\]]", "")));
        }
        if (expectations == null) {
            return ExpectationFile.NONE;
        }
        try {
            return ExpectationFile.read(expectations.toString(), Files.readString(expectations));
        } catch (MalformedInputException e) {
            throw new UsageException(expectations + " is not UTF-8 text");
        } catch (IOException e) {
            throw new UsageException(expectations + " cannot be read");
        }
    }
}
