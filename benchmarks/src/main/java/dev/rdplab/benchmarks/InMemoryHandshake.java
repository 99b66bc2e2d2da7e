package dev.rdplab.benchmarks;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.handshake.Framing;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayDeque;
import java.util.Deque;

/** Both state machines with real TLS between them and no socket. */
final class InMemoryHandshake implements AutoCloseable {

    private final TlsPair.Contexts contexts;
    private final End client;
    private final End server;
    private final Deque<Runnable> work = new ArrayDeque<>();
    private TlsPair tls;
    private int tlsBegun;

    InMemoryHandshake(HandshakeKind kind, TlsPair.Contexts contexts) {
        this.contexts = contexts;
        client = new End(kind.newClient(Interceptor.NONE), true);
        server = new End(kind.newServer(Interceptor.NONE), false);
    }

    /** Goes on until the client enters this stage. @throws IllegalStateException when it never does */
    InMemoryHandshake runUntil(Stage stage) {
        server.feed(new Input.Connected());
        client.feed(new Input.Connected());
        while (client.endpoint.stage() != stage) {
            Runnable next = work.poll();
            if (next == null) {
                throw new IllegalStateException("stopped at " + client.endpoint.stage() + ": "
                        + client.endpoint.ending() + ", " + server.endpoint.ending());
            }
            next.run();
        }
        return this;
    }

    private void beginTls() {
        if (++tlsBegun == 2) {
            tls = new TlsPair(contexts).handshake();
            server.feed(new Input.TlsEstablished(tls.serverSession()));
            client.feed(new Input.TlsEstablished(tls.clientSession()));
        }
    }

    @Override
    public void close() {
        if (tls != null) {
            tls.close();
        }
    }

    private final class End {

        private final Endpoint endpoint;
        private final boolean isClient;
        private Bytes pending = Bytes.EMPTY;

        private End(Endpoint endpoint, boolean isClient) {
            this.endpoint = endpoint;
            this.isClient = isClient;
        }

        private void feed(Input input) {
            for (Effect effect : endpoint.on(input, 0)) {
                if (effect instanceof Effect.Send send) {
                    work.add(() -> send(send.message().bytes()));
                } else if (effect instanceof Effect.StartTls) {
                    work.add(InMemoryHandshake.this::beginTls);
                }
            }
        }

        private void send(Bytes bytes) {
            (isClient ? server : client).receive(tls == null ? bytes : tls.carry(isClient, bytes));
        }

        private void receive(Bytes bytes) {
            pending = pending.isEmpty() ? bytes : Bytes.concat(pending, bytes);
            while (!pending.isEmpty()) {
                int length = Framing.frameLength(endpoint.expects(), endpoint.stage(), pending);
                if (length == Framing.UNKNOWN || length > pending.length()) {
                    return;
                }
                var frame = pending.slice(0, length);
                pending = pending.slice(length);
                feed(new Input.Frame(frame));
            }
        }
    }
}
