package dev.rdplab.diagnosis.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.transport.EventLoops;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a server does by itself is not put down to the path. */
class PathProbeTest {

    private static final int REQUEST = 19;
    private static final int ANSWER = 1_000;

    /** Confirms, and then answers a record of TLS, or resets the connection. */
    private static final class Server implements AutoCloseable {

        private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final int protocol;
        private final int longest;
        private final Set<Integer> silent;
        private final AtomicInteger asked = new AtomicInteger();

        /**
         * @param protocol that it selects
         * @param longest record that it answers, in bytes
         * @param silent which records it does not answer, by their number from 1
         */
        Server(int protocol, int longest, Integer... silent) throws IOException {
            this.protocol = protocol;
            this.longest = longest;
            this.silent = Set.of(silent);
            start(this::accept);
        }

        InetSocketAddress address() {
            return InetSocketAddress.createUnresolved("127.0.0.1", listening.getLocalPort());
        }

        private void accept() throws IOException {
            while (true) {
                var client = listening.accept();
                start(() -> serve(client));
            }
        }

        private void serve(Socket client) throws IOException {
            try (client) {
                var in = new DataInputStream(client.getInputStream());
                in.readNBytes(REQUEST);
                var confirm = HexFormat.of().parseHex("030000130ed000001234000200080000000000");
                confirm[15] = (byte) protocol;
                client.getOutputStream().write(confirm);
                if (protocol == 0) {
                    in.readByte();
                } else {
                    in.skipNBytes(3);
                    int length = in.readUnsignedShort();
                    in.skipNBytes(length);
                    if (length <= longest) {
                        if (!silent.contains(asked.incrementAndGet())) {
                            client.getOutputStream().write(new byte[ANSWER]);
                        }
                        in.read();
                        return;
                    }
                }
                client.setSoLinger(true, 0);
            }
        }

        private interface Task {
            void run() throws IOException;
        }

        private static void start(Task task) {
            var thread = new Thread(() -> {
                try {
                    task.run();
                } catch (IOException closed) {
                    // the test is over, or the client has gone
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    private static PathReport measured(Server server, EventLoops loops, Optional<Duration> silence) throws Exception {
        return new PathProbe(loops, server.address(), next -> {}).run("server", silence);
    }

    @Test
    void aServerThatSelectsStandardRdpSecurityIsAskedForNoTls() throws Exception {
        try (var server = new Server(0, 0);
                var loops = EventLoops.ofThisThread()) {
            var report = measured(server, loops, Optional.empty());
            assertThat(report.findings()).noneMatch(PathReport.Finding::fault);
            assertThat(report.notes()).anyMatch(note -> note.contains("goes on without TLS"));
        }
    }

    @Test
    void aServerThatResetsEachClientHelloIsNoBoxThatForgets() throws Exception {
        try (var server = new Server(1, 0);
                var loops = EventLoops.ofThisThread()) {
            var report = measured(server, loops, Optional.of(Duration.ofMillis(200)));
            assertThat(report.findings()).noneMatch(finding -> finding.word().startsWith("idle"));
            assertThat(report.settings()).noneMatch(advice -> advice.setting().equals("PersistentKeepalive"));
            assertThat(report.notes()).anyMatch(note -> note.startsWith("silent connections"));
        }
    }

    @Test
    void aServerThatResetsALongClientHelloIsNoBlackHole() throws Exception {
        try (var server = new Server(1, 1_000);
                var loops = EventLoops.create(EventLoops.Backend.NIO, 1)) {
            var report = measured(server, loops, Optional.empty());
            assertThat(report.addresses().get(0).up().fate()).isEqualTo(PathReport.Fate.UNKNOWN);
            assertThat(report.findings()).noneMatch(PathReport.Finding::fault);
        }
    }

    /** The first answer tells how long answers are, the second may be as long as the path lets it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void oneAnswerThatDoesNotComeIsNoBlackHole() throws Exception {
        try (var server = new Server(1, 1_000, 2);
                var loops = EventLoops.ofThisThread()) {
            var report = measured(server, loops, Optional.empty());
            assertThat(report.findings()).noneMatch(PathReport.Finding::fault);
            assertThat(report.addresses().get(0).down().fate()).isEqualTo(PathReport.Fate.PASSED);
        }
    }
}
