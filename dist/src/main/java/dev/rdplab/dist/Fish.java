package dev.rdplab.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for the fish shell, which picocli does not write. */
final class Fish {

    private static final int LONGEST = 80;

    private Fish() {}

    /** Returns the lines of a completion file: the commands, and the options of each with what they may be set to. */
    static String completion(CommandSpec spec) {
        var lines = new ArrayList<String>();
        lines.add("# Completion of rdplab for fish: copy it to ~/.config/fish/completions/");
        describe(spec, List.of(), lines);
        return String.join("\n", lines) + "\n";
    }

    private static void describe(CommandSpec spec, List<String> path, List<String> lines) {
        var commands = new TreeMap<>(spec.subcommands());
        var seen = path.isEmpty() ? "" : "__fish_seen_subcommand_from " + path.get(path.size() - 1);
        var others = commands.isEmpty()
                ? seen
                : join(seen, "not __fish_seen_subcommand_from " + String.join(" ", commands.keySet()));
        commands.forEach((name, command) -> lines.add("complete -c rdplab -f" + condition(others) + " -a " + name
                + " -d " + quoted(first(command.getCommandSpec().usageMessage().description()))));
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                lines.add("complete -c rdplab" + condition(others) + option(option));
            }
        }
        commands.forEach((name, command) -> {
            var deeper = new ArrayList<>(path);
            deeper.add(name);
            describe(command.getCommandSpec(), deeper, lines);
        });
    }

    private static String join(String one, String other) {
        return one.isEmpty() ? other : one + "; and " + other;
    }

    private static String condition(String text) {
        return text.isEmpty() ? "" : " -n " + quoted(text);
    }

    private static String option(OptionSpec option) {
        var line = new StringBuilder();
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
        }
        if (option.arity().max() > 0) {
            line.append(" -r");
            var values = values(option);
            if (!values.isEmpty()) {
                line.append(" -f -a ").append(quoted(String.join(" ", values)));
            }
        }
        return line.append(" -d ").append(quoted(first(option.description()))).toString();
    }

    private static List<String> values(OptionSpec option) {
        var values = new ArrayList<String>();
        if (option.completionCandidates() != null) {
            option.completionCandidates().forEach(values::add);
        }
        return values;
    }

    private static String first(String... description) {
        var text = description.length == 0 ? "" : description[0];
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
