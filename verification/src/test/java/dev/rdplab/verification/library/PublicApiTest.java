package dev.rdplab.verification.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The folder {@code api} says what the published modules have promised; what others rely on does not go unnoticed. */
class PublicApiTest {

    static List<String> modules() {
        return PublicApi.MODULES;
    }

    @ParameterizedTest
    @MethodSource("modules")
    void nothingThatWasPromisedIsGone(String module) throws IOException {
        Path file = Repository.ROOT.resolve("api").resolve(module + ".txt");
        var now = PublicApi.of(module);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(file.getParent());
            Files.write(file, now);
        }

        var promised = Files.readAllLines(file);
        assertThat(promised).isNotEmpty();
        assertThat(PublicApi.gone(promised, now))
                .as("gone from the public API of " + module
                        + "; if it must be: -Dgolden.update=true, and a line under Changed in CHANGELOG.md")
                .isEmpty();
    }

    @Test
    void aChangedMemberIsGone() {
        assertThat(PublicApi.gone(List.of("public int A.b()", "public A"), List.of("public A", "public long A.b()")))
                .containsExactly("public int A.b()");
    }
}
