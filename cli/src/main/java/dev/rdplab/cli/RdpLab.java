package dev.rdplab.cli;

import dev.rdplab.lab.codes.Numbers;
import dev.rdplab.lab.scenario.ScenarioException;
import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command of which all others are parts. */
@Command(
        name = "rdplab",
        description = "The RDP handshake lab: reproduce, explain and prove why a remote desktop connection dies.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Exit codes: 0 as expected, 1 not as expected, 2 wrong usage, 3 could not run.",
        })
public final class RdpLab implements Runnable {

    @Spec
    private CommandSpec spec;

    /** BouncyCastle tells the log of java.util.logging how it was configured, at length. Kept: a logger is collected else. */
    private static final Logger BOUNCY_CASTLE = Logger.getLogger("org.bouncycastle");

    public static void main(String[] args) {
        BOUNCY_CASTLE.setLevel(Level.SEVERE);
        System.exit(run(Terminal.system(System.getenv()), args));
    }

    /** Runs a command line and returns its exit code. */
    static int run(Terminal terminal, String... args) {
        var line = new CommandLine(new RdpLab())
                .addSubcommand(new ExplainCommand(terminal))
                .addSubcommand(new ReproduceCommand(terminal))
                .addSubcommand(new ProbeCommand(terminal))
                .addSubcommand(new DiagnoseCommand(terminal))
                .addSubcommand(new ServeCommand(terminal))
                .addSubcommand(new JudgeCommand(terminal))
                .addSubcommand(new ScenariosCommand(terminal))
                .addSubcommand(new DecodeCommand(terminal))
                .addSubcommand(new CutsCommand(terminal))
                .addSubcommand(new SweepCommand(terminal))
                // What follows the end of the link is somebody else's command line.
                .addSubcommand(new CommandLine(new LabCommand(terminal)).setStopAtPositional(true))
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal.outColumns() > 0 ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(terminal.width())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, given) -> wrongUsage(terminal, e))
                .setExecutionExceptionHandler((e, command, parsed) -> failed(terminal, e, parsed));
        int exit;
        try {
            exit = line.execute(unsigned(args));
        } catch (LinkageError | StackOverflowError | OutOfMemoryError e) {
            exit = internal(terminal, e);
        }
        terminal.out().flush();
        terminal.err().flush();
        return exit;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int wrongUsage(Terminal terminal, ParameterException e) {
        var command = e.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println("rdplab: " + firstLine(e.getMessage()));
        terminal.err().println("try '" + command + " --help'");
        return Exit.USAGE;
    }

    private static int failed(Terminal terminal, Exception e, ParseResult parsed) {
        terminal.out().flush();
        if (e instanceof UsageException || e instanceof ScenarioException) {
            terminal.err().println("rdplab: " + e.getMessage());
            return Exit.USAGE;
        }
        if (e instanceof CannotRunException) {
            terminal.err().println("rdplab: " + e.getMessage());
            return Exit.CANNOT_RUN;
        }
        if (e instanceof InterruptedException) {
            return Exit.CANNOT_RUN; // by a signal: the command has said what is to be said
        }
        return internal(terminal, e);
    }

    /** A mistake of ours: one line with what is needed to find it. */
    private static int internal(Terminal terminal, Throwable e) {
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
        return Arrays.stream(args)
                .map(arg -> arg.matches("-[0-9]{2,10}") && Numbers.isNumber(arg)
                        ? "0x" + Long.toHexString(Numbers.parse(arg))
                        : arg)
                .toArray(String[]::new);
    }
}
