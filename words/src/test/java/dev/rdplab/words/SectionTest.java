package dev.rdplab.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys as data: all mistakes of a section in one go. */
class SectionTest {

    private static final Key<String> NAME =
            Key.of("name", Forms.text(), "a name").needed();
    private static final Key<Long> COUNT =
            Key.of("count", Forms.whole(1, 9), "how many").or("3");
    private static final Key<Boolean> LOUD = Key.flag("loud", "whether");
    private static final Section<String> SECTION =
            Section.of(values -> values.get(NAME) + values.get(COUNT) + values.get(LOUD), NAME, COUNT, LOUD);

    @Test
    void defaultsHoldWhereAKeyIsLeftOut() {
        assertThat(SECTION.read(YamlMap.of(Place.NONE, Map.of("name", "x")))).isEqualTo("x3false");
    }

    @Test
    void aKeyAsLongAsAFileIsCutWhereItIsShown() {
        var key = "k".repeat(900_000);
        var map = new YamlMap(
                new Place("f", 1, ""), Map.of(key, new YamlScalar(new Place("f", 2, "").child(2, key), "1")));

        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> SECTION.read(map))
                .satisfies(e -> assertThat(e.mistakes()).hasSize(2).allSatisfy(mistake -> assertThat(mistake.toString())
                        .hasSizeLessThan(400)));
    }

    @Test
    void allMistakesAreReportedAndWhatIsMissingComesLast() {
        var map = new YamlMap(
                new Place("f", 1, ""),
                Map.of(
                        "cuont", new YamlScalar(new Place("f", 3, "cuont"), "1"),
                        "loud", new YamlScalar(new Place("f", 2, "loud"), "very")));

        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> SECTION.read(map))
                .satisfies(e -> assertThat(e.mistakes())
                        .map(BadValue::toString)
                        .isEqualTo(List.of(
                                "f:2: loud: 'very' is neither true nor false; allowed: true, false",
                                "f:3: cuont: unknown key (did you mean count?); allowed: name, count, loud",
                                "f:1: name: is missing; allowed: a text")));
    }

    /** The word that decides about the keys is wrong; what is wrong with every word is reported with it. */
    @Test
    void anUnknownTagHidesNoOtherMistake() {
        var at = Key.of("at", SECTION, "where").needed();
        var kind = Key.of("do", Forms.text(), "what");
        var size = Key.of("size", Forms.whole(1, 9), "how much");
        var tagged = new Tagged<>(
                "do",
                new Words<>(
                        "act",
                        new LinkedHashMap<>(Map.of(
                                "close", Section.of(values -> "c", at, kind),
                                "cut", Section.of(values -> "t", at, kind, size)))));
        var wrong = new LinkedHashMap<String, YamlNode>();
        wrong.put(
                "at",
                new YamlMap(
                        new Place("f", 1, "at"), Map.of("count", new YamlScalar(new Place("f", 2, "at.count"), "12"))));
        wrong.put("do", new YamlScalar(new Place("f", 3, "do"), "colse"));
        wrong.put("size", new YamlScalar(new Place("f", 4, "size"), "77")); // of a kind that may not be meant
        wrong.put("siez", new YamlScalar(new Place("f", 5, "siez"), "1"));

        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> tagged.read(new YamlMap(new Place("f", 1, ""), wrong)))
                .satisfies(e -> assertThat(e.mistakes())
                        .extracting(mistake -> mistake.place().key())
                        .containsExactlyInAnyOrder("do", "siez", "at.count", "at.name"));
    }

    @Test
    void theTableAndTheSchemaSayWhatTheKeysSay() {
        assertThat(KeyTable.markdown(SECTION.keys()))
                .contains("| `name` | a text | required | a name |", "| `count` | 1 to 9 | `3` | how many |");
        assertThat(SECTION.schema().get("required")).isEqualTo(List.of("name"));
    }
}
