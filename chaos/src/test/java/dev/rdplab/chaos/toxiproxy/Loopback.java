package dev.rdplab.chaos.toxiproxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A plain server on the loopback address, one thread per connection, and how a client reads from it. */
final class Loopback implements AutoCloseable {

    interface Talk {
        void with(Socket socket) throws Exception;
    }

    /** @param end FIN, RST or TIMEOUT */
    record Read(byte[] bytes, String end, long firstMillis, long endMillis, int reads) {
        String summary() {
            return bytes.length + " " + end;
        }
    }

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    final BlockingQueue<Read> seen = new LinkedBlockingQueue<>();

    Loopback(Talk talk) throws IOException {
        server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        start(() -> {
            while (!server.isClosed()) {
                var socket = server.accept();
                sockets.add(socket);
                start(() -> talk.with(socket));
            }
        });
    }

    /** Sends so many bytes and closes. */
    static Loopback sending(int length) throws IOException {
        return new Loopback(socket -> {
            socket.getOutputStream().write(bytes(length));
            socket.close();
        });
    }

    static Loopback echo() throws IOException {
        return new Loopback(socket -> {
            socket.getInputStream().transferTo(socket.getOutputStream());
            socket.close();
        });
    }

    /** Reads to the end and reports it in {@link #seen}. */
    static Loopback listening() throws IOException {
        var holder = new Loopback[1];
        holder[0] = new Loopback(socket -> holder[0].seen.add(read(socket, 10_000)));
        return holder[0];
    }

    Read awaitSeen() throws InterruptedException {
        var read = seen.poll(15, TimeUnit.SECONDS);
        if (read == null) {
            throw new AssertionError("the server has seen no end");
        }
        return read;
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    static byte[] bytes(int length) {
        var all = new byte[length];
        for (int i = 0; i < length; i++) {
            all[i] = (byte) (i * 31 + i / 251);
        }
        return all;
    }

    static Socket connect(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        return socket;
    }

    static Read read(Socket socket, int patienceMillis) throws IOException {
        return read(socket, patienceMillis, System.nanoTime());
    }

    /** Connects and reads. Its times count from before the connection, so that nothing that lasts can seem shorter than it was. */
    static Read readAll(int port, int patienceMillis) throws IOException {
        long start = System.nanoTime();
        try (var socket = connect(port)) {
            return read(socket, patienceMillis, start);
        }
    }

    private static Read read(Socket socket, int patienceMillis, long start) throws IOException {
        long first = -1;
        int reads = 0;
        var all = new ByteArrayOutputStream();
        var buffer = new byte[64 << 10];
        String end;
        socket.setSoTimeout(patienceMillis);
        try {
            while (true) {
                int n = socket.getInputStream().read(buffer);
                if (n < 0) {
                    end = "FIN";
                    break;
                }
                first = first < 0 ? millis(start) : first;
                reads++;
                all.write(buffer, 0, n);
            }
        } catch (SocketTimeoutException e) {
            end = "TIMEOUT";
        } catch (IOException e) {
            end = "RST";
        }
        return new Read(all.toByteArray(), end, first, millis(start), reads);
    }

    static long millis(long since) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }

    private interface Task {
        void run() throws Exception;
    }

    private static void start(Task task) {
        var thread = new Thread(() -> {
            try {
                task.run();
            } catch (Exception e) {
                // A closed socket ends the thread; the test looks at what the client saw.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
