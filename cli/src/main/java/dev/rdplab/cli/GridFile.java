package dev.rdplab.cli;

import dev.rdplab.experiments.sweep.Grid;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The grid of an experiment: one of the lab's by name, or a file. */
final class GridFile {

    private GridFile() {}

    static Grid of(String wanted) {
        return Grid.BUNDLED.contains(wanted) ? Grid.bundled(wanted) : read(Path.of(wanted));
    }

    private static Grid read(Path file) {
        if (!Files.exists(file)) {
            throw new UsageException("'" + file + "' is neither a file nor a built-in experiment; experiments: "
                    + String.join(", ", Grid.BUNDLED));
        }
        try {
            return Grid.read(file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new UsageException(file + " is not UTF-8 text");
        } catch (IOException e) {
            throw new CannotRunException("cannot read " + file + ": " + Reason.of(e));
        }
    }
}
