package dev.rdplab.lab.scenario;

import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Place;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scenarios as they are asked for on a command line: names, patterns, and files of the user's. */
public final class Selection {

    private Selection() {}

    /**
     * Finds what each word means, without repetition.
     *
     * @param words a name, group and name, a pattern such as {@code tls/*}, or a file: what ends in {@code .yaml} or
     *     {@code .yml} or begins with {@code .} or {@code /}
     * @return in the order of the words; those of a pattern in the catalogue's order
     * @throws UnknownScenarioException for a word that fits nothing
     * @throws BadValueException for a file that is wrong
     */
    public static List<Scenario> of(Catalogue catalogue, List<String> words) {
        Map<String, Scenario> chosen = new LinkedHashMap<>();
        for (String word : words) {
            for (Scenario scenario : of(catalogue, word)) {
                chosen.putIfAbsent(scenario.file(), scenario);
            }
        }
        return List.copyOf(chosen.values());
    }

    /**
     * Like {@link #of}, of scenarios that the lab plays at both ends.
     *
     * @throws BadValueException also for a file whose scenario is for a relay
     */
    public static List<Scenario> playable(Catalogue catalogue, List<String> words) {
        var chosen = of(catalogue, words);
        for (Scenario scenario : chosen) {
            if (scenario.relay().isPresent()) {
                throw new BadValueException(
                        new Place(scenario.file(), 0, "relay"),
                        "the scenario is for a relay between a real client and a real server",
                        "rdplab relay --scenario " + scenario.file());
            }
        }
        return chosen;
    }

    private static List<Scenario> of(Catalogue catalogue, String word) {
        if (isFile(word)) {
            return List.of(ScenarioReader.read(Path.of(word)));
        }
        var found = catalogue.matching(word);
        if (found.isEmpty()) {
            throw new UnknownScenarioException(word, catalogue.near(word));
        }
        return found;
    }

    private static boolean isFile(String word) {
        return word.endsWith(".yaml") || word.endsWith(".yml") || word.startsWith(".") || word.startsWith("/");
    }
}
