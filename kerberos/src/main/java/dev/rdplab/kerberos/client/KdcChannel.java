package dev.rdplab.kerberos.client;

import dev.rdplab.kerberos.protocol.KrbError;
import dev.rdplab.protocol.spnego.KrbErrorCode;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One question to a KDC, RFC 4120 section 7.2: a datagram first, TCP when that is too small or stays unanswered. */
final class KdcChannel {

    private static final int MAX_ANSWER = 1 << 20;
    private static final int MAX_DATAGRAM = 64 << 10;
    private static final int KRB_ERROR = 0x7e;

    /** How long a datagram is waited for at most before TCP is tried. */
    private static final long UDP_MILLIS = 1_000;

    private final InetSocketAddress kdc;
    private final int udpPreferenceLimit;
    private final long deadline;

    KdcChannel(KdcSettings settings) {
        kdc = settings.kdc();
        udpPreferenceLimit = settings.udpPreferenceLimit();
        deadline = System.nanoTime() + settings.timeout().toNanos();
    }

    /** @throws IOException that says in its message what happened on which transport */
    Bytes ask(Bytes request) throws IOException {
        String unanswered = "";
        if (request.length() <= udpPreferenceLimit) {
            try {
                var answer = datagram(request);
                if (answer.isPresent()) {
                    return answer.get();
                }
                unanswered = "UDP answered that TCP is needed; ";
            } catch (PortUnreachableException e) {
                unanswered = "UDP: port unreachable; ";
            } catch (SocketTimeoutException e) {
                unanswered = "UDP: no answer; ";
            }
        }
        try {
            return stream(request);
        } catch (SocketTimeoutException e) {
            throw new InterruptedIOException(unanswered + "TCP: no answer in time");
        } catch (IOException e) {
            throw new IOException(unanswered + "TCP: " + e.getMessage(), e);
        }
    }

    /** Empty when TCP is asked for. */
    private Optional<Bytes> datagram(Bytes request) throws IOException {
        long wait = Math.max(1, Math.min(UDP_MILLIS, left() / 3));
        try (var socket = new DatagramSocket(new InetSocketAddress(anyLike(kdc.getAddress()), 0))) {
            socket.connect(kdc);
            socket.setSoTimeout((int) wait);
            socket.send(new DatagramPacket(request.toArray(), request.length()));
            var packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
            socket.receive(packet);
            Bytes answer = Bytes.copyOf(packet.getData(), 0, packet.getLength());
            return tooBig(answer) ? Optional.empty() : Optional.of(answer);
        }
    }

    private static InetAddress anyLike(InetAddress peer) throws IOException {
        return InetAddress.getByAddress(new byte[peer.getAddress().length]);
    }

    private static boolean tooBig(Bytes answer) {
        try {
            return answer.get(0) == KRB_ERROR
                    && KrbError.decode(answer).code().equals(KrbErrorCode.KRB_ERR_RESPONSE_TOO_BIG);
        } catch (ProtocolViolationException | IndexOutOfBoundsException e) {
            return false; // the next reader reports what is wrong
        }
    }

    private Bytes stream(Bytes request) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(kdc, (int) left());
            socket.setSoTimeout((int) left());
            var out = new DataOutputStream(socket.getOutputStream());
            out.write(new WireWriter()
                    .u32be("length", request.length())
                    .bytes("request", request)
                    .toBytes()
                    .toArray());
            out.flush();
            var in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            if (length < 0 || length > MAX_ANSWER) {
                throw new IOException("an answer of " + Integer.toUnsignedLong(length) + " bytes");
            }
            return Bytes.wrap(read(socket, in, length));
        } catch (EOFException e) {
            throw new IOException("closed without an answer", e);
        }
    }

    /** The time-out of a socket is for one read: a KDC that drips must not make it a longer one. */
    private byte[] read(Socket socket, DataInputStream in, int length) throws IOException {
        byte[] answer = new byte[length];
        for (int at = 0; at < length; ) {
            socket.setSoTimeout((int) left());
            int count = in.read(answer, at, length - at);
            if (count < 0) {
                throw new IOException("closed in the middle of its answer");
            }
            at += count;
        }
        return answer;
    }

    private long left() throws SocketTimeoutException {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0) {
            throw new SocketTimeoutException("no time left");
        }
        return millis;
    }
}
