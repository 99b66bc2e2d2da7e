package dev.rdplab.lab.scenario;

import dev.rdplab.lab.yaml.Yaml;
import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Place;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads scenario files. All mistakes of one come out as a single {@link BadValueException}. */
public final class ScenarioReader {

    private ScenarioReader() {}

    /** Reads a file of the user's. */
    public static Scenario read(Path file) {
        String name = file.toString();
        try {
            if (Files.size(file) > Yaml.MAX_BYTES) {
                throw new BadValueException(
                        new Place(name, 0, ""), "has " + Files.size(file) + " bytes", "at most " + Yaml.MAX_BYTES);
            }
            return read(name, "", Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new BadValueException(new Place(name, 0, ""), "there is no such file", "");
        } catch (MalformedInputException e) {
            throw new BadValueException(new Place(name, 0, ""), "is not UTF-8 text", "YAML in UTF-8");
        } catch (IOException e) {
            throw new BadValueException(new Place(name, 0, ""), "cannot be read: " + e.getMessage(), "");
        }
    }

    /**
     * Reads a text.
     *
     * @param file the name for messages
     * @param group see {@link Scenario#group}
     */
    public static Scenario read(String file, String group, String text) {
        var map = Yaml.read(file, text);
        var scenario = ScenarioKeys.scenario(ScenarioKeys.SECTION.read(map), group, file);
        Combinations.check(scenario, map);
        return scenario;
    }
}
