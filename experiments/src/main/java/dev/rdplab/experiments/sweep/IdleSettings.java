package dev.rdplab.experiments.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings of a grid that can have no effect: results would name them as if they had one. */
public final class IdleSettings {

    private static final Map<Setting, Setting> NEEDS = Map.ofEntries(
            Map.entry(Setting.QUEUE, Setting.BANDWIDTH),
            Map.entry(Setting.ICMP, Setting.MTU),
            Map.entry(Setting.CLAMP, Setting.MTU),
            Map.entry(Setting.BURST, Setting.LOSS),
            Map.entry(Setting.LOSS_WAY, Setting.LOSS),
            Map.entry(Setting.STATE_LOSS_ANSWER, Setting.STATE_LOSS),
            Map.entry(Setting.TUNNEL_MTU, Setting.TUNNEL),
            Map.entry(Setting.MSSFIX, Setting.TUNNEL),
            Map.entry(Setting.FRAGMENT, Setting.TUNNEL),
            Map.entry(Setting.KEEPALIVE, Setting.TUNNEL),
            Map.entry(Setting.CIPHER, Setting.TUNNEL));

    /** Values that stand for "nothing is done". */
    private static final List<String> NEUTRAL =
            List.of("none", "off", "default", "unlimited", "0", "0%", "0.0", "0ms", "0s");

    private IdleSettings() {}

    static boolean isNeutral(String value) {
        return NEUTRAL.contains(value);
    }

    /** One line that names the first such setting and what it needs; empty when every setting can have an effect. */
    public static Optional<String> of(Grid grid) {
        return Stream.of(Setting.values())
                .filter(NEEDS::containsKey)
                .filter(setting -> isIdle(grid, setting))
                .map(setting -> setting.word() + " has no effect without "
                        + NEEDS.get(setting).word() + ", which no cell of " + grid.name() + " has")
                .findFirst();
    }

    private static boolean isIdle(Grid grid, Setting setting) {
        var used =
                values(grid, setting).filter(value -> isActive(setting, value)).toList();
        return !used.isEmpty() && values(grid, NEEDS.get(setting)).allMatch(NEUTRAL::contains);
    }

    /** A clamp to a number needs no MTU, and a burst of one packet is none. */
    private static boolean isActive(Setting setting, String value) {
        if (setting == Setting.CLAMP) {
            return value.equals("on");
        }
        return !NEUTRAL.contains(value) && !(setting == Setting.BURST && value.equals("1"));
    }

    private static Stream<String> values(Grid grid, Setting setting) {
        var axis = grid.axes().getOrDefault(setting.word(), List.of());
        return Stream.concat(axis.stream(), Optional.ofNullable(grid.fixed().get(setting.word())).stream());
    }
}
