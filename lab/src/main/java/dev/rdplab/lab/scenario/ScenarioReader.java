package dev.rdplab.lab.scenario;

import dev.rdplab.lab.yaml.Yaml;
import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Place;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Reads scenario files. Whatever is wrong with one comes out as a single {@link BadValueException}. */
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
        map.allow(
                "name",
                "kind",
                "summary",
                "cause",
                "evidence",
                "fix",
                "source",
                "seed",
                "server",
                "link",
                "faults",
                "client",
                "kerberos",
                "expect");
        var name = map.required("name").asScalar();
        if (!name.text().matches("[a-z0-9]+(-[a-z0-9.]+)*")) {
            throw name.wrong(
                    name.described() + " is no name", "lower-case words joined by -, such as server-key-unreadable");
        }
        var about = new Scenario.About(
                name.text(),
                group,
                map.scalar("kind")
                        .map(s -> s.oneOf(List.of(Kind.values()), Kind::word))
                        .orElse(Kind.OTHER),
                map.required("summary").asScalar().string(),
                map.string("cause").orElse(""),
                map.string("evidence").orElse(""),
                map.string("fix").orElse(""),
                map.string("source").orElse(""),
                file);
        var client = ClientReader.read(map.map("client"), map);
        var scenario = new Scenario(
                about,
                map.scalar("seed")
                        .map(s -> OptionalLong.of(s.number(0, Long.MAX_VALUE)))
                        .orElse(OptionalLong.empty()),
                ServerReader.read(map.map("server")),
                LinkReader.read(map.get("link")),
                FaultReader.read(map.list("faults")),
                client,
                map.map("kerberos").map(realm -> KerberosReader.read(realm, client.profile())),
                ExpectationReader.read(map.required("expect").asMap()));
        Combinations.check(scenario, map);
        return scenario;
    }
}
