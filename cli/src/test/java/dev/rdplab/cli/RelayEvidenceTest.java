package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayEvidenceTest {

    @TempDir
    private Path folder;

    @Test
    void leavesOutAConnectionThatEndsAfterTheRelay() throws Exception {
        var err = new StringWriter();
        var out = folder.resolve("out");
        var evidence = RelayEvidence.to(out, Terminal.to(new StringWriter(), err), "relay to server.example", "again");
        evidence.close();

        assertThatCode(() -> evidence.add(null)).doesNotThrowAnyException();
        assertThat(err.toString()).isEmpty();
        assertThat(out).isEmptyDirectory();
    }
}
