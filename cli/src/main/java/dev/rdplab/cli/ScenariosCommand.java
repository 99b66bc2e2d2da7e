package dev.rdplab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.chaos.process.OwnCommand;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.relay.HiddenMoment;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.RelaySpec;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.ScenarioReader;
import dev.rdplab.lab.scenario.ScenarioSchema;
import dev.rdplab.lab.scenario.UnknownScenarioException;
import dev.rdplab.words.BadValue;
import dev.rdplab.words.BadValueException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdplab scenarios}: the catalogue. */
@Command(
        name = "scenarios",
        description = "The catalogue of scenarios: YAML files, readable and editable. Without a subcommand: list.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  rdplab scenarios list 'tls/*'",
            "  rdplab scenarios show server-key-unreadable > mine.yaml",
            "  rdplab scenarios new mine.yaml --from tls/server-key-unreadable",
            "  rdplab scenarios check mine.yaml",
        })
final class ScenariosCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private OutputOptions output;

    ScenariosCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        return list(List.of(), output);
    }

    @Command(
            name = "list",
            description = "Lists names, and what each scenario leads to.",
            mixinStandardHelpOptions = true)
    int list(
            @Parameters(paramLabel = "NAME", arity = "0..*", description = "names, or patterns such as 'tls/*'")
                    List<String> names,
            @Mixin OutputOptions options) {
        var table = new Table("scenario", "kind", "stage", "ending", "mstsc", "confidence", "summary");
        for (Scenario scenario : chosen(names == null ? List.of() : names)) {
            if (options.json) {
                OutputOptions.print(terminal, json(scenario));
            } else {
                var expect = scenario.expect();
                table.row(
                        scenario.path(),
                        scenario.kind().word(),
                        expect.stage().word(),
                        expect.ending().word(),
                        expect.mstsc().map(CodePair::toString).orElse("-"),
                        expect.mstsc().isPresent() ? expect.confidence().word() : "-",
                        scenario.summary());
            }
        }
        if (!options.json) {
            terminal.out().print(table.render(options.paint(terminal), terminal.outColumns()));
        }
        return Exit.EXPECTED;
    }

    @Command(name = "show", description = "Prints a scenario's file.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "NAME", description = "a name such as server-key-unreadable") String name,
            @Mixin OutputOptions options) {
        var found = chosen(List.of(name));
        if (options.json) {
            found.forEach(scenario -> OutputOptions.print(terminal, json(scenario)));
        } else {
            found.forEach(scenario -> terminal.out().print(Catalogue.text(scenario.path())));
        }
        return Exit.EXPECTED;
    }

    @Command(
            name = "check",
            description = "Reads scenario files and says what is wrong with them; exit code 1 if anything is.",
            mixinStandardHelpOptions = true)
    int check(
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "YAML files") List<Path> files,
            @Mixin OutputOptions options) {
        int exit = Exit.EXPECTED;
        for (Path file : files) {
            var result = OutputOptions.object().put("file", file.toString());
            try {
                var scenario = ScenarioReader.read(file);
                result.put("ok", true).put("name", scenario.name());
                if (!relayed(scenario, result)) {
                    exit = Exit.UNEXPECTED;
                }
            } catch (BadValueException e) {
                exit = Exit.UNEXPECTED;
                describe(e.first(), result.put("ok", false)).put("message", e.getMessage());
                var all = result.putArray("mistakes");
                e.mistakes().forEach(mistake -> describe(mistake, all.addObject()));
            }
            report(options, result);
        }
        return exit;
    }

    /** Adds what a closed relay cannot know. @return false when the file says that it is for one */
    private static boolean relayed(Scenario scenario, ObjectNode result) {
        var hidden = HiddenMoment.of(scenario);
        var closed = result.putObject("relay").put("closed", hidden.isEmpty()).putArray("hidden");
        hidden.forEach(each -> closed.addObject()
                .put("key", each.key())
                .put("problem", each.problem())
                .put("nearest", each.nearest())
                .put("allowed", each.allowed()));
        boolean refused = !hidden.isEmpty()
                && scenario.relay()
                        .filter(relay -> relay.mode() == RelaySpec.Mode.CLOSED)
                        .isPresent();
        if (refused) {
            result.put("ok", false)
                    .put("key", hidden.get(0).key())
                    .put("problem", hidden.get(0).problem())
                    .put(
                            "message",
                            hidden.stream()
                                    .map(each -> scenario.about().file() + ": " + each)
                                    .collect(Collectors.joining("\n")));
        }
        return !refused;
    }

    @Command(
            name = "new",
            description = "Writes a scenario file to start from: a copy of another scenario under a new name.",
            mixinStandardHelpOptions = true,
            footer = {"", "  rdplab scenarios new mine.yaml --from tls/server-key-unreadable"})
    int create(
            @Parameters(paramLabel = "FILE", description = "a file that is not there yet, such as mine.yaml") Path file,
            @Option(
                            names = "--from",
                            paramLabel = "NAME",
                            defaultValue = "server-key-unreadable",
                            description = "the scenario to copy (server-key-unreadable)")
                    String from,
            @Mixin OutputOptions options) {
        var name = file.getFileName().toString();
        if (!name.matches("[a-z0-9][a-z0-9-]*\\.ya?ml")) {
            throw new UsageException(
                    "'" + name + "' is not a name for a scenario file; give lower-case letters, digits and"
                            + " hyphens, then .yaml, such as mine.yaml");
        }
        var chosen = chosen(List.of(from));
        if (chosen.size() > 1) {
            throw new UsageException("--from " + from + " means " + chosen.size() + " scenarios; name one");
        }
        var own = name.replaceFirst("\\.ya?ml$", "");
        var text = Catalogue.text(chosen.get(0).path()).replaceFirst("(?m)^name: .*$", "name: " + own);
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new CannotRunException("'" + file + "' is there already; give another name");
        } catch (IOException e) {
            throw new CannotRunException("cannot write '" + file + "': " + Reason.of(e));
        }
        var path = file.toString().contains("/") ? file.toString() : "./" + file;
        if (options.json) {
            OutputOptions.print(
                    terminal,
                    OutputOptions.object()
                            .put("file", path)
                            .put("name", own)
                            .put("from", chosen.get(0).path()));
            return Exit.EXPECTED;
        }
        terminal.out().println("wrote " + file + ", a copy of " + chosen.get(0).path() + "; edit it, then");
        terminal.out().println("  " + OwnCommand.name() + " scenarios check " + Hints.quoted(file.toString()));
        terminal.out().println("  " + OwnCommand.name() + " reproduce " + Hints.quoted(path));
        return Exit.EXPECTED;
    }

    @Command(
            name = "schema",
            description = "Prints the JSON Schema of scenario files, for editors.",
            mixinStandardHelpOptions = true)
    int schema(@Mixin OutputOptions options) {
        options.document(terminal, ScenarioSchema.json());
        return Exit.EXPECTED;
    }

    private static ObjectNode describe(BadValue mistake, ObjectNode into) {
        return into.put("line", mistake.place().line())
                .put("key", mistake.place().key())
                .put("problem", mistake.what())
                .put("allowed", mistake.allowed());
    }

    private void report(OutputOptions options, ObjectNode result) {
        boolean ok = result.path("ok").asBoolean();
        if (options.json) {
            OutputOptions.print(terminal, result);
        } else {
            var paint = options.paint(terminal);
            terminal.out()
                    .println(
                            ok
                                    ? result.path("file").asText() + ": " + paint.good("ok") + ", "
                                            + result.path("name").asText()
                                    : paint.bad(result.path("message").asText()));
            if (ok) {
                result.path("relay").path("hidden").forEach(each -> terminal.out()
                        .println("  a closed relay cannot play "
                                + each.path("key").asText() + ": "
                                + each.path("problem").asText() + "; nearest: "
                                + each.path("nearest").asText()));
            }
        }
    }

    static List<Scenario> chosen(List<String> names) {
        var catalogue = Catalogue.load();
        if (names.isEmpty()) {
            return catalogue.all();
        }
        var chosen = new ArrayList<Scenario>();
        for (String name : names) {
            var found = catalogue.matching(name);
            if (found.isEmpty()) {
                throw new UsageException(new UnknownScenarioException(name, catalogue.near(name)).getMessage());
            }
            found.stream().filter(scenario -> !chosen.contains(scenario)).forEach(chosen::add);
        }
        return chosen;
    }

    private static ObjectNode json(Scenario scenario) {
        var expect = scenario.expect();
        var node = OutputOptions.object()
                .put("name", scenario.name())
                .put("group", scenario.group())
                .put("kind", scenario.kind().word())
                .put("summary", scenario.summary())
                .put("cause", scenario.cause())
                .put("evidence", scenario.evidence())
                .put("fix", scenario.fix())
                .put("source", scenario.source());
        var expected = node.putObject("expect")
                .put("stage", expect.stage().word())
                .put("ending", expect.ending().word());
        expect.code().ifPresent(code -> expected.put("code", code));
        expect.mstsc().ifPresent(pair -> expected.put("mstsc", pair.toString())
                .put("confidence", expect.confidence().word()));
        expect.programs().forEach((program, shown) -> expected.putObject(program.word())
                .put("exit", shown.exit())
                .put("confidence", shown.confidence().word())
                .put("log", shown.log()));
        node.put("file", Catalogue.text(scenario.path()));
        return node;
    }
}
