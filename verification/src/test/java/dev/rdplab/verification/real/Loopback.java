package dev.rdplab.verification.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Ports on 127.0.0.1: a free one for a program that wants a number, and the wait until a program answers there. */
final class Loopback {
    static final String HOST = "127.0.0.1";

    /** An X.224 Connection Request without negotiation data, [MS-RDPBCGR] 2.2.1.1: TPKT 4 + X.224 7 bytes. */
    private static final byte[] BARE_CONNECTION_REQUEST = HexFormat.of().parseHex("0300000b06e00000000000");

    private static final int CONNECTION_CONFIRM = 0xD0;
    private static final int CODE_OFFSET = 5; // TPKT header 4 + length indicator 1

    private static final int LOWEST_PORT = 12_000;
    private static final int LOWEST_GIVEN = 32_000; // 32768 unless somebody has set ip_local_port_range
    private static final int MOST_ATTEMPTS = 100;

    private Loopback() {}

    /**
     * A port that was free a moment ago, from below those that Linux gives to who asks for any: so no connection or server of
     * another test takes it before the program does.
     */
    static int freePort() {
        for (int attempt = 1; ; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, LOWEST_GIVEN);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                if (attempt == MOST_ATTEMPTS) {
                    throw new UncheckedIOException(taken);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Waits until the server answers a Connection Request with a Connection Confirm, whatever it then says. */
    static void awaitConnectionConfirm(RealProcess server, int port, Duration deadline) {
        await(server, port, deadline, Loopback::confirmsConnection);
    }

    /** Waits until somebody listens on the port. */
    static void awaitListening(RealProcess server, int port, Duration deadline) {
        await(server, port, deadline, socket -> true);
    }

    private interface Question {
        boolean isAnsweredOn(Socket socket) throws IOException;
    }

    private static void await(RealProcess server, int port, Duration deadline, Question question) {
        long end = System.nanoTime() + deadline.toNanos();
        while (server.isAlive() && System.nanoTime() < end) {
            if (answers(port, question)) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        String message = server + " does not answer on port " + port + " within " + deadline;
        throw new AssertionError(message + "; it printed:\n" + server.output());
    }

    private static boolean answers(int port, Question question) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(2_000);
            socket.connect(new InetSocketAddress(HOST, port), 1_000);
            return question.isAnsweredOn(socket);
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean confirmsConnection(Socket socket) throws IOException {
        socket.getOutputStream().write(BARE_CONNECTION_REQUEST);
        byte[] answer = socket.getInputStream().readNBytes(CODE_OFFSET + 1);
        return answer.length > CODE_OFFSET && (answer[CODE_OFFSET] & 0xF0) == CONNECTION_CONFIRM;
    }
}
