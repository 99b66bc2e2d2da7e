package dev.rdplab.serversim;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;

/**
 * A process of its own that opens connections, goes as far as it is told, and holds them until its input ends. In another
 * process, so that only the server's side counts.
 */
final class HeldConnections {

    /** How far a peer goes before it stalls. */
    enum Where {
        /** It has the Connection Confirm. */
        CONFIRM,
        /** It has sent the first nine bytes of a ClientHello. */
        CLIENT_HELLO,
        /** It has begun to read the server's flight. */
        SERVER_FLIGHT
    }

    /** X.224 Connection Request for TLS and CredSSP: TPKT 4 + X.224 7 + negotiation 8 bytes. */
    private static final byte[] REQUEST = HexFormat.of().parseHex("030000130ee000000000000100080003000000");

    private HeldConnections() {}

    /** Arguments: port, number of connections, where they stall, address to come from. */
    public static void main(String[] args) throws IOException, GeneralSecurityException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        int count = Integer.parseInt(args[1]);
        var where = Where.valueOf(args[2]);
        var from = new InetSocketAddress(InetAddress.getByName(args[3]), 0);
        byte[] hello = clientHello();
        byte[] sent = where == Where.CLIENT_HELLO ? Arrays.copyOf(hello, 9) : hello;
        var sockets = new ArrayList<Socket>();
        for (int i = 0; i < count; i++) {
            var socket = new Socket();
            socket.bind(from);
            socket.connect(address, 10_000);
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(REQUEST);
            if (socket.getInputStream().readNBytes(19).length < 19) {
                throw new IOException("connection " + i + " got no Connection Confirm");
            }
            if (where != Where.CONFIRM) {
                socket.getOutputStream().write(sent);
            }
            if (where == Where.SERVER_FLIGHT && socket.getInputStream().read() != 22) {
                throw new IOException("connection " + i + " got no handshake record");
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

    private static byte[] clientHello() throws IOException, GeneralSecurityException {
        var engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        var record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), record);
        return Arrays.copyOf(record.array(), record.position());
    }
}
