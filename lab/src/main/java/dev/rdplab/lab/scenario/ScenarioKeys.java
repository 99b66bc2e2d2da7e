package dev.rdplab.lab.scenario;

import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.chaos.link.Link;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Section;
import dev.rdplab.words.Values;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The keys at the top of a scenario file, and the scenario that is made of them. */
final class ScenarioKeys {

    private static final int MAX_NAME = 100;

    private static final Key<String> NAME = Key.of(
                    "name",
                    Forms.text(
                            "name",
                            Pattern.compile("[a-z0-9]+(-[a-z0-9.]+)*"),
                            MAX_NAME,
                            "lower-case words joined by -, such as server-key-unreadable",
                            "some-name"),
                    "unique in the catalogue")
            .needed();
    private static final Key<Kind> KIND = Key.of(
                    "kind",
                    Forms.words(Kind.values(), Kind::word),
                    "`recipe` makes mstsc show 0x904/0x7, `neighbour` is confused with it. `reproduce` without a name"
                            + " runs both")
            .or("other");
    private static final Key<String> SUMMARY =
            Key.of("summary", Forms.text(), "what is done, in one sentence").needed();
    private static final Key<String> CAUSE = text("cause", "what makes real servers do so");
    private static final Key<String> EVIDENCE = text("evidence", "how that is known");
    private static final Key<String> FIX = text("fix", "what removes the cause");
    private static final Key<String> SOURCE = text("source", "links and references");
    private static final Key<Long> SEED = Key.of(
            "seed", Forms.whole(0, Long.MAX_VALUE), "of nonces, keys, times and faults; left out: the run's own");
    private static final Key<ServerSpec> SERVER =
            Key.section("server", ServerKeys.SECTION, "protocol-conforming settings, even unusual ones; see below");
    private static final Key<Link> LINK =
            Key.of("link", LinkKeys.LINK, "what lies between; see below").or("direct");
    private static final Key<List<Rule>> FAULTS =
            Key.of("faults", FaultKeys.RULES, "what goes wrong at which moment; see [faults.md](faults.md)");
    private static final Key<ClientSpec> CLIENT = Key.section("client", ClientKeys.SECTION, "see below");
    private static final Key<KerberosSpec> KERBEROS =
            Key.of("kerberos", KerberosKeys.SECTION, "a realm that both ends belong to; see below");
    private static final Key<RelaySpec> RELAY = Key.of(
            "relay",
            RelayKeys.SECTION,
            "the scenario is for `rdplab relay`, between a real client and a real server; see below");
    private static final Key<Expectation> EXPECT = Key.of(
                    "expect", ExpectKeys.SECTION, "what must come of it; see below")
            .needed();

    /** Everything that may stand in a file, apart from {@link Combinations}. */
    static final Section<Values> SECTION = Section.of(
            values -> values,
            NAME,
            KIND,
            SUMMARY,
            CAUSE,
            EVIDENCE,
            FIX,
            SOURCE,
            SEED,
            SERVER,
            LINK,
            FAULTS,
            CLIENT,
            KERBEROS,
            RELAY,
            EXPECT);

    private ScenarioKeys() {}

    /** @param group see {@link Scenario#group} */
    static Scenario scenario(Values values, String group, String file) {
        return new Scenario(
                new Scenario.About(
                        values.get(NAME),
                        group,
                        values.get(KIND),
                        values.get(SUMMARY),
                        values.find(CAUSE).orElse(""),
                        values.find(EVIDENCE).orElse(""),
                        values.find(FIX).orElse(""),
                        values.find(SOURCE).orElse(""),
                        file),
                values.find(SEED).map(OptionalLong::of).orElse(OptionalLong.empty()),
                values.get(SERVER).withPartOf(values.get(CLIENT)),
                values.get(LINK),
                values.find(FAULTS).orElse(List.of()),
                values.get(CLIENT),
                values.find(KERBEROS),
                values.find(RELAY),
                values.get(EXPECT));
    }

    private static Key<String> text(String name, String meaning) {
        return Key.of(name, Forms.text(), meaning);
    }
}
