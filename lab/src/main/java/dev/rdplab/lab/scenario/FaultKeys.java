package dev.rdplab.lab.scenario;

import dev.rdplab.chaos.fault.FaultKind;
import dev.rdplab.chaos.fault.Moment;
import dev.rdplab.chaos.fault.MomentWords;
import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.words.Form;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Section;
import dev.rdplab.words.Tagged;
import dev.rdplab.words.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The key {@code faults}: at which moment an end does what. */
final class FaultKeys {

    private static final int MAX_FAULTS = 1_000;

    private static final Key<Moment> AT =
            Key.of("at", MomentWords.SECTION, "the moment").needed();

    /** A rule as it stands in a file: {@code do} decides which keys it has beside {@code at}. */
    static final Tagged<Rule> RULE = new Tagged<>("do", new Words<>("fault", rules()));

    static final Form<List<Rule>> RULES = Forms.listWithRepeats(RULE, 0, MAX_FAULTS);

    private FaultKeys() {}

    private static LinkedHashMap<String, Section<Rule>> rules() {
        var rules = new LinkedHashMap<String, Section<Rule>>();
        for (FaultKind kind : FaultKind.values()) {
            var keys = new ArrayList<Key<?>>(
                    List.of(AT, Key.of("do", Forms.words("fault", FaultKind.words(), word -> word), kind.meaning())));
            keys.addAll(kind.parameters());
            rules.put(kind.word(), Section.of(values -> new Rule(values.get(AT), kind.create(values)), keys));
        }
        return rules;
    }
}
