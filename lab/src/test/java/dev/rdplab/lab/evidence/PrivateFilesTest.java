package dev.rdplab.lab.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

    @Test
    void aDiskThatIsFullLeavesTheLastGoodFileAndNoPartOfTheNewOne(@TempDir Path folder) throws IOException {
        var file = PrivateFiles.write(folder.resolve("report.html"), out -> out.write("good".getBytes()));

        assertThatThrownBy(() -> PrivateFiles.write(file, out -> {
                    out.write("half of the".getBytes());
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");

        assertThat(file).hasContent("good");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
