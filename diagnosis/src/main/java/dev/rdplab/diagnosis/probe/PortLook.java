package dev.rdplab.diagnosis.probe;

import dev.rdplab.diagnosis.capture.tcp.OtherProtocol;
import dev.rdplab.protocol.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;

/**
 * One more connection to a port that closed or stayed silent on a Connection Request: is it the port of another service? It sends a
 * ClientHello and an empty line, to which TLS and HTTP servers answer, and reads up to {@link #MOST} bytes. SSH, VNC, FTP and mail
 * servers greet by themselves.
 */
final class PortLook {

    /** Limit for the whole look. */
    static final Duration WHOLE = Duration.ofSeconds(2);

    private static final int MOST = 512;
    private static final int ENOUGH = 16;

    /** A ClientHello of TLS 1.2 with six usual suites, then an empty line. */
    private static final byte[] HELLO = HexFormat.of()
            .parseHex("160301005f0100005b0303000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f0000"
                    + "0cc02fc030c02bc02c009c002f01000026000a00060004001d0017000b00020100000d000e000c040308040401"
                    + "050105030201001700000d0a0d0a");

    private PortLook() {}

    /** The name of the service, such as {@code HTTP}; empty when it is not known. */
    static String at(InetSocketAddress peer, Duration limit) {
        long until = System.nanoTime() + limit.toNanos();
        try (var socket = new Socket()) {
            socket.connect(peer, (int) limit.toMillis());
            socket.getOutputStream().write(HELLO);
            var head = new ByteArrayOutputStream();
            var buffer = new byte[MOST];
            while (head.size() < ENOUGH) {
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left < 1) {
                    break;
                }
                socket.setSoTimeout((int) left);
                int read = socket.getInputStream().read(buffer, 0, MOST - head.size());
                if (read < 0) {
                    break;
                }
                head.write(buffer, 0, read);
            }
            return OtherProtocol.of(Bytes.copyOf(head.toByteArray()));
        } catch (IOException closedOrSilent) {
            return "";
        }
    }
}
