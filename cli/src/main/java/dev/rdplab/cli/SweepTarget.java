package dev.rdplab.cli;

import dev.rdplab.experiments.run.RealServerCells;
import dev.rdplab.experiments.run.SimulatorCells;
import dev.rdplab.experiments.sweep.CellRunner;
import dev.rdplab.experiments.sweep.Grid;
import dev.rdplab.transport.Proxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which server a sweep tries: the lab's own, or one by {@code --to}. */
final class SweepTarget {

    /** Beside results, which server they are of. */
    private static final String FILE = "server.txt";

    private static final List<String> NEED_TO = List.of(
            "--user",
            "--domain",
            "--password-stdin",
            "--password-env",
            "--password-file",
            "--empty-password",
            "--yes-present-again",
            "--security",
            "--profile",
            "--timeout",
            "--until",
            "--proxy");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--to",
            paramLabel = "HOST[:PORT]",
            description = "try this server instead of the lab's own, through the link of each cell; one connection at a"
                    + " time unless --parallel says more, one account at most, and nothing after a refused logon")
    private String to;

    @Mixin
    private final AccountOptions account = new AccountOptions();

    @Mixin
    private final HandshakeOptions handshake = new HandshakeOptions();

    /** Whether it is a server of the user's own. */
    boolean isReal() {
        return to != null;
    }

    /** The grid without what only the lab's server can follow. */
    Grid fit(Grid grid, Terminal terminal) {
        if (!isReal()) {
            NEED_TO.stream().filter(this::given).findFirst().ifPresent(option -> {
                throw new UsageException(option + " is for a server of your own: it needs --to HOST");
            });
            return grid;
        }
        var idle = RealServerCells.idle(grid, account.given());
        if (!idle.isEmpty()) {
            terminal.err()
                    .println("rdplab: left out of the grid: " + String.join(", ", idle)
                            + "; a server of your own " + (idle.contains("credssp") ? "without --user " : "")
                            + "does not follow it");
        }
        return grid.without(idle);
    }

    /** A missing program leaves out the cells of its tunnel, and no others. */
    static Grid installed(Grid wanted, Terminal terminal) {
        var grid = wanted;
        for (var missing : SimulatorCells.missingTunnels(wanted).entrySet()) {
            terminal.err()
                    .println("rdplab: cells with tunnel " + missing.getKey() + " are left out: " + missing.getValue());
            grid = grid.withoutTunnel(missing.getKey());
        }
        return grid;
    }

    private boolean given(String option) {
        return command.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** The grid can be run, on this machine. */
    void require(Grid grid) {
        refused(grid).ifPresent(line -> {
            throw new UsageException(line);
        });
        missing(grid).ifPresent(line -> {
            throw new CannotRunException(line);
        });
    }

    private Optional<String> refused(Grid grid) {
        return (isReal() ? RealServerCells.refused(grid) : Optional.<String>empty())
                .or(() -> SimulatorCells.refused(grid));
    }

    private Optional<String> missing(Grid grid) {
        return SimulatorCells.missing(grid)
                .map(line -> isReal() ? line + "; or without root: --link embedded or --link modelled" : line);
    }

    CellRunner cells(Grid grid) {
        if (!isReal()) {
            return new SimulatorCells(grid.tunnels());
        }
        var target = Targets.parse(to);
        var proxy = handshake.socket().proxy();
        var options =
                handshake.of(target, target.getHostString(), account.credentials(false), account, account.given());
        return new RealServerCells(resolved(proxy.map(Proxy::address).orElse(target)), options, grid.tunnels());
    }

    private static InetSocketAddress resolved(InetSocketAddress target) {
        try {
            return new InetSocketAddress(InetAddress.getByName(target.getHostString()), target.getPort());
        } catch (UnknownHostException e) {
            throw new CannotRunException("the name '" + target.getHostString() + "' has no address");
        }
    }

    /** Results of one server are not continued with another. */
    void belongs(Path out) {
        var file = out.resolve(FILE);
        try {
            var known = Files.exists(file) ? Files.readString(file).strip() : "the lab's own";
            var wanted = isReal() ? Targets.text(Targets.parse(to)) : "the lab's own";
            var trials = out.resolve("trials.jsonl");
            boolean any = Files.exists(trials) && Files.size(trials) > 0;
            if (any && !known.equals(wanted)) {
                throw new UsageException(out + " holds results of another server: " + known + ", not " + wanted);
            }
            if (isReal()) {
                Files.createDirectories(out);
                Files.writeString(file, wanted + "\n");
            } else if (!any) {
                Files.deleteIfExists(file); // of a sweep that made no trial
            }
        } catch (IOException e) {
            throw new CannotRunException("cannot read or write " + file + ": " + Reason.of(e));
        }
    }
}
