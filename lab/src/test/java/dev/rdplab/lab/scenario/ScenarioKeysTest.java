package dev.rdplab.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rdplab.words.BadValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/scenarios.md knows every key. */
class ScenarioKeysTest {

    private static final String LAWFUL = "name: mine\nsummary: x\nexpect: { stage: tls, ending: closed-rst }\n";

    /** Each has one key that nobody knows, so that the reader says which it does know. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense: 1",
                "server: { nonsense: 1 }",
                "server: { tls: { nonsense: 1 } }",
                "server: { accounts: [{ nonsense: 1 }] }",
                "server: { credssp: { nonsense: 1 } }",
                "server: { mcs: { nonsense: 1 } }",
                "server: { licensing: { nonsense: 1 } }",
                "link: { nonsense: 1 }",
                "link: { triggers: [{ nonsense: 1 }] }",
                "link: { modelled-loss: { nonsense: 1 } }",
                "client: { nonsense: 1 }",
                "client: { tls: { nonsense: 1 } }",
                "kerberos: { nonsense: 1 }",
                "kerberos: { kdc: { nonsense: 1 } }",
                "kerberos: { server: { nonsense: 1 } }",
                "kerberos: { client: { nonsense: 1 } }"
            })
    void areAllExplained(String mistake) throws IOException {
        var page = Files.readString(Path.of("../docs/scenarios.md"));

        var wrong = catchThrowableOfType(
                BadValueException.class, () -> ScenarioReader.read("mine.yaml", "", LAWFUL + mistake + "\n"));

        assertThat(wrong).hasMessageContaining("unknown key").hasMessageContaining("allowed: ");
        var keys = List.of(wrong.getMessage().replaceAll("(?s).*allowed: ", "").split(", "));
        assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    }
}
