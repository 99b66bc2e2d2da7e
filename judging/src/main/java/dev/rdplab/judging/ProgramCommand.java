package dev.rdplab.judging;

import dev.rdplab.chaos.process.OperatingSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command with placeholders in braces. It is no shell's: blanks separate arguments, quotes keep them together, and nothing
 * else has a meaning.
 */
public final class ProgramCommand {

    /** All that may stand in braces. */
    public static final Set<String> PLACEHOLDERS = Set.of(
            "host",
            "port",
            "user",
            "domain",
            "password",
            "password-file",
            "certificate",
            "security",
            "packages",
            "rdp-file",
            "scenario");

    private static final Pattern ARGUMENT = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z-]+)}");

    private final List<String> arguments;

    private ProgramCommand(List<String> arguments) {
        this.arguments = List.copyOf(arguments);
    }

    /** @throws IllegalArgumentException naming what is wrong with it */
    public static ProgramCommand parse(String line) {
        var arguments = new ArrayList<String>();
        var matcher = ARGUMENT.matcher(line);
        int end = 0;
        while (matcher.find()) {
            if (!line.substring(end, matcher.start()).isBlank()) {
                break;
            }
            arguments.add(unquoted(matcher.group()));
            end = matcher.end();
        }
        if (!line.substring(end).isBlank()) {
            throw new IllegalArgumentException("a quote is not closed in: " + line);
        }
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("the command is empty");
        }
        for (String argument : arguments) {
            var named = PLACEHOLDER.matcher(argument);
            while (named.find()) {
                if (!PLACEHOLDERS.contains(named.group(1))) {
                    throw new IllegalArgumentException("{" + named.group(1) + "} is not a placeholder; there are "
                            + String.join(", ", PLACEHOLDERS.stream().sorted().toList()));
                }
            }
        }
        if (arguments.stream().noneMatch(argument -> argument.contains("{port}") || argument.contains("{rdp-file}"))) {
            throw new IllegalArgumentException(
                    "the command has no {port}, so the program cannot know where to connect: " + line);
        }
        return new ProgramCommand(arguments);
    }

    /**
     * The same command with the full path of the program, which is started in a folder of its own.
     *
     * @param environment where its {@code PATH} is looked up
     * @throws IOException when there is no such program
     */
    ProgramCommand resolved(Map<String, String> environment) throws IOException {
        var found = located(environment)
                .orElseThrow(() -> new IOException("cannot start " + program()
                        + (isPath()
                                ? ": there is no such program, or it may not be executed"
                                : ": there is no such program on the PATH")));
        var all = new ArrayList<>(arguments);
        all.set(0, found.toString());
        return new ProgramCommand(all);
    }

    private boolean isPath() {
        return program().contains("/") || program().contains(File.separator);
    }

    private Optional<Path> located(Map<String, String> environment) {
        try {
            var folders = isPath()
                    ? Stream.of("")
                    : Stream.of(valueOf("PATH", environment).split(File.pathSeparator));
            return folders.flatMap(folder -> names(environment).map(name -> Path.of(folder, name)))
                    .map(Path::toAbsolutePath)
                    .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                    .findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The name itself; on Windows also with the endings of programs there, unless it has one. */
    private Stream<String> names(Map<String, String> environment) {
        if (OperatingSystem.current() != OperatingSystem.WINDOWS || program().matches(".*\\.[^./\\\\]+")) {
            return Stream.of(program());
        }
        var endings = valueOf("PATHEXT", environment);
        return Stream.of((endings.isEmpty() ? ".COM;.EXE;.BAT;.CMD" : endings).split(";"))
                .map(ending -> program() + ending);
    }

    /** Windows spells the name {@code Path}. */
    private static String valueOf(String name, Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> variable.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** The program's name or path. */
    public String program() {
        return arguments.get(0);
    }

    /** The arguments; one with a placeholder that has no value here is left out whole. */
    List<String> with(Map<String, String> values) {
        var filled = new ArrayList<String>();
        for (String argument : arguments) {
            fill(argument, values).ifPresent(filled::add);
        }
        return filled;
    }

    private static Optional<String> fill(String argument, Map<String, String> values) {
        var out = new StringBuilder();
        var matcher = PLACEHOLDER.matcher(argument);
        while (matcher.find()) {
            var value = values.get(matcher.group(1));
            if (value == null) {
                return Optional.empty();
            }
            matcher.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return Optional.of(matcher.appendTail(out).toString());
    }

    private static String unquoted(String argument) {
        return QUOTED.matcher(argument)
                .replaceAll(quoted ->
                        Matcher.quoteReplacement(quoted.group(1) != null ? quoted.group(1) : quoted.group(2)));
    }
}
