package dev.rdplab.junitjupiter;

import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.chaos.link.Link;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.ScenarioReader;
import java.util.List;
import java.util.OptionalLong;

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

    /** @throws IllegalArgumentException or ScenarioException when the annotation says what cannot be */
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
        boolean changed = !link.isEmpty() || !lab.client().isEmpty();
        var scenario = named.scenario();
        var merged = new Scenario(
                scenario.name(),
                scenario.group(),
                scenario.kind(),
                scenario.summary(),
                scenario.cause(),
                scenario.evidence(),
                scenario.fix(),
                scenario.source(),
                scenario.seed(),
                scenario.server(),
                link.isEmpty() ? scenario.link() : made.scenario().link(),
                scenario.faults(),
                lab.client().isEmpty() ? scenario.client() : made.scenario().client(),
                scenario.expect(),
                scenario.file(),
                scenario.kerberos());
        return new Script(changed ? merged : scenario, named.text()).seeded(lab.seed());
    }

    /** The same server, misbehaving at these moments. */
    Script with(List<Rule> faults) {
        var s = scenario;
        return new Script(
                new Scenario(
                        s.name(),
                        "",
                        s.kind(),
                        s.summary(),
                        s.cause(),
                        s.evidence(),
                        s.fix(),
                        s.source(),
                        s.seed(),
                        s.server(),
                        Link.DIRECT,
                        faults,
                        s.client(),
                        s.expect(),
                        "",
                        s.kerberos()),
                "");
    }

    private Script seeded(long seed) {
        var s = scenario;
        var fixed = s.seed().isPresent() ? s.seed() : OptionalLong.of(seed);
        return new Script(
                new Scenario(
                        s.name(),
                        s.group(),
                        s.kind(),
                        s.summary(),
                        s.cause(),
                        s.evidence(),
                        s.fix(),
                        s.source(),
                        fixed,
                        s.server(),
                        s.link(),
                        s.faults(),
                        s.client(),
                        s.expect(),
                        s.file(),
                        s.kerberos()),
                text);
    }

    private static Script made(RdpLab lab, String link) {
        var text = new StringBuilder("name: " + NAME + "\nsummary: said in a test\n");
        section(text, "server", lab.server());
        section(text, "link", link);
        section(text, "faults", lab.faults());
        section(text, "client", lab.client());
        // What must come of it is the test's to say.
        text.append("expect: { stage: active, ending: completed }\n");
        return new Script(ScenarioReader.read("@RdpLab", "", text.toString()), text.toString());
    }

    private static void section(StringBuilder text, String key, String value) {
        if (!value.isBlank()) {
            text.append(key).append(":\n").append(value.strip().indent(2));
        }
    }
}
