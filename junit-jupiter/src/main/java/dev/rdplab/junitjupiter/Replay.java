package dev.rdplab.junitjupiter;

import java.util.Optional;

/**
 * How a server is made to do the same again.
 *
 * @param command of the command line; {@link #FILE} in it is the file in the evidence folder
 * @param file the text of that file
 */
record Replay(String command, String file) {

    /** What the file is called in the evidence folder. */
    static final String FILE = "scenario.yaml";

    /** Empty when there is no file that says it: the test made it in Java. */
    static Optional<Replay> of(Script script, long seed) {
        if (script.text().isEmpty()) {
            return Optional.empty();
        }
        var scenario = script.scenario();
        String name = scenario.group().isEmpty() ? FILE : scenario.path();
        return Optional.of(new Replay("rdplab serve --scenario " + name + " --seed " + seed, script.text()));
    }
}
