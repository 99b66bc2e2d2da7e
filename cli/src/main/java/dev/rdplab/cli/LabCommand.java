package dev.rdplab.cli;

import dev.rdplab.chaos.process.OwnCommand;
import dev.rdplab.packetlinks.Namespaces;
import dev.rdplab.packetlinks.PacketLab;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdplab lab}: a look into the packet links that are open. */
@Command(
        name = "lab",
        description = "Lists the packet links that running sweeps have open, or opens a shell at one end of one.",
        synopsisSubcommandLabel = "[COMMAND]",
        mixinStandardHelpOptions = true,
        footer = {"", "  rdplab lab", "  rdplab lab shell A"})
final class LabCommand implements Callable<Integer> {

    private static final String DEFAULT_SHELL = "/bin/sh";

    /** An exit code above says which signal ended a program. */
    private static final int KILLED = 128;

    private static final String NONE = "no packet link is open; start one first: rdplab sweep mtu-blackhole";

    private final Terminal terminal;

    @Mixin
    private OutputOptions output;

    LabCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var open = Namespaces.open("a");
        var table = new Table("link", "namespace of A", "namespace of B");
        for (int i = 0; i < open.size(); i++) {
            var a = open.get(i).name();
            var b = a.substring(0, a.length() - 1) + "b";
            if (output.json) {
                OutputOptions.print(
                        terminal,
                        OutputOptions.object().put("link", i + 1).put("a", a).put("b", b));
            } else {
                table.row(Integer.toString(i + 1), a, b);
            }
        }
        if (!output.json) {
            terminal.out()
                    .print(
                            open.isEmpty()
                                    ? OwnCommand.in(NONE) + "\n"
                                    : table.render(output.paint(terminal), terminal.outColumns()));
        }
        return Exit.EXPECTED;
    }

    /** The exit code is the shell's. */
    @Command(
            name = "shell",
            description =
                    "Opens a shell, or runs a command, at one end of the newest link that a running sweep has open.",
            mixinStandardHelpOptions = true,
            footer = {"", "  rdplab lab shell A", "  rdplab lab shell --link 2 B tcpdump -ni any"})
    int shell(
            @Parameters(paramLabel = "A|B", description = "A is the client's end, B the server's") End end,
            @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "run this instead of a shell")
                    List<String> command,
            @Option(names = "--link", paramLabel = "N", defaultValue = "1", description = "the N-th newest link (1)")
                    int link)
            throws IOException, InterruptedException {
        PacketLab.missing().ifPresent(line -> {
            throw new CannotRunException(line);
        });
        var open = Namespaces.open(end.name().toLowerCase(Locale.ROOT));
        if (open.isEmpty()) {
            throw new CannotRunException(NONE);
        }
        if (link < 1 || link > open.size()) {
            throw new UsageException("--link " + link + ", 1 to " + open.size() + " are open");
        }
        var namespace = open.get(link - 1);
        boolean shell = command == null || command.isEmpty();
        terminal.out().flush();
        int exit = LabShell.run(namespace.command(shell ? shell() : command), "rdplab " + end + "> ");
        if (exit > KILLED
                && !Namespaces.open(end.name().toLowerCase(Locale.ROOT)).contains(namespace)) {
            terminal.err().println("rdplab: the sweep has closed this link, and ended what ran at its end " + end);
        }
        return exit;
    }

    /** The user's, without its own settings: they would set another prompt. */
    private List<String> shell() {
        var shell = System.getenv().getOrDefault("SHELL", DEFAULT_SHELL);
        return shell.endsWith("/bash") ? List.of(shell, "--norc") : List.of(shell);
    }

    /** An end of a link. */
    enum End {
        A,
        B
    }
}
