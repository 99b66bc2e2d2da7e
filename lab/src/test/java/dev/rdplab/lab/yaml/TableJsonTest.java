package dev.rdplab.lab.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.verdict.Causes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"causes.yaml", "next-tests.yaml", "pairs.yaml", "predictions.yaml"})
    void theBuildMadeJsonOfTheTablesAsTheyAre(String name) throws IOException {
        try (var in = Causes.class.getResourceAsStream(name)) {
            byte[] yaml = in.readAllBytes();
            assertThat(TableJson.of(Causes.class, name, yaml))
                    .contains(Yaml.read(name, new String(yaml, StandardCharsets.UTF_8)));
        }
    }

    @Test
    void aTableThatWasEditedSinceIsReadAsYaml() throws IOException {
        byte[] yaml = bytes("a: [1, { b: ü }, \n~, '']\nc: |\n  x\n  y\n");
        byte[] json = TableJson.write(Yaml.read("x", "a: [1, { b: ü }, \n~, '']\nc: |\n  x\n  y\n"), yaml);
        assertThat(TableJson.read("x", json, yaml))
                .contains(Yaml.read("x", "a: [1, { b: ü }, \n~, '']\nc: |\n  x\n  y\n"));
        assertThat(TableJson.read("x", json, bytes("a: [1, { b: y }]\n"))).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
