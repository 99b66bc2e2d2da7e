package dev.rdplab.diagnosis.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Stands before a server and resets a connection where its rule says so. Plain sockets, and nothing known of RDP. */
final class ResettingProxy implements AutoCloseable {

    /** Whether to reset instead of passing this on. */
    interface Rule {
        /** @param connection from 1 @param number of the client's message, from 1: it waits for an answer after each */
        boolean cuts(int connection, int number, byte[] message);
    }

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int behind;
    private final Rule rule;

    ResettingProxy(int behind, Rule rule) throws IOException {
        this.behind = behind;
        this.rule = rule;
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() throws IOException {
        for (int connection = 1; !listener.isClosed(); connection++) {
            int number = connection;
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
            daemon(() -> {
                try (client;
                        server) {
                    pass(client, server, number);
                }
            });
            daemon(() -> {
                try (client;
                        server) {
                    server.getInputStream().transferTo(client.getOutputStream());
                }
            });
        }
    }

    private void pass(Socket client, Socket server, int connection) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int number = 1; ; number++) {
            int length = client.getInputStream().read(buffer);
            if (length < 0) {
                return;
            }
            if (rule.cuts(connection, number, java.util.Arrays.copyOf(buffer, length))) {
                client.setSoLinger(true, 0);
                return;
            }
            server.getOutputStream().write(buffer, 0, length);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException over) {
                        // the connection or the listener is closed
                    }
                },
                "front");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
