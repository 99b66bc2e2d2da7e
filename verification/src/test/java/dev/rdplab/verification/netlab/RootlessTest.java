package dev.rdplab.verification.netlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.testkit.needs.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real program in a user namespace: with the line that the lab advises, and without rights. */
@Needs(also = UserNamespaces.class)
@Tag("netlab")
class RootlessTest {

    private static final String INSIDE =
            "mount -t tmpfs tmpfs /run && mkdir -p /run/netns /run/wireguard && exec \"$@\"";

    @TempDir
    Path directory;

    @Test
    @Needs(also = Tunnels.class)
    void tunnelsWorkInAUserNamespaceOfTheirOwn() throws Exception {
        var words = new ArrayList<>(List.of("unshare", "-Urnm", "--propagation", "private", "sh", "-c", INSIDE, "sh"));
        words.addAll(sweep());

        assertThat(ended(words)).as(said()).isZero();
        assertThat(said().lines().filter(line -> line.matches("(wireguard|openvpn-udp) +1 +100.0 %.*")))
                .hasSize(2);
    }

    @Test
    void withoutRightsOneLineSaysHowToGetThem() throws Exception {
        var words = new ArrayList<>(List.of("unshare", "-U"));
        words.addAll(sweep());

        assertThat(ended(words)).isEqualTo(3);
        assertThat(said().lines()).hasSize(1);
        assertThat(said())
                .startsWith(
                        "rdplab: packet links need CAP_NET_ADMIN and CAP_SYS_ADMIN; run as root, or as a user: unshare");
    }

    private List<String> sweep() throws IOException {
        var grid = Files.writeString(
                directory.resolve("grid.yaml"),
                "name: rootless\ntrials: 1\nseeds: [1]\nfixed: { rtt: 20ms, credssp: none, deadline: 30s }\n"
                        + "axes: { tunnel: [wireguard, openvpn-udp] }\n");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.rdplab.cli.RdpLab",
                "sweep",
                grid.toString());
    }

    private int ended(List<String> words) throws Exception {
        var process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS))
                    .as(words.toString())
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private String said() throws IOException {
        return Files.readString(directory.resolve("said"));
    }
}
