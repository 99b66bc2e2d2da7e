package dev.rdplab.experiments.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.lab.scenario.ScenarioSchema;
import dev.rdplab.words.Form;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.KeyTable;
import dev.rdplab.words.Section;
import dev.rdplab.words.Values;
import dev.rdplab.words.YamlList;
import dev.rdplab.words.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of a grid file, and the grid that is made of them. */
public final class GridKeys {

    private static final int MOST_TRIALS = 100_000;
    private static final int MOST_CELLS = 20_000;
    private static final int MOST_VALUES = 1_000;

    private static final Key<String> NAME =
            Key.of("name", Forms.text(), "of the experiment").needed();
    private static final Key<String> SUMMARY = Key.of("summary", Forms.text(), "what it shows, in one sentence");
    private static final Key<Long> TRIALS = Key.of(
                    "trials", Forms.whole(1, MOST_TRIALS), "in each cell, spread evenly over the seeds")
            .needed();
    private static final Key<List<Long>> SEEDS = Key.of(
                    "seeds",
                    Forms.list(Forms.whole(0, Long.MAX_VALUE), 1, MOST_VALUES),
                    "several, because one seed may happen to hit the same packet every time")
            .or(List.of(1L, 2L, 3L), "[1, 2, 3]");
    private static final Key<Duration> SLOWER_THAN = Key.of(
                    "slower-than", Forms.DURATION, "successes that take longer are counted")
            .or("1s");
    private static final Section<Map<String, String>> SETTINGS = Section.of(GridKeys::texts, settings(false));

    /** Here tunnels of the user's own stand by their names. */
    private static final Section<Map<String, String>> SKIPPED = Section.of(
            GridKeys::texts,
            settings(false).stream()
                    .map(key -> key.name().equals(Setting.TUNNEL.word()) ? skippedTunnel(key) : key)
                    .toList());

    private static final Key<Map<String, String>> FIXED = Key.of("fixed", SETTINGS, "settings that all cells share");
    private static final Key<Map<String, List<String>>> AXES = Key.of(
                    "axes",
                    Section.of(GridKeys::lists, settings(true)),
                    "settings and the values that they take in turn")
            .needed();
    private static final Key<List<Map<String, String>>> SKIP =
            Key.of("skip", Forms.listWithRepeats(SKIPPED, 0, MOST_CELLS), "combinations that are left out");

    /** A grid as it stands in a file. */
    static final Section<Grid> SECTION =
            Section.of(GridKeys::grid, NAME, SUMMARY, TRIALS, SEEDS, SLOWER_THAN, FIXED, AXES, SKIP);

    private GridKeys() {}

    /** JSON Schema (2020-12) of a grid file. */
    public static ObjectNode schema() {
        return ScenarioSchema.json("rdplab grid", SECTION);
    }

    /** Tables in Markdown: {@code grid}, the {@code settings} of its axes, and a {@code tunnel} of the user's own. */
    public static Map<String, String> tables() {
        return Map.of(
                "grid", KeyTable.markdown(SECTION.keys()),
                "settings", KeyTable.markdown(settings(false)),
                "tunnel", KeyTable.markdown(OwnTunnelForm.SECTION.keys()));
    }

    private static List<Key<?>> settings(boolean lists) {
        var keys = new ArrayList<Key<?>>();
        for (Setting setting : Setting.values()) {
            var text = asWritten(setting, setting.form());
            keys.add(
                    lists
                            ? Key.of(setting.word(), Forms.list(text, 1, MOST_VALUES), setting.meaning())
                            : Key.of(setting.word(), text, setting.meaning()));
        }
        return keys;
    }

    private static Key<?> skippedTunnel(Key<?> key) {
        return Key.of(key.name(), asWritten(Setting.TUNNEL, OwnTunnelForm.NAME), "a tunnel by its name");
    }

    private static Map<String, String> texts(Values values) {
        var texts = new LinkedHashMap<String, String>();
        values.map().entries().forEach((word, node) -> texts.put(word, text(word, node)));
        return texts;
    }

    private static String text(String word, YamlNode node) {
        return Setting.of(word).orElseThrow().text(node);
    }

    private static Map<String, List<String>> lists(Values values) {
        var lists = new LinkedHashMap<String, List<String>>();
        values.map().entries().forEach((word, node) -> lists.put(word, strings(word, node.asList())));
        if (lists.isEmpty()) {
            throw values.map().wrong("has no axis", "at least one of " + String.join(", ", Setting.words()));
        }
        long cells = 1;
        for (var axis : lists.values()) {
            cells *= axis.size();
            if (cells > MOST_CELLS) {
                throw values.map().wrong("more than " + MOST_CELLS + " cells", "at most " + MOST_CELLS);
            }
        }
        return lists;
    }

    private static List<String> strings(String word, YamlList list) {
        return list.items().stream().map(node -> text(word, node)).toList();
    }

    private static Grid grid(Values values) {
        var axes = values.get(AXES);
        var fixed = values.find(FIXED).orElse(Map.of());
        for (String word : fixed.keySet()) {
            if (axes.containsKey(word)) {
                throw values.wrong(AXES, word + " is fixed and an axis", "one of the two");
            }
        }
        var tunnels = OwnTunnelForm.in(values.map());
        var skip = values.find(SKIP).orElse(List.of());
        try {
            OwnTunnelForm.check(skip, tunnels);
        } catch (IllegalArgumentException e) {
            throw values.wrong(SKIP, e.getMessage(), "the name of one of them");
        }
        return new Grid(
                values.get(NAME),
                values.find(SUMMARY).orElse(""),
                Math.toIntExact(values.get(TRIALS)),
                values.get(SEEDS),
                values.get(SLOWER_THAN),
                fixed,
                axes,
                skip,
                tunnels);
    }

    /** A value that is checked and kept as it was written. */
    private static Form<String> asWritten(Setting setting, Form<?> form) {
        return form.readBy(node -> {
            form.read(node);
            return setting.text(node);
        });
    }
}
