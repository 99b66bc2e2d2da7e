package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a signal does to {@code rdplab lab shell} and to what it has started. */
@EnabledOnOs(OS.LINUX)
class LabShellTest {

    private static final int TERM = 143;

    private Process process;
    private BufferedReader output;

    /** Stands for the command, which needs an open link. */
    static final class Main {
        private Main() {}

        public static void main(String[] command) throws IOException, InterruptedException {
            System.exit(LabShell.run(List.of(command), "> "));
        }
    }

    @AfterEach
    void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Test
    void ctrlCIsTheShellsAndItsExitCodeTheCommands() throws Exception {
        long shell = start("trap 'echo interrupted; exit 7' INT; echo $$; while :; do sleep 0.1; done");

        signal("INT", process.pid());
        signal("INT", shell);

        assertThat(output.readLine()).isEqualTo("interrupted");
        assertThat(process.waitFor()).isEqualTo(7);
    }

    @Test
    void termEndsTheShellWithWhatItStarted() throws Exception {
        long shell = start("trap '' TERM; sleep 300 & echo $$; wait");
        assertThat(process.descendants()).extracting(ProcessHandle::pid).contains(shell);

        signal("TERM", process.pid());

        assertThat(process.waitFor()).isEqualTo(TERM);
        // All of them hold the output. A process without a parent may stay listed for a while after its end.
        assertThat(output.readLine()).isNull();
    }

    /** @return the process number that the script prints first */
    private long start(String script) throws IOException {
        process = new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "sh",
                        "-c",
                        script)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return Long.parseLong(output.readLine());
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(pid))
                .start()
                .waitFor();
    }
}
