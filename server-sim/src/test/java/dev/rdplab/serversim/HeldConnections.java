package dev.rdplab.serversim;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;

/**
 * A process of its own that opens connections, takes the Connection Confirm, may begin a ClientHello, and holds them until
 * its input ends. In another process, so that only the server's side counts.
 */
final class HeldConnections {

    /** X.224 Connection Request for TLS and CredSSP: TPKT 4 + X.224 7 + negotiation 8 bytes. */
    private static final byte[] REQUEST = HexFormat.of().parseHex("030000130ee000000000000100080003000000");

    /** A record header that announces a ClientHello of 256 bytes, and its first four. */
    private static final byte[] BEGINNING = HexFormat.of().parseHex("1603010100010000fc");

    private HeldConnections() {}

    /** Arguments: port, number of connections, {@code confirm} or {@code tls}. */
    public static void main(String[] args) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        int count = Integer.parseInt(args[1]);
        var sockets = new ArrayList<Socket>();
        for (int i = 0; i < count; i++) {
            var socket = new Socket();
            socket.connect(address, 10_000);
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(REQUEST);
            if (socket.getInputStream().readNBytes(19).length < 19) {
                throw new IOException("connection " + i + " got no Connection Confirm");
            }
            if (args[2].equals("tls")) {
                socket.getOutputStream().write(BEGINNING);
            }
            sockets.add(socket);
        }
        System.out.println("holding " + sockets.size());
        while (System.in.read() >= 0) {
            // until whoever started this has seen enough
        }
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
