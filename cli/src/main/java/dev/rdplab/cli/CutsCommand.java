package dev.rdplab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.chaos.process.OwnCommand;
import dev.rdplab.experiments.cuts.Cut;
import dev.rdplab.experiments.cuts.CutMap;
import dev.rdplab.experiments.cuts.CutPicture;
import dev.rdplab.experiments.cuts.Cuts;
import dev.rdplab.judging.ExpectationFile;
import dev.rdplab.judging.ProgramCommand;
import dev.rdplab.judging.ProgramCutMap;
import dev.rdplab.judging.ProgramCuts;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.evidence.EvidenceFolder;
import dev.rdplab.lab.run.RunOptions;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.Selection;
import dev.rdplab.lab.scenario.UnknownScenarioException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdplab cuts}: a handshake cut after every byte. */
@Command(
        name = "cuts",
        description = "Cuts a handshake after every byte of either direction, by FIN, RST and silence, and maps how the"
                + " client sees each end.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  rdplab cuts --out map",
            "  rdplab cuts session-tls --step 10 --json",
            "  rdplab cuts --client xfreerdp",
        })
final class CutsCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private OutputOptions output;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            defaultValue = "active/session-nla-tls-1.2",
            description = "a scenario without faults and link (${DEFAULT-VALUE})")
    private String name;

    @Option(
            names = "--client",
            paramLabel = "PROGRAM",
            description =
                    "cut this client instead of ours, at each of its messages: xfreerdp, xfreerdp3, rdesktop, or a"
                            + " command with {host} and {port}")
    private String client;

    @Option(names = "--env", paramLabel = "NAME=VALUE", description = "set an environment variable of that program")
    private Map<String, String> environment = Map.of();

    @Option(names = "--step", paramLabel = "N", defaultValue = "1", description = "cut only at every Nth byte (1)")
    private int step;

    @Option(names = "--seed", paramLabel = "N", description = "seed of nonces and times (${DEFAULT-VALUE})")
    private long seed = RunOptions.DEFAULT_SEED;

    @Option(
            names = "--virtual-time",
            description =
                    "run without sockets and without waiting, on a modelled network; silence is then tried at every byte")
    private boolean virtualTime;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "save the map there: report.html with its picture, cuts.json and cuts.csv")
    private Path out;

    CutsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (client != null) {
            if (virtualTime) {
                throw new UsageException("--virtual-time and --client exclude each other: a program needs sockets");
            }
            return programCuts();
        }
        CutMap map;
        try {
            map = cuts(scenario()).run();
        } catch (IOException e) {
            throw new CannotRunException("no free port on the loopback address: " + e.getMessage());
        }
        terminal.clearStatus();
        save(map);
        if (output.json) {
            OutputOptions.print(terminal, json(map));
        } else {
            print(map);
        }
        return Exit.EXPECTED;
    }

    private ObjectNode json(CutMap map) {
        var node = map.toJson();
        return virtualTime ? node.put("time", "virtual").put("network", "modelled") : node;
    }

    private Scenario scenario() {
        try {
            var found = Selection.playable(Catalogue.load(), List.of(name));
            if (found.size() > 1) {
                throw new UsageException(name + " means " + found.size() + " scenarios; cuts takes one");
            }
            return found.get(0);
        } catch (UnknownScenarioException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private Cuts cuts(Scenario scenario) {
        try {
            var options = RunOptions.DEFAULT.seed(seed);
            return Cuts.of(scenario, virtualTime ? options.inVirtualTime() : options)
                    .step(step)
                    .progress(this::progress);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private void progress(int done) {
        if (done % 100 == 0 && !output.quiet) {
            terminal.status(done + " cuts");
        }
    }

    private int programCuts() throws InterruptedException {
        var known = Stream.of(Program.XFREERDP, Program.XFREERDP3, Program.RDESKTOP)
                .filter(program -> program.word().equals(client))
                .findFirst()
                .map(ExpectationFile::bundled)
                .orElse(ExpectationFile.NONE);
        try {
            var command = ProgramCommand.parse(known.command().orElse(client));
            var hows = List.of(Cut.How.FIN, Cut.How.RST);
            var map =
                    new ProgramCuts(scenario(), command, known, environment, seed, hows, this::progressOfProgram).run();
            terminal.clearStatus();
            if (output.json) {
                OutputOptions.print(terminal, map.toJson());
            } else {
                print(map);
            }
            save(map);
            if (map.cells().isEmpty()) {
                terminal.err()
                        .println("rdplab: nothing was cut: " + map.program() + " never connected (" + map.undisturbed()
                                + ")");
                return Exit.UNEXPECTED;
            }
            return Exit.EXPECTED;
        } catch (IllegalArgumentException e) {
            throw new UsageException("--client: " + e.getMessage());
        } catch (IOException e) {
            throw new CannotRunException(Reason.of(e));
        }
    }

    private void print(ProgramCutMap map) {
        var table = new Table("cut", "from", "to", map.program() + " shows", "connections");
        for (Cut.How how : Cut.How.values()) {
            var cells = map.of(how);
            for (int from = 0, to; from < cells.size(); from = to) {
                to = from + 1;
                while (to < cells.size() && cells.get(to).alike(cells.get(from))) {
                    to++;
                }
                var first = cells.get(from);
                table.row(
                        how.word(),
                        first.point().words(),
                        cells.get(to - 1).point().words(),
                        first.shows(),
                        Integer.toString(first.connections()));
            }
        }
        terminal.out().print(table.render(output.paint(terminal), terminal.outColumns()));
        terminal.out()
                .println(System.lineSeparator() + map.cells().size() + " cuts of " + map.scenario() + "; undisturbed: "
                        + map.undisturbed());
    }

    private void progressOfProgram(int done) {
        if (!output.quiet) {
            terminal.status(done + " cuts");
        }
    }

    private void save(CutMap map) {
        if (out == null) {
            return;
        }
        try {
            var folder = EvidenceFolder.at(out);
            folder.write("cuts.json", json(map).toPrettyString() + "\n");
            folder.write("cuts.csv", map.toCsv());
            folder.write(Evidence.of(
                            "cuts of " + map.scenario(),
                            OwnCommand.name() + " cuts " + name + " --seed " + seed
                                    + (step > 1 ? " --step " + step : "")
                                    + (virtualTime ? " --virtual-time" : ""),
                            List.of())
                    .maps(CutPicture.of(map)));
        } catch (IOException e) {
            throw new CannotRunException("the map cannot be written: " + e.getMessage());
        }
        terminal.err().println("map: " + out.resolve("report.html") + ", cuts.json and cuts.csv beside it");
    }

    private void save(ProgramCutMap map) {
        if (out == null) {
            return;
        }
        Path file;
        try {
            file = EvidenceFolder.at(out)
                    .write("cuts-" + map.program() + ".json", map.toJson().toPrettyString() + "\n");
        } catch (IOException e) {
            throw new CannotRunException("the map cannot be written: " + e.getMessage());
        }
        terminal.err().println("map: " + file);
    }

    private static String span(String first, String between, String last) {
        return first.equals(last) ? first : first + between + last;
    }

    private void print(CutMap map) {
        var table = new Table("cut", "bytes", "client sees", "known by", "inside").wraps();
        for (CutMap.Range range : map.ranges()) {
            table.row(
                    range.sender().word() + " " + range.how().word(),
                    span(Long.toString(range.from()), "-", Long.toString(range.to())),
                    range.ending().toString(),
                    range.ending().measured() ? "run" : "run and FIN",
                    span(
                            map.messageAt(range.sender(), range.from()),
                            " ... ",
                            map.messageAt(range.sender(), range.to())));
        }
        terminal.out().print(table.render(output.paint(terminal), terminal.outColumns()));
        var says = map.endings().size() + " cuts of " + map.scenario() + ": " + map.bytesUp() + " bytes of the client, "
                + map.bytesDown() + " of the server" + (virtualTime ? "; in virtual time, on a modelled network" : "");
        terminal.out().println();
        terminal.out().println(Wrap.text("", "", says, terminal.width()));
    }
}
