package dev.rdplab.kerberos.kdc;

import dev.rdplab.kerberos.kdc.KdcBehaviour.Transport;
import dev.rdplab.protocol.handshake.NonceSource;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link Kdc} on a loopback port, UDP and TCP, until it is closed. It serves one request at a time, in the order in
 * which they come. A request that comes once more, as by TCP when the datagram was not answered in time, gets the same answer.
 */
public final class LabKdc implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LabKdc.class);

    private static final int MAX_REQUEST = 64 << 10;

    /** Bytes of an answer that still go into a datagram; Windows' own limit is 1465. */
    private static final int MAX_DATAGRAM = 1465;

    private static final int BACKLOG = 16;
    private static final int READ_MILLIS = 5_000;
    private static final int BIND_TRIES = 20;

    private final Kdc kdc;
    private final KdcBehaviour behaviour;
    private final Supplier<Instant> clock;
    private final Consumer<KdcExchange> told;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private ServerSocket tcp;
    private DatagramSocket udp;
    private SocketChannel reserved;
    private int port;
    private Bytes lastRequest = Bytes.EMPTY; // within the lock of kdc, as its answer
    private Bytes lastAnswer = Bytes.EMPTY;
    private volatile boolean closed;

    private LabKdc(Kdc kdc, KdcBehaviour behaviour, Supplier<Instant> clock, Consumer<KdcExchange> told) {
        this.kdc = kdc;
        this.behaviour = behaviour;
        this.clock = clock;
        this.told = told;
    }

    /**
     * Begins to serve.
     *
     * @param clock the lab's; the behaviour says how far the KDC's is away from it
     * @throws IOException when no port is free
     */
    public static LabKdc start(Realm realm, KdcBehaviour behaviour, Supplier<Instant> clock, NonceSource nonces)
            throws IOException {
        return start(realm, behaviour, clock, nonces, exchange -> {});
    }

    /** @param told of every request that is answered, on one of the KDC's threads */
    public static LabKdc start(
            Realm realm,
            KdcBehaviour behaviour,
            Supplier<Instant> clock,
            NonceSource nonces,
            Consumer<KdcExchange> told)
            throws IOException {
        var lab = new LabKdc(new Kdc(realm, nonces), behaviour, clock, told);
        if (behaviour.transport() == Transport.REFUSED) {
            lab.refuse();
        } else {
            lab.bind();
            lab.run("tcp", lab::serveTcp);
            lab.run("udp", lab::serveUdp);
        }
        return lab;
    }

    /**
     * A number that is taken for TCP and UDP, so that nobody else gets it, and where nobody listens. A UDP socket that is connected to
     * itself takes nothing from others: they are told that the port is unreachable. A client's own socket could have the number of a
     * port that is free, and would read its own request.
     */
    private void refuse() throws IOException {
        bind(() -> {
            reserved = SocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return ((InetSocketAddress) reserved.getLocalAddress()).getPort();
        });
        udp.connect(address());
    }

    private void bind() throws IOException {
        bind(() -> {
            tcp = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
            return tcp.getLocalPort();
        });
    }

    /** Binds TCP, and UDP to the same number, as every Kerberos program expects. */
    private void bind(TcpPort any) throws IOException {
        for (int tries = 1; ; tries++) {
            port = any.bind();
            try {
                udp = new DatagramSocket(address());
                return;
            } catch (BindException taken) {
                closeTcp();
                if (tries == BIND_TRIES) {
                    throw taken;
                }
            }
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public Realm realm() {
        return kdc.realm();
    }

    /** Requests that arrived, answered or not. */
    public int requests() {
        return requests.get();
    }

    /** A krb5.conf that leads clients here and nowhere else. */
    public String configuration() {
        return Krb5Conf.of(kdc.realm().name(), address()).text();
    }

    private void run(String name, Runnable loop) {
        var thread = new Thread(loop, "lab-kdc-" + name + "-" + port);
        thread.setDaemon(true);
        thread.start();
    }

    private void serveUdp() {
        byte[] buffer = new byte[MAX_REQUEST];
        while (!closed) {
            var packet = new DatagramPacket(buffer, buffer.length);
            try {
                udp.receive(packet);
                answer(packet);
            } catch (IOException | ProtocolViolationException e) {
                // closed, the client has gone, or no request: there is no one to answer
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    private void answer(DatagramPacket packet) throws IOException {
        requests.incrementAndGet();
        if (behaviour.transport() == Transport.SILENT || behaviour.transport() == Transport.TCP_ONLY) {
            return;
        }
        Bytes request = Bytes.copyOf(packet.getData(), packet.getOffset(), packet.getLength());
        Bytes answer = answer(request);
        boolean big = behaviour.transport() == Transport.TOO_BIG_FOR_UDP || answer.length() > MAX_DATAGRAM;
        byte[] bytes = (big ? kdc.tooBig(now()) : answer).toArray();
        udp.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
    }

    /** A mistake of ours must not end the thread: a KDC that is silent is a fault that scenarios ask for. */
    private void failed(RuntimeException e) {
        failures.incrementAndGet();
        LOG.error("The KDC could not answer a request", e);
    }

    /** Requests that were not answered because of a mistake of ours. */
    public int failures() {
        return failures.get();
    }

    private void serveTcp() {
        while (!closed) {
            try (Socket client = tcp.accept()) {
                client.setSoTimeout(READ_MILLIS);
                answer(client);
            } catch (IOException | ProtocolViolationException e) {
                // as above
            } catch (RuntimeException e) {
                failed(e);
            }
        }
    }

    private void answer(Socket client) throws IOException {
        var in = new DataInputStream(client.getInputStream());
        int length = in.readInt();
        if (length < 0 || length > MAX_REQUEST) {
            return;
        }
        byte[] request = in.readNBytes(length);
        requests.incrementAndGet();
        if (behaviour.transport() == Transport.SILENT) {
            in.read(); // until the client gives up
            return;
        }
        byte[] answer = answer(Bytes.wrap(request)).toArray();
        var out = new DataOutputStream(client.getOutputStream());
        out.writeInt(answer.length);
        out.write(answer);
        out.flush();
    }

    private Bytes answer(Bytes request) {
        if (!behaviour.delay().isZero()) {
            pause();
        }
        synchronized (kdc) {
            if (!request.equals(lastRequest)) {
                lastAnswer = kdc.answer(request, now());
                lastRequest = request;
                told.accept(KdcExchange.of(request, lastAnswer));
            }
            return lastAnswer;
        }
    }

    private void pause() {
        long end = System.nanoTime() + behaviour.delay().toNanos();
        for (long left = end - System.nanoTime(); left > 0 && !closed; left = end - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(50)));
        }
    }

    private Instant now() {
        return clock.get().plus(behaviour.clockOffset());
    }

    @Override
    public void close() {
        closed = true;
        udp.close();
        try {
            closeTcp();
        } catch (IOException e) {
            // it is closed all the same
        }
    }

    private void closeTcp() throws IOException {
        if (reserved != null) {
            reserved.close();
        } else {
            tcp.close();
        }
    }

    /** @see #bind(TcpPort) */
    private interface TcpPort {
        /** @return the number of a free port, taken now */
        int bind() throws IOException;
    }
}
