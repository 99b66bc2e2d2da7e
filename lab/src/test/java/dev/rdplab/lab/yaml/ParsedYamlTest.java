package dev.rdplab.lab.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.verdict.Causes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParsedYamlTest {

    @ParameterizedTest
    @ValueSource(strings = {"causes.yaml", "next-tests.yaml", "pairs.yaml", "predictions.yaml"})
    void theBuildHasParsedTheTablesAsTheyAre(String name) throws IOException {
        try (var in = Causes.class.getResourceAsStream(name)) {
            byte[] yaml = in.readAllBytes();
            assertThat(ParsedYaml.of(Causes.class, name, yaml))
                    .contains(Yaml.read(name, new String(yaml, StandardCharsets.UTF_8)));
        }
    }

    @Test
    void aTableThatWasChangedSinceIsNotTaken() {
        byte[] yaml = bytes("a: [1, { b: ü }]\n");
        byte[] parsed = ParsedYaml.write(Yaml.read("x", "a: [1, { b: ü }]\n"), yaml);
        assertThat(ParsedYaml.read("x", parsed, yaml)).contains(Yaml.read("x", "a: [1, { b: ü }]\n"));
        assertThat(ParsedYaml.read("x", parsed, bytes("a: [1, { b: y }]\n"))).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
