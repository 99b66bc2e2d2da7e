package dev.rdplab.cli;

import dev.rdplab.chaos.process.AtEnd;
import dev.rdplab.chaos.process.OwnCommand;
import dev.rdplab.clientsim.LogonRefusedException;
import dev.rdplab.lab.codes.Numbers;
import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Near;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command of which all others are parts. */
@Command(
        name = "rdplab",
        description = "The RDP handshake lab: reproduce, explain and prove why a remote desktop connection dies.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 as expected, 1 not as expected, 2 wrong usage, 3 could not run. More: rdplab help COMMAND",
        })
public final class RdpLab implements Runnable {

    /** Of short commands: picocli's look for methods that are subcommands takes reflection, and there are none. */
    static final boolean METHODS_ARE_COMMANDS = false;

    @Spec
    private CommandSpec spec;

    private static final long LEAST_HEAP = 64 << 20;

    /** Given back when memory runs out, so that there is enough to say so. */
    private static byte[] reserve = new byte[1 << 18];

    private static final String NAME_NOT_EXPRESSED =
            "cannot open the file: its name holds characters that the system cannot express here;"
                    + " where the locale is the cause, set LC_ALL=C.UTF-8";

    /** In the order of the help. */
    private static final List<String> COMMANDS = List.of(
            "explain",
            "reproduce",
            "probe",
            "diagnose",
            "collect",
            "serve",
            "relay",
            "load",
            "judge",
            "predictions",
            "scenarios",
            "decode",
            "cuts",
            "sweep",
            "lab");

    private static final List<String> ONE_LOOK = List.of("explain", "probe", "diagnose", "scenarios", "decode");

    public static void main(String[] args) {
        setLogging(args.length > 0 ? args[0] : "");
        System.exit(run(Terminal.system(System.getenv()), args));
    }

    /** Called before the first class that logs is loaded. */
    static void setLogging(String command) {
        // Read at the first use of java.util.logging, which few commands reach; reading it at the start takes longer
        // than they do.
        System.setProperty("java.util.logging.config.class", "dev.rdplab.cli.JavaLogging");
        // Logback takes as long as a handshake to set up, and Netty has nothing to say of one look that it would print.
        if (ONE_LOOK.contains(command) && System.getProperty("rdplab.log") == null) {
            InternalLoggerFactory.setDefaultFactory(new SilentNetty());
        }
    }

    /** Runs a command line and returns its exit code. */
    static int run(Terminal terminal, String... args) {
        int exit;
        try {
            args = watched(helped(args));
            exit = execute(terminal, args);
        } catch (LinkageError | StackOverflowError | OutOfMemoryError e) {
            reserve = null;
            exit = internal(terminal, e);
        }
        var unwritten = terminal.failure();
        if (unwritten.isPresent()) {
            exit = Exit.CANNOT_RUN;
            if (!isBrokenPipe(unwritten.get())) { // the reader of a pipe that has seen enough wants no complaint
                terminal.err().println("rdplab: cannot write to stdout: " + Reason.of(unwritten.get()));
            }
        }
        terminal.err().flush();
        return exit;
    }

    private static boolean isBrokenPipe(IOException e) {
        return String.valueOf(e.getMessage()).contains("Broken pipe");
    }

    /** {@code help COMMAND} is {@code COMMAND --help}. */
    private static String[] helped(String... args) {
        if (args.length == 0 || !args[0].equals("help")) {
            return args;
        }
        var line = new ArrayList<>(List.of(args).subList(1, args.length));
        line.add("--help");
        return line.toArray(String[]::new);
    }

