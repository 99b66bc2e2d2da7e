package dev.rdplab.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ScratchFolderTest {

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    @Test
    void whatAKilledProcessHasLeftIsRemovedByTheNextThatMakesOne() throws IOException {
        // This process's number, begun at another time: it is gone. Whole at once, since another process may remove it
        // first.
        var made = Files.createTempDirectory(TEMPORARY, "rdplab-notes-");
        Files.writeString(made.resolve("http.keytab"), "secret");
        var left = Files.move(
                made, made.resolveSibling("rdplab-" + ProcessHandle.current().pid() + "-1-" + made.getFileName()));
        var foreign = Files.createTempDirectory(TEMPORARY, "rdplab-notes-");

        try (var scratch = ScratchFolder.create("realm");
                var other = ScratchFolder.create("realm")) {
            assertThat(left).doesNotExist();
            assertThat(foreign).as("no lab has made it").isDirectory();
            assertThat(scratch.path()).isDirectory().isNotEqualTo(other.path());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scratch.path())))
                    .isEqualTo("rwx------");
        } finally {
            Files.delete(foreign);
        }
    }

    @Test
    void allThatIsInItGoesWithIt() throws IOException {
        var scratch = ScratchFolder.create("realm");
        Files.writeString(Files.createDirectory(scratch.path().resolve("kdc")).resolve("key"), "secret");

        scratch.close();

        assertThat(scratch.path()).doesNotExist();
    }
}
