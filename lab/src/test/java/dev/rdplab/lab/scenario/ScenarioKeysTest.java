package dev.rdplab.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages and the schema say what the declarations say. */
class ScenarioKeysTest {

    private static final Pattern TABLE =
            Pattern.compile("(<!-- keys: ([a-z0-9.-]+) -->\n)(.*?)(<!-- end -->)", Pattern.DOTALL);

    @Test
    void scenariosAreDocumentedAsDeclared() throws IOException {
        var tables = new LinkedHashMap<>(ScenarioSchema.tables());
        tables.remove("client.tls");
        tables.remove("expect.server");
        assertDocumented(Path.of("../docs/scenarios.md"), tables);
    }

    @Test
    void faultsAreDocumentedAsDeclared() throws IOException {
        assertDocumented(Path.of("../docs/faults.md"), ScenarioSchema.faultTables());
    }

    /** {@code -Dgolden.update=true} writes the tables anew. */
    private static void assertDocumented(Path page, Map<String, String> tables) throws IOException {
        var before = Files.readString(page);
        var named = TABLE.matcher(before).results().map(found -> found.group(2)).toList();
        assertThat(named).containsExactlyInAnyOrderElementsOf(tables.keySet());
        var after = TABLE.matcher(before)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                        found.group(1) + tables.get(found.group(2)) + found.group(4)));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(page, after);
        }
        assertThat(before)
                .as("run the test with -Dgolden.update=true and read the difference")
                .isEqualTo(after);
    }

    @Test
    void everyScenarioOfTheCatalogueFitsTheSchema() throws IOException {
        var schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(ScenarioSchema.json());
        var yaml = new ObjectMapper(new YAMLFactory());
        for (String path : Catalogue.paths()) {
            JsonNode scenario = yaml.readTree(Catalogue.text(path));
            assertThat(schema.validate(scenario)).as(path).isEmpty();
        }
    }

    @Test
    void theSchemaRefusesWhatTheReaderRefuses() throws IOException {
        var schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(ScenarioSchema.json());
        var yaml = new ObjectMapper(new YAMLFactory());
        String fine = "name: mine\nsummary: x\nexpect: { stage: tls, ending: closed-rst }\n";
        assertThat(schema.validate(yaml.readTree(fine))).isEmpty();
        for (String mistake : new String[] {
            "server: { securty: nla }",
            "server: { disconnect-reason: 9 }",
            "server: { deadlines: { tls: 5 } }",
            "client: { stay: 5 parsecs }",
            "faults: [{ at: { role: server, stage: tls }, do: close_rst }]",
            "faults: [{ at: { role: server, stage: tls }, do: close-rst, keep: 3 }]",
            "faults: [{ at: { role: server, on: ClientHelo }, do: close-rst }]",
            "link: { toxics: [{ type: latency }] }",
        }) {
            assertThat(schema.validate(yaml.readTree(fine + mistake)))
                    .as(mistake)
                    .isNotEmpty();
        }
    }
}
