package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RealProcessTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Path SHELL = Path.of("/bin/sh");

    private static RealProcess shell(String script) {
        return RealProcess.start(Scratch.create("test"), SHELL, List.of("-c", script));
    }

    @Test
    void tellsExitCodeAndBothStreams() {
        try (RealProcess process = shell("echo to-out; echo to-err >&2; exit 7")) {
            Finished finished = process.await(SOON);

            assertThat(finished.exitCode()).isEqualTo(7);
            assertThat(finished.stdout()).isEqualTo("to-out\n");
            assertThat(finished.stderr()).isEqualTo("to-err\n");
            assertThat(finished.output()).isEqualTo("to-out\nto-err\n");
        }
    }

    @Test
    void endsAProgramThatIsStillRunningAtItsDeadline() {
        try (RealProcess process = shell("echo ready; sleep 1000")) {
            process.awaitOutput(Pattern.compile("ready"), SOON);

            Finished finished = process.await(Duration.ofMillis(50));

            assertThat(finished.stillRunning()).isTrue();
            assertThat(process.isAlive()).isFalse();
        }
    }

    @Test
    void endsAProgramThatIgnoresTerm() {
        try (RealProcess process = shell("trap '' TERM; echo ready; while :; do sleep 1; done")) {
            process.awaitOutput(Pattern.compile("ready"), SOON);

            assertThat(process.await(Duration.ofMillis(50)).stillRunning()).isTrue();
            assertThat(process.isAlive()).isFalse();
        }
    }

    @Test
    void endsTheChildrenToo() {
        Optional<ProcessHandle> child;
        try (RealProcess process = shell("sleep 1000 & echo child $!; wait")) {
            process.awaitOutput(Pattern.compile("child \\d+\\n"), SOON);
            child = ProcessHandle.of(Long.parseLong(process.output().strip().split(" ")[1]));
            assertThat(child).hasValueSatisfying(handle -> assertThat(RealProcess.isRunning(handle))
                    .isTrue());
        }
        assertThat(child.filter(RealProcess::isRunning)).isEmpty();
    }

    @Test
    void deletesItsHome() {
        Path home;
        try (RealProcess process = shell("mkdir -p .config/deep; echo x > .config/deep/file; echo $HOME")) {
            home = Path.of(process.await(SOON).stdout().strip());
            assertThat(home.resolve(".config/deep/file")).exists();
        }
        assertThat(Files.exists(home)).isFalse();
    }

    @Test
    void leavesNoWayToAKerberosServerOutside() {
        try (RealProcess process = shell("cat \"$KRB5_CONFIG\"")) {
            assertThat(process.await(SOON).stdout())
                    .contains("dns_lookup_kdc = false", "kdc = 127.0.0.1:1")
                    .doesNotContain("include");
        }
    }

    @Test
    void keepsABoundedPartOfEndlessOutput() {
        try (RealProcess process = shell("head -c 3000000 /dev/zero | tr '\\0' x")) {
            Finished finished = process.await(SOON);

            assertThat(finished.exitCode()).isZero();
            assertThat(finished.stdout()).hasSize(OutputCapture.LIMIT);
            assertThat(process.output())
                    .endsWith("[" + (3_000_000 - OutputCapture.LIMIT) + " more characters not kept]");
        }
    }

    @Test
    void showsNoPassword() {
        try (RealProcess process =
                RealProcess.start(Scratch.create("test"), SHELL, List.of("-c", "exit 0", "/p:open-sesame"))) {
            assertThat(process.await(SOON)).asString().contains("/p:***").doesNotContain("open-sesame");
        }
    }

    @Test
    void saysWhatWasPrintedWhenTheAwaitedLineNeverComes() {
        try (RealProcess process = shell("echo something else; exit 3")) {
            assertThatThrownBy(() -> process.awaitOutput(Pattern.compile("ready"), SOON))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("did not print ready")
                    .hasMessageContaining("something else");
        }
    }
}
