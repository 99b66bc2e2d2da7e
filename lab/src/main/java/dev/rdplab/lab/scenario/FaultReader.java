package dev.rdplab.lab.scenario;

import dev.rdplab.chaos.fault.FaultKind;
import dev.rdplab.chaos.fault.MomentWords;
import dev.rdplab.chaos.fault.Parameter;
import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.words.YamlList;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the key {@code faults}: at which moment an end does what. */
final class FaultReader {

    private static final int MAX_FAULTS = 1_000;

    private FaultReader() {}

    static List<Rule> read(Optional<YamlList> given) {
        var rules = new ArrayList<Rule>();
        for (YamlNode node : given.map(YamlList::items).orElse(List.of())) {
            if (rules.size() >= MAX_FAULTS) {
                throw node.wrong("one fault too many", "at most " + MAX_FAULTS);
            }
            rules.add(rule(node.asMap()));
        }
        return rules;
    }

    private static Rule rule(YamlMap map) {
        var does = map.required("do").asScalar();
        var kind = FaultKind.of(does.text())
                .orElseThrow(() -> does.wrong(does.described() + " is no fault", String.join(", ", FaultKind.words())));
        var keys = new ArrayList<>(List.of("at", "do"));
        kind.parameters().stream().map(Parameter::name).forEach(keys::add);
        map.allow(keys.toArray(String[]::new));
        var at = map.required("at").asMap();
        at.allow(MomentWords.PARAMETERS.stream().map(Parameter::name).toArray(String[]::new));
        at.scalar("on").ifPresent(MessageNames::check);
        var moment = Written.located(at, () -> MomentWords.create(Written.plain(at)));
        var fault = Written.located(map, () -> kind.create(Written.plain(map, "at", "do")));
        return Written.located(map, () -> new Rule(moment, fault));
    }
}
