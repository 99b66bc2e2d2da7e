package dev.rdplab.experiments.run;

import dev.rdplab.packetlinks.Placement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes TCP connections at one end of a packet link and passes their bytes on to one address outside, from where the program runs.
 * Nothing else leads out of the link: no route, no forwarding and no setting of the host is changed.
 */
final class Splice implements AutoCloseable {

    /** Connections at the same time; further ones are reset. */
    private static final int MOST = 64;

    private static final int CONNECT_MILLIS = 10_000;
    private static final int BUFFER = 16_384;

    private final ServerSocket listening;
    private final InetSocketAddress target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private Splice(ServerSocket listening, InetSocketAddress target) {
        this.listening = listening;
        this.target = target;
    }

    /** @param address where to listen, at that end @param target the only address that is connected to */
    static Splice open(Placement end, InetAddress address, InetSocketAddress target) {
        var splice = new Splice(end.call(() -> new ServerSocket(0, MOST, address)), target);
        start("splice", splice::accept);
        return splice;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var near = listening.accept();
                if (open.size() >= 2 * MOST) {
                    reset(near);
                } else {
                    keep(near);
                    start("splice-up", () -> connect(near));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** One that comes while this is being closed is closed too. */
    private void keep(Socket socket) {
        open.add(socket);
        if (listening.isClosed()) {
            reset(socket);
        }
    }

    private void connect(Socket near) {
        var far = new Socket();
        keep(far);
        try {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            far.connect(target, CONNECT_MILLIS);
            start("splice-down", () -> copy(far, near));
            copy(near, far);
        } catch (IOException refused) {
            reset(near);
            reset(far);
        }
    }

    /** Until the end of one direction: a FIN is passed on as one, anything else as RST. */
    private void copy(Socket from, Socket to) {
        var buffer = new byte[BUFFER];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                to.getOutputStream().write(buffer, 0, read);
            }
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                end(from);
                end(to);
            }
        } catch (IOException broken) {
            reset(from);
            reset(to);
        }
    }

    private void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // it has ended already
        }
        end(socket);
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException closed) {
            // it has ended already
        }
    }

    private static void start(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException closed) {
            // it has ended already
        }
        open.forEach(this::reset);
    }
}
