package dev.rdplab.packetlinks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A tcpdump in a namespace: the kernel's own word on what arrived there. */
final class PacketCapture implements AutoCloseable {

    private final Process process;
    private final Path file;

    /** @param micros since the first packet */
    record Packet(long micros, ByteBuffer bytes) {}

    private PacketCapture(Process process, Path file) {
        this.process = process;
        this.file = file;
    }

    /** @param filter such as {@code udp}; use {@code in}bound only where both directions would confuse */
    static PacketCapture start(NetNamespace namespace, String filter) throws IOException {
        var file = Files.createTempFile("rdplab", ".pcap");
        var process = new ProcessBuilder(namespace.command(List.of(
                        "tcpdump",
                        "-i",
                        "rdplab0",
                        "--immediate-mode",
                        "-B",
                        "16384",
                        "-s",
                        "2000",
                        "-U",
                        "-Z",
                        "root",
                        "-w",
                        file.toString(),
                        filter)))
                .start();
        var errors = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        for (String line = errors.readLine();
                line == null || !line.contains("listening on");
                line = errors.readLine()) {
            if (line == null) {
                throw new IOException("tcpdump did not start");
            }
        }
        return new PacketCapture(process, file);
    }

    /** Ends the capture when tcpdump has written so many packets, or after a minute, and reads it. */
    List<Packet> stop(long atLeast) {
        try {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (read().size() < atLeast && System.nanoTime() < until) {
                Thread.yield();
            }
            process.destroy();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IOException("tcpdump did not end");
            }
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(file);
    }

    private List<Packet> read() throws IOException {
        var in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        var packets = new ArrayList<Packet>();
        in.position(Math.min(24, in.limit()));
        long first = -1;
        while (in.remaining() >= 16) {
            long micros = in.getInt() * 1_000_000L + in.getInt();
            int length = in.getInt();
            in.getInt();
            if (in.remaining() < length) {
                break;
            }
            first = first < 0 ? micros : first;
            packets.add(
                    new Packet(micros - first, in.slice(in.position(), length).order(ByteOrder.BIG_ENDIAN)));
            in.position(in.position() + length);
        }
        return packets;
    }
}
