package dev.rdplab.junitjupiter;

import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.chaos.link.Link;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.ScenarioReader;
import dev.rdplab.words.BadValue;
import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Place;
import java.util.List;

/**
 * A scenario and the file that says it.
 *
 * @param text empty when there is none: the test made it in Java
 */
record Script(Scenario scenario, String text) {

    private static final String NAME = "in-the-test";

    static Script of(Scenario scenario) {
        boolean bundled = !scenario.group().isEmpty() && Catalogue.paths().contains(scenario.path());
        return new Script(scenario, bundled ? Catalogue.text(scenario.path()) : "");
    }

    /** @throws IllegalArgumentException or BadValueException when the annotation says what cannot be */
    static Script of(RdpLab lab) {
        if (!lab.value().isEmpty() && !(lab.server() + lab.faults()).isEmpty()) {
            throw new IllegalArgumentException(
                    "@RdpLab takes either a scenario, here " + lab.value() + ", or server and faults");
        }
        if (!lab.link().isEmpty() && !lab.latency().isEmpty()) {
            throw new IllegalArgumentException("@RdpLab takes either link or latency");
        }
        String link = lab.latency().isEmpty()
                ? lab.link()
                : "{ toxics: [{ type: latency, direction: down, delay: " + lab.latency() + " }] }";
        var made = made(lab, link);
        if (lab.value().isEmpty()) {
            return made.seeded(lab.seed());
        }
        var named = Lookup.named(lab.value());
        var scenario = named.scenario();
        scenario = link.isEmpty() ? scenario : scenario.withLink(made.scenario().link());
        scenario = lab.client().isEmpty()
                ? scenario
                : scenario.withClient(made.scenario().client());
        return new Script(scenario, named.text()).seeded(lab.seed());
    }

    /** The same server, misbehaving at these moments. */
    Script with(List<Rule> faults) {
        return new Script(scenario.unfiled().withLink(Link.DIRECT).withFaults(faults), "");
    }

    private Script seeded(long seed) {
        return scenario.seed().isPresent() ? this : new Script(scenario.withSeed(seed), text);
    }

    private static Script made(RdpLab lab, String link) {
        var text = new StringBuilder("name: " + NAME + "\nsummary: said in a test\n");
        section(text, "server", lab.server());
        section(text, "link", link);
        section(text, "faults", lab.faults());
        section(text, "client", lab.client());
        // What must come of it is the test's to say.
        text.append("expect: { stage: active, ending: completed }\n");
        try {
            return new Script(ScenarioReader.read("", "", text.toString()), text.toString());
        } catch (BadValueException e) {
            throw new BadValueException(
                    e.mistakes().stream().map(Script::withoutLine).toList());
        }
    }

    /** The key says where a mistake is; the line is one of a text that the test's author never sees. */
    private static BadValue withoutLine(BadValue bad) {
        return new BadValue(new Place("", 0, bad.place().key()), bad.what(), bad.allowed());
    }

    private static void section(StringBuilder text, String key, String value) {
        if (!value.isBlank()) {
            text.append(key).append(":\n").append(value.strip().indent(2));
        }
    }
}
