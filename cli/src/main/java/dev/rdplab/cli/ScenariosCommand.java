package dev.rdplab.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code rdplab scenarios}: the catalogue. */
@Command(
        name = "scenarios",
        description = "The catalogue: list it, show a scenario, check a file.",
        mixinStandardHelpOptions = true)
final class ScenariosCommand implements Callable<Integer> {

    ScenariosCommand(Terminal terminal) {}

    @Override
    public Integer call() {
        return Exit.EXPECTED;
    }
}
