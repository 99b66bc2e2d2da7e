package dev.rdplab.verification.real;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;

/** A server that knows nothing of our code: bytes in, bytes out, and the ways a socket can end. */
final class SocketStub implements AutoCloseable {

    /** What it does with one connection; throwing or returning closes it with FIN. */
    interface Script {
        void play(Socket socket) throws IOException, InterruptedException;
    }

    private static final int TPKT_HEADER = 4;
    private static final int RECORD_HEADER = 5;

    private final ServerSocket listener;
    private final Thread thread;

    private SocketStub(Script script) {
        try {
            listener = new ServerSocket(0, 16, InetAddress.getByName(Loopback.HOST));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = new Thread(() -> serve(script), "stub");
        thread.setDaemon(true);
        thread.start();
    }

    static SocketStub of(Script script) {
        return new SocketStub(script);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve(Script script) {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                script.play(socket);
            } catch (IOException gone) {
                // the next connection, or the end
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Reads a whole TPKT packet. */
    static void readTpkt(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] header = in.readNBytes(TPKT_HEADER);
        in.readNBytes(((header[2] & 0xff) << 8 | header[3] & 0xff) - TPKT_HEADER);
    }

    /** Reads a whole TLS record. */
    static void readRecord(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] header = in.readNBytes(RECORD_HEADER);
        in.readNBytes((header[3] & 0xff) << 8 | header[4] & 0xff);
    }

    static void write(Socket socket, String hex) throws IOException {
        socket.getOutputStream().write(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** Closes with RST. */
    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Says nothing until the client leaves. */
    static void silence(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] ignored = new byte[4096];
        while (in.read(ignored) >= 0) {
            // the client may say what it likes
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.interrupt();
    }
}