    /** {@code --watch} takes a time, but never the host that stands behind it. */
    private static String[] watched(String... args) {
        if (args.length == 0 || !args[0].equals("probe")) {
            return args;
        }
        var line = new ArrayList<String>();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].equals("--watch")) {
                line.add(args[i]);
            } else if (i + 1 < args.length
                    && args[i + 1].matches("-?[0-9.]+[a-z]*")
                    && !args[i + 1].matches(".*\\..*\\..*")) {
                line.add("--watch=" + args[++i]);
            } else {
                line.add("--watch=" + ProbeCommand.WATCH);
            }
        }
        return line.toArray(String[]::new);
    }

    private static int execute(Terminal terminal, String... args) {
        if (args.length == 0 && terminal.outColumns() > 0) {
            StartScreen.print(terminal);
            var wanted = StartScreen.offer(terminal);
            return wanted.length == 0 ? Exit.EXPECTED : execute(terminal, wanted);
        }
        var line = line(terminal, args);
        return line.reader().execute(unsigned(line.words()));
    }

    /** A command line: what reads it, and the words that are left for it. */
    record Line(CommandLine reader, String... words) {}

    /**
     * What reads the command line {@code args}. A command that is named is read alone, under its whole name: each command
     * more, the one of which all are parts too, takes reflection, which is slow in a young process.
     */
    static Line line(Terminal terminal, String... args) {
        if (args.length == 0 || !COMMANDS.contains(args[0])) {
            return new Line(ready(with(COMMANDS, terminal), terminal), args);
        }
        var command = command(args[0], terminal);
        var alone = command instanceof CommandLine line ? line : new CommandLine(command);
        alone.setCommandName("rdplab " + args[0]);
        return new Line(ready(alone, terminal), Arrays.copyOfRange(args, 1, args.length));
    }

    private static CommandLine ready(CommandLine line, Terminal terminal) {
        WholeNumbers.readOn(line);
        giveVersion(line);
        line.setOut(terminal.help())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(HelpText.UNBROKEN)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new WrongUsage(terminal))
                .setExecutionExceptionHandler(new Failed(terminal));
        return line;
    }

    private static CommandLine with(List<String> commands, Terminal terminal) {
        var line = new CommandLine(new RdpLab());
        for (String name : commands) {
            line.addSubcommand(command(name, terminal));
        }
        return line;
    }

    /** Returns all commands with their options, for manual pages and completion. They are described, not run. */
    public static CommandSpec specification() {
        return with(COMMANDS, Terminal.to(new StringWriter(), new StringWriter()))
                .getCommandSpec();
    }

    /** Every command has the option; only the one of which all are parts names who answers it. */
    private static void giveVersion(CommandLine line) {
        line.getCommandSpec().versionProvider(new Version());
        line.getSubcommands().values().forEach(RdpLab::giveVersion);
    }

    private static Object command(String name, Terminal terminal) {
        return switch (name) {
            case "explain" -> new ExplainCommand(terminal);
            case "reproduce" -> new ReproduceCommand(terminal);
            case "probe" -> new ProbeCommand(terminal);
            case "diagnose" -> new DiagnoseCommand(terminal);
            case "collect" -> new CollectCommand(terminal);
            case "serve" -> new ServeCommand(terminal);
            case "relay" -> new RelayCommand(terminal);
            case "load" -> new LoadCommand(terminal);
            case "judge" -> new JudgeCommand(terminal);
            case "predictions" -> new PredictionsCommand(terminal);
            case "scenarios" -> new ScenariosCommand(terminal);
            case "decode" -> new DecodeCommand(terminal);
            case "cuts" -> new CutsCommand(terminal);
            case "sweep" ->
                new CommandLine(new SweepCommand(terminal)).addSubcommand(new SweepCompareCommand(terminal));
            // What follows the end of the link is another program's command line.
            case "lab" -> new CommandLine(new LabCommand(terminal)).setStopAtPositional(true);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    // Two classes and no lambdas: class data sharing leaves out a lambda whose interface is as old as picocli's.

    private record WrongUsage(Terminal terminal) implements IParameterExceptionHandler {
        @Override
        public int handleParseException(ParameterException e, String[] given) {
            var command = e.getCommandLine().getCommandSpec().qualifiedName();
            complain(terminal, complaint(e));
            terminal.err().println(OwnCommand.in("try '" + command + " --help'"));
            return Exit.USAGE;
        }
    }

    /** With what was probably meant by a word that is not known, and without a password that was given as an argument. */
    private static String complaint(ParameterException e) {
        var message = firstLine(e.getMessage());
        if (message.contains(InvalidPathException.class.getName())) {
            return NAME_NOT_EXPRESSED;
        }
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return message;
        }
        if (unmatched.getUnmatched().stream().anyMatch(RdpLab::isPassword)) {
            return "a password is never an argument, where every user of the machine can read it; give --password-env,"
                    + " --password-file or --password-stdin";
        }
        var word = unmatched.getUnmatched().get(0).split("=", 2)[0];
        var spec = e.getCommandLine().getCommandSpec();
        var known = word.startsWith("-")
                ? spec.optionsMap().keySet()
                : spec.subcommands().keySet();
        return message + Near.question(word, known);
    }

    private static boolean isPassword(String argument) {
        return argument.matches("(--?pass(word|wd)?|-p)(=.*)?");
    }

    private static void complain(Terminal terminal, String message) {
        terminal.err().println("rdplab: " + OwnCommand.in(message));
    }

    private record Failed(Terminal terminal) implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
            return failed(terminal, e);
        }
    }

    private static int failed(Terminal terminal, Exception e) {
        terminal.out().flush();
        if (e instanceof BadValueException bad) {
            bad.mistakes().forEach(mistake -> complain(terminal, mistake.toString()));
            return Exit.USAGE;
        }
        if (e instanceof UsageException || e instanceof InvalidPathException) {
            complain(terminal, e instanceof UsageException ? e.getMessage() : NAME_NOT_EXPRESSED);
            return Exit.USAGE;
        }
        if (AtEnd.isEnding()) {
            return Exit.CANNOT_RUN; // what failed, failed because everything is being taken down
        }
        if (e instanceof LogonRefusedException) {
            complain(terminal, e.getMessage() + "; the account is not presented again (--yes-present-again)");
            return Exit.UNEXPECTED;
        }
        if (e instanceof CannotRunException) {
            complain(terminal, e.getMessage());
            return Exit.CANNOT_RUN;
        }
        if (e instanceof InterruptedException) {
            return Exit.CANNOT_RUN; // by a signal: the command has said what is to be said
        }
        return internal(terminal, e);
    }

    /** A class whose set-up found no memory is later one that cannot be loaded. */
    private static boolean isShortOfMemory(Throwable e, long heap) {
        var cause = e;
        while (cause != null && !(cause instanceof OutOfMemoryError)) {
            cause = cause.getCause();
        }
        return cause != null || e instanceof LinkageError && heap < LEAST_HEAP;
    }

    /** A mistake of ours: one line with what is needed to find it. */
    private static int internal(Terminal terminal, Throwable e) {
        long heap = Runtime.getRuntime().maxMemory();
        if (isShortOfMemory(e, heap)) {
            terminal.err()
                    .println("rdplab: not enough memory: Java's heap is limited to " + (heap >> 20)
                            + " MB; allow more (RDPLAB_JAVA_OPTS=-Xmx256m)");
            return Exit.CANNOT_RUN;
        }
        var cause = e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e;
        var at = cause.getStackTrace().length == 0 ? "" : " at " + cause.getStackTrace()[0];
        terminal.err()
                .println("rdplab: internal error, please report it: "
                        + cause.getClass().getSimpleName()
                        + ": "
                        + firstLine(String.valueOf(cause.getMessage()))
                        + at);
        return Exit.CANNOT_RUN;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** Lets a code be given as the signed number that some logs print, which else would look like an option. */
    private static String[] unsigned(String[] args) {
        var read = args.clone();
        for (int i = 0; i < read.length; i++) {
            if (read[i].startsWith("-") && read[i].matches("-[0-9]{2,10}") && Numbers.isNumber(read[i])) {
                read[i] = "0x" + Long.toHexString(Numbers.parse(read[i]));
            }
        }
        return read;
    }
}
