package dev.rdplab.packetlinks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

/** A TCP connection from end A to end B of a link. */
record TcpPair(Socket client, Socket server) implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 1_500;

    static TcpPair over(PacketLink link, InetAddress target) throws IOException {
        try (var listener = link.b().call(() -> new ServerSocket(0, 5, target))) {
            listener.setSoTimeout(60_000);
            var client = link.a().call(() -> {
                var socket = new Socket();
                socket.connect(new InetSocketAddress(target, listener.getLocalPort()), 60_000);
                return socket;
            });
            var server = listener.accept();
            client.setSoTimeout(TIMEOUT_MILLIS);
            server.setSoTimeout(TIMEOUT_MILLIS);
            return new TcpPair(client, server);
        }
    }

    void serverSends(int bytes) throws IOException {
        server.getOutputStream().write(new byte[bytes]);
    }

    void clientSends(int bytes) throws IOException {
        client.getOutputStream().write(new byte[bytes]);
    }

    /** Waits for exactly so many bytes. */
    void clientReceives(int bytes) throws IOException {
        if (client.getInputStream().readNBytes(bytes).length < bytes) {
            throw new EOFException();
        }
    }

    /** Waits for something. */
    int serverReceives() throws IOException {
        return server.getInputStream().read(new byte[65_536]);
    }

    /** Sends from the server as fast as TCP lets it. @return bytes received by the client */
    long downloadFor(Duration time) throws IOException {
        var sender = new Thread(() -> {
            var block = new byte[1 << 16];
            try (var out = server.getOutputStream()) {
                long until = System.nanoTime() + time.toNanos();
                while (System.nanoTime() < until) {
                    out.write(block);
                }
            } catch (SocketException e) {
                // the client has seen enough
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        sender.start();
        long received = 0;
        var block = new byte[1 << 16];
        long until = System.nanoTime() + time.toNanos();
        for (int n = 0;
                n >= 0 && System.nanoTime() < until;
                n = client.getInputStream().read(block)) {
            received += n;
        }
        client.close();
        return received;
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }
}
