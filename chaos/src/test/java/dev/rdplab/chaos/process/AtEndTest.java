package dev.rdplab.chaos.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AtEndTest {

    /** A process that has made nothing, and asks while it ends. */
    static final class Main {
        private Main() {}

        public static void main(String[] none) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(AtEnd.isEnding())));
        }
    }

    @Test
    void whoAsksFirstWhileTheProcessEndsIsToldSo() throws Exception {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("true");
        assertThat(process.waitFor()).isZero();
    }
}
