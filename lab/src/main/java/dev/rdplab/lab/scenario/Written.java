package dev.rdplab.lab.scenario;

import dev.rdplab.chaos.fault.BadArgument;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Hands what stands in a file to makers that know nothing of files, and puts their complaints back in their place. */
final class Written {

    private Written() {}

    /** Runs what makes a value. @throws BadValueException in place of a {@link BadArgument}, at the key it names */
    static <T> T located(YamlMap map, Supplier<T> making) {
        try {
            return making.get();
        } catch (BadArgument e) {
            var node = e.key().isEmpty() ? Optional.<YamlNode>empty() : inside(map, e.key());
            throw node.orElse(map).wrong(problem(e), String.join(", ", e.allowed()));
        } catch (IllegalArgumentException e) {
            throw map.wrong(e.getMessage(), "");
        }
    }

    /** Keys and values as strings and maps. @param without keys to leave out */
    static Map<String, Object> plain(YamlMap map, String... without) {
        var plain = new LinkedHashMap<String, Object>();
        map.entries().forEach((key, node) -> {
            if (!List.of(without).contains(key)) {
                plain.put(
                        key,
                        node instanceof YamlMap inner
                                ? plain(inner)
                                : node.asScalar().text());
            }
        });
        return plain;
    }

    private static String problem(BadArgument e) {
        String allowed = e.allowed().isEmpty() ? "" : "; allowed: " + String.join(", ", e.allowed());
        return e.getMessage().endsWith(allowed)
                ? e.getMessage().substring(0, e.getMessage().length() - allowed.length())
                : e.getMessage();
    }

    private static Optional<YamlNode> inside(YamlMap map, String key) {
        return map.get(key).or(() -> map.entries().values().stream()
                .filter(YamlMap.class::isInstance)
                .flatMap(node -> inside(node.asMap(), key).stream())
                .findFirst());
    }
}
