package dev.rdplab.cli;

import dev.rdplab.packetlinks.Namespaces;
import dev.rdplab.packetlinks.PacketLab;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdplab lab}: a look into the packet links that are open. */
@Command(
        name = "lab",
        description = "Looks into the packet links of running sweeps.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class LabCommand implements Callable<Integer> {

    private static final String DEFAULT_SHELL = "/bin/sh";

    private final Terminal terminal;

    LabCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        throw new UsageException("lab needs a command: rdplab lab shell A");
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
            @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "instead of a shell")
                    List<String> command,
            @Option(names = "--link", paramLabel = "N", defaultValue = "1", description = "the N-th newest link (1)")
                    int link)
            throws IOException, InterruptedException {
        PacketLab.missing().ifPresent(line -> {
            throw new CannotRunException(line);
        });
        var open = Namespaces.open(end.name().toLowerCase(Locale.ROOT));
        if (open.isEmpty()) {
            throw new CannotRunException("no packet link is open; start one first: rdplab sweep mtu-blackhole");
        }
        if (link < 1 || link > open.size()) {
            throw new UsageException("--link " + link + ", 1 to " + open.size() + " are open");
        }
        var words = command == null || command.isEmpty()
                ? List.of(System.getenv().getOrDefault("SHELL", DEFAULT_SHELL))
                : command;
        terminal.out().flush();
        return new ProcessBuilder(open.get(link - 1).command(words))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** An end of a link. */
    enum End {
        A,
        B
    }
}
