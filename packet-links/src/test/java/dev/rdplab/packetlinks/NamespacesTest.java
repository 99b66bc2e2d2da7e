package dev.rdplab.packetlinks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a lab leaves behind when it ends, in each way that it can end. */
@NeedsPacketLab
class NamespacesTest {

    @Test
    void whatAKilledLabLeavesIsRemovedByTheNextStart() throws Exception {
        var lab = start();
        var namespace = new NetNamespace(firstLine(lab));
        long inside = namespace.processes().stream()
                .filter(pid -> pid != lab.pid())
                .findFirst()
                .orElseThrow();
        assertThat(Namespaces.isOrphan(namespace)).as("while its lab lives").isFalse();

        lab.destroyForcibly().waitFor();
        assertThat(Namespaces.isOrphan(namespace)).isTrue();
        assertThat(namespace.exists()).as("the namespace outlives the kill").isTrue();

        try (var next = TunLink.open(PacketPath.both(Impairment.NONE, 1))) {
            assertThat(namespace.exists()).isFalse();
            assertThat(next.a().exists()).isTrue();
        }
        ProcessHandle.of(inside)
                .ifPresent(p -> p.onExit().orTimeout(60, TimeUnit.SECONDS).join());
        assertThat(ProcessHandle.of(inside).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    @Test
    void aLabThatIsInterruptedRemovesItsOwnAtOnce() throws Exception {
        var lab = start();
        var namespace = new NetNamespace(firstLine(lab));

        lab.destroy(); // SIGTERM runs the same hooks as Ctrl-C
        assertThat(lab.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(namespace.exists()).isFalse();
    }

    @Test
    void anInterruptDoesNotKeepALinkFromClosing() {
        var link = TunLink.open(PacketPath.both(Impairment.NONE, 1));
        Thread.currentThread().interrupt();
        link.close();

        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        assertThat(link.a().exists()).isFalse();
        assertThat(link.b().exists()).isFalse();
    }

    @Test
    void namespacesOfOthersAreNeverOrphans() {
        assertThat(Namespaces.isOrphan(new NetNamespace("somebody-elses"))).isFalse();
        assertThat(Namespaces.isOrphan(new NetNamespace("rdplab-1-2-3-a"))).isTrue();
    }

    private static Process start() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Lab.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String firstLine(Process lab) throws Exception {
        return new BufferedReader(new InputStreamReader(lab.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    /** A lab in a process of its own, with a foreign program inside, until it is ended. */
    public static final class Lab {
        private Lab() {}

        public static void main(String[] arguments) throws Exception {
            var link = TunLink.open(PacketPath.both(Impairment.NONE, 1));
            new ProcessBuilder(link.a().command(List.of("sleep", "300"))).start();
            while (link.a().processes().isEmpty()) {
                Thread.onSpinWait();
            }
            System.out.println(link.a().name());
            Thread.currentThread().join();
        }
    }
}
