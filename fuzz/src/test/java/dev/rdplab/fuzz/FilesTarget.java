package dev.rdplab.fuzz;

import dev.rdplab.experiments.sweep.Grid;
import dev.rdplab.judging.ExpectationFile;
import dev.rdplab.lab.scenario.ScenarioReader;
import dev.rdplab.words.BadValueException;
import java.nio.charset.StandardCharsets;

/** A scenario, the grid of an experiment or an expectation file, as the first byte says: read, or refused with a place. */
public final class FilesTarget {

    private FilesTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        String text = new String(input, 1, input.length - 1, StandardCharsets.UTF_8);
        try {
            Object read =
                    switch ((input[0] & 0xff) % 3) {
                        case 0 -> ScenarioReader.read("fuzz.yaml", "", text);
                        case 1 -> Grid.read("fuzz.yaml", text);
                        default -> ExpectationFile.read("fuzz.yaml", text);
                    };
            read.toString();
        } catch (BadValueException refused) {
            if (refused.getMessage().isBlank()) {
                throw new AssertionError("refused without a word", refused);
            }
        }
    }
}
