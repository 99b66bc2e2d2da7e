package dev.rdplab.lab.verdict;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import dev.rdplab.words.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A rule's left side: fits when every list that is not empty holds the fact.
 *
 * @param lastSent parts of the PDU's title, in any case
 */
record Condition(
        List<Stage> stages,
        List<EndingKind> endings,
        List<Role> by,
        List<Long> codes,
        List<String> lastSent,
        List<String> lastReceived,
        List<String> observed) {

    /** The keys of a condition. */
    static final List<String> KEYS =
            List.of("stage", "ending", "by", "code", "last-sent", "last-received", "security", "repeat", "observed");

    private static final List<String> SECURITY = List.of("rdp", "tls", "nla", "ext");
    private static final List<String> REPEAT = List.of("same", "varies");

    static Condition read(YamlMap map) {
        var observed = new ArrayList<>(values(map, "observed", Observation::read));
        observed.addAll(values(map, "security", s -> s.oneOf(SECURITY, word -> word)));
        values(map, "repeat", s -> s.oneOf(REPEAT, word -> word)).forEach(word -> observed.add("repeat-" + word));
        return new Condition(
                values(map, "stage", s -> s.oneOf(List.of(Stage.values()), Stage::word)),
                values(map, "ending", s -> s.oneOf(List.of(EndingKind.values()), EndingKind::word)),
                values(map, "by", s -> s.oneOf(List.of(Role.values()), Role::word)),
                values(map, "code", s -> s.number(0, 0xFFFF_FFFFL)),
                values(map, "last-sent", YamlScalar::string),
                values(map, "last-received", YamlScalar::string),
                List.copyOf(observed));
    }

    /** Whether the words of ending and stage in an unread rule allow these facts; most rules of a table need no further reading. */
    static boolean names(YamlMap map, Facts facts) {
        return names(map, "ending", facts.ending().word())
                && names(
                        map, "stage", facts.stage() == null ? "" : facts.stage().word());
    }

    private static boolean names(YamlMap map, String key, String word) {
        var node = map.get(key).orElse(null);
        if (node == null) {
            return true;
        }
        if (node instanceof YamlScalar scalar) {
            return scalar.text().equals(word);
        }
        for (YamlNode item : node.asList().items()) {
            if (item.asScalar().text().equals(word)) {
                return true;
            }
        }
        return false;
    }

    boolean fits(Facts facts) {
        return (stages.isEmpty() || facts.stage() != null && stages.contains(facts.stage()))
                && (endings.isEmpty() || endings.contains(facts.ending()))
                && (by.isEmpty() || facts.by() != null && by.contains(facts.by()))
                && (codes.isEmpty()
                        || facts.code().isPresent()
                                && codes.contains(facts.code().getAsLong()))
                && partOf(lastSent, facts.lastSent())
                && partOf(lastReceived, facts.lastReceived())
                && facts.observed().containsAll(observed);
    }

    /** The conditions in a few words, such as {@code stage tls, ending closed-rst}. */
    String text() {
        var text = new ArrayList<String>();
        named(text, "stage", stages);
        named(text, "ending", endings);
        named(text, "by", by);
        named(
                text,
                "code",
                codes.stream()
                        .map(code -> "0x" + Long.toHexString(code).toUpperCase(Locale.ROOT))
                        .toList());
        named(text, "last sent", lastSent);
        named(text, "last received", lastReceived);
        named(text, "observed", observed);
        return text.isEmpty() ? "anything" : String.join(", ", text);
    }

    private static void named(List<String> text, String name, List<?> values) {
        if (!values.isEmpty()) {
            text.add(name + " "
                    + String.join(" or ", values.stream().map(Object::toString).toList()));
        }
    }

    /** One value or a list of them. @throws BadValueException when one cannot be read */
    static <T> List<T> values(YamlMap map, String key, Function<YamlScalar, T> reader) {
        var node = map.get(key).orElse(null);
        if (node == null) {
            return List.of();
        }
        return node instanceof YamlScalar scalar
                ? List.of(reader.apply(scalar))
                : node.asList().distinct((YamlNode item) -> reader.apply(item.asScalar()));
    }

    private static boolean partOf(List<String> parts, String title) {
        String lower = title.toLowerCase(Locale.ROOT);
        return parts.isEmpty() || parts.stream().anyMatch(part -> lower.contains(part.toLowerCase(Locale.ROOT)));
    }
}
