package dev.rdplab.experiments.sweep;

import dev.rdplab.lab.yaml.Yaml;
import dev.rdplab.packetlinks.tunnel.OwnTunnel;
import dev.rdplab.words.Place;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An experiment: every combination of the values of its axes, each tried {@code trials} times.
 *
 * @param trials per cell, spread evenly over the seeds
 * @param seeds at least one; several, because one seed may happen to hit the same packet every time
 * @param slowerThan successes that take longer are counted
 * @param fixed settings that all cells share
 * @param axes settings and their values, in the order of the file
 * @param skip combinations that are left out
 * @param tunnels of the user's own, which settings have by their names
 */
public record Grid(
        String name,
        String summary,
        int trials,
        List<Long> seeds,
        Duration slowerThan,
        Map<String, String> fixed,
        Map<String, List<String>> axes,
        List<Map<String, String>> skip,
        List<OwnTunnel> tunnels) {

    /** Experiments that come with the lab. */
    public static final List<String> BUNDLED =
            List.of("mtu-blackhole", "vpn-tunnels", "timeouts", "satellite", "flaky-wifi", "cross-check");

    public Grid {
        seeds = List.copyOf(seeds);
        fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
        axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
        skip = List.copyOf(skip);
        tunnels = List.copyOf(tunnels);
    }

    /** One of {@link #BUNDLED}. */
    public static Grid bundled(String name) {
        if (!BUNDLED.contains(name)) {
            throw new IllegalArgumentException("no experiment " + name + "; there are " + String.join(", ", BUNDLED));
        }
        return read(Yaml.resource(Grid.class, name + ".yaml"));
    }

    /** @throws dev.rdplab.words.BadValueException naming the line that cannot be */
    public static Grid read(String file, String text) {
        return read(Yaml.read(file, text));
    }

    /** With another number of trials in each cell. */
    public Grid trials(int number) {
        return new Grid(name, summary, number, seeds, slowerThan, fixed, axes, skip, tunnels);
    }

    /** With one setting for all cells, as a file would fix it. @throws IllegalArgumentException when it is an axis */
    public Grid fixed(String word, String value) {
        if (axes.containsKey(word)) {
            throw new IllegalArgumentException(word + " is an axis of " + name);
        }
        var setting = Setting.of(word).orElseThrow(() -> new IllegalArgumentException("no setting " + word));
        var all = new LinkedHashMap<>(fixed);
        all.put(word, setting.read(new YamlScalar(new Place(name, 0, word), value)));
        return new Grid(name, summary, trials, seeds, slowerThan, all, axes, skip, tunnels);
    }

    /** Without these settings, fixed or axes. */
    public Grid without(List<String> words) {
        var rest = new LinkedHashMap<>(fixed);
        var others = new LinkedHashMap<>(axes);
        words.forEach(rest::remove);
        words.forEach(others::remove);
        return new Grid(name, summary, trials, seeds, slowerThan, rest, others, skip, tunnels);
    }

    /** Without the cells of one tunnel. */
    public Grid withoutTunnel(String tunnel) {
        var more = new ArrayList<>(skip);
        more.add(Map.of(Setting.TUNNEL.word(), tunnel));
        return new Grid(name, summary, trials, seeds, slowerThan, fixed, axes, more, tunnels);
    }

    /** With other seeds, at least one. */
    public Grid seeds(List<Long> others) {
        if (others.isEmpty()) {
            throw new IllegalArgumentException("a grid without a seed");
        }
        return new Grid(name, summary, trials, others, slowerThan, fixed, axes, skip, tunnels);
    }

    /** All combinations, the last axis fastest, without those that are skipped. */
    public List<Cell> cells() {
        List<Map<String, String>> all = List.of(fixed);
        for (var axis : axes.entrySet()) {
            var longer = new ArrayList<Map<String, String>>();
            for (var settings : all) {
                for (String value : axis.getValue()) {
                    var one = new LinkedHashMap<>(settings);
                    one.put(axis.getKey(), value);
                    longer.add(one);
                }
            }
            all = longer;
        }
        return all.stream().filter(c -> !skipped(c)).map(Cell::new).toList();
    }

    private boolean skipped(Map<String, String> settings) {
        return skip.stream().anyMatch(s -> settings.entrySet().containsAll(s.entrySet()));
    }

    private static Grid read(YamlMap top) {
        return GridKeys.SECTION.read(top);
    }
}
