package dev.rdplab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.rdplab.lab.scenario.RandomScenarios;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.ScenarioReader;
import dev.rdplab.lab.scenario.ScenarioSchema;
import dev.rdplab.words.BadValueException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the reader accepts can be run: files are drawn from the declarations, right ones and wrong ones. */
class RandomScenariosTest {

    private static final long SEED = Long.getLong("rdplab.seed", 20_261_130);
    private static final int FILES = Integer.getInteger("rdplab.files", 300);

    private final JsonSchema schema =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(ScenarioSchema.json());

    @Test
    void whatIsAcceptedRunsAndWhatIsRefusedSaysWhy() throws IOException, InterruptedException {
        var files = new RandomScenarios(SEED);
        var failures = new ArrayList<String>();
        int accepted = 0;
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            String text = i % 2 == 0 ? files.right() : files.wrong();
            var scenario = read(text, "seed " + SEED + ", file " + i + ": " + text);
            if (scenario.isEmpty()) {
                refused++;
                continue;
            }
            accepted++;
            assertThat(schema.validate(new ObjectMapper(new YAMLFactory()).readTree(text)))
                    .as("seed %d, file %d: %s", SEED, i, text)
                    .isEmpty();
            run(scenario.get()).ifPresent(failure -> failures.add(failure + "\nof\n" + text));
        }
        assertThat(failures).as("seed %d", SEED).isEmpty();
        assertThat(accepted).isGreaterThan(FILES / 10);
        assertThat(refused).isGreaterThan(FILES / 10);
    }

    private static Optional<Scenario> read(String text, String which) {
        try {
            return Optional.of(ScenarioReader.read("random.yaml", "", text));
        } catch (BadValueException e) {
            assertThat(e.mistakes()).as(which).allSatisfy(mistake -> {
                assertThat(mistake.place().file()).isEqualTo("random.yaml");
                assertThat(mistake.toString()).doesNotContain("\n", "Exception");
                assertThat(mistake.what()).isNotBlank();
            });
            return Optional.empty();
        }
    }

    /** Empty when the run gives a result, whatever it is. One for a relay is refused by name, as the lab does not play both ends. */
    private static Optional<String> run(Scenario scenario) throws InterruptedException {
        if (scenario.relay().isPresent()) {
            assertThatThrownBy(() -> Run.of(scenario, RunOptions.DEFAULT.inVirtualTime()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("rdplab relay --scenario");
            return Optional.empty();
        }
        try {
            assertThat(Run.of(scenario, RunOptions.DEFAULT.inVirtualTime()).result())
                    .isNotNull();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e + " at " + e.getStackTrace()[0]);
        }
    }
}
