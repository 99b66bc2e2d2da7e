package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A tcpdump of one TCP port on the loopback interface. Closing it ends it; the file stays with its folder. */
final class WireCapture implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("listening on lo");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String LAST = "rdplab: the last packet of this capture";

    private final RealProcess process;
    private final Path file;
    private final int mark;

    private WireCapture(RealProcess process, Path file, int mark) {
        this.process = process;
        this.file = file;
        this.mark = mark;
    }

    static WireCapture start(Path folder, int port) {
        var file = folder.resolve("port-" + port + ".pcap");
        int mark = Loopback.freePort();
        var wanted = "tcp port " + port + " or udp port " + mark;
        var options = List.of("-i", "lo", "-U", "--immediate-mode", "-Z", "root", "-w", file.toString(), wanted);
        var process = RealProcess.start(Scratch.create("tcpdump"), Programs.require("tcpdump"), options);
        return new WireCapture(process.awaitOutput(LISTENING, LIMIT), file, mark);
    }

    /** Ends it once all that was sent before is in the file. */
    Path file() {
        try (var socket = new DatagramSocket()) {
            var bytes = LAST.getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName(Loopback.HOST), mark));
            long end = System.nanoTime() + LIMIT.toNanos();
            while (!new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(LAST)) {
                if (System.nanoTime() > end) {
                    throw new AssertionError(
                            process + " does not write the last packet; it printed:\n" + process.output());
                }
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.close();
        return file;
    }

    @Override
    public void close() {
        process.close();
    }
}
