package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * A client and a server joined in memory, in virtual time: no socket, no thread, no sleep. TLS is not made but agreed: once
 * both ends have begun it, both are told of the given session two latencies later.
 */
public final class HandshakePair {

    /** Bytes of one end that its peer has not taken yet, at most. */
    private static final int MAX_PENDING = 4 * Framing.MAX_FRAME;

    /** Events of one run, at most: a fault may make two ends talk for ever. */
    private static final int MAX_EVENTS = 100_000;

    private record Event(long nanos, long order, Runnable action) {}

    private final Queue queue = new Queue();
    private final End client;
    private final End server;
    private final TlsSession tls;
    private final long latency;
    private int tlsBegun;

    /** @param latency of one way */
    public HandshakePair(Endpoint client, Endpoint server, TlsSession tls, Duration latency) {
        this.client = new End(client);
        this.server = new End(server);
        this.client.peer = this.server;
        this.server.peer = this.client;
        this.tls = tls;
        this.latency = latency.toNanos();
    }

    public Endpoint client() {
        return client.endpoint;
    }

    public Endpoint server() {
        return server.endpoint;
    }

    /** Virtual time since the start. */
    public Duration now() {
        return Duration.ofNanos(queue.now);
    }

    /**
     * Connects and runs until both ends have ended, nothing happens any more, or the limit is reached.
     *
     * @return this
     */
    public HandshakePair run(Duration limit) {
        queue.at(latency, () -> {
            server.feed(new Input.Connected());
            client.feed(new Input.Connected());
        });
        queue.run(limit.toNanos(), () -> client.done() && server.done());
        return this;
    }

    /** Runs on until the client has reached a stage; false when it ended, hung or ran out of time before. */
    public boolean runUntil(Stage stage, Duration limit) {
        queue.at(latency, () -> {
            server.feed(new Input.Connected());
            client.feed(new Input.Connected());
        });
        queue.run(limit.toNanos(), () -> client.endpoint.stage() == stage || client.done());
        return client.endpoint.stage() == stage;
    }

    /** Has the client's user end the connection, and runs on. */
    public HandshakePair leave(Duration limit) {
        queue.at(queue.now, () -> client.feed(new Input.LocalClose()));
        queue.run(queue.now + limit.toNanos(), () -> client.done() && server.done());
        return this;
    }

    private void beginTls() {
        if (++tlsBegun == 2) {
            queue.at(queue.now + 2 * latency, () -> {
                server.feed(new Input.TlsEstablished(tls));
                client.feed(new Input.TlsEstablished(tls));
            });
        }
    }

    /** One endpoint with its socket: a queue of effects to carry out and a buffer of bytes that came. */
    private final class End {

        private final Endpoint endpoint;
        private final Deque<Effect> effects = new ArrayDeque<>();
        private End peer;
        private Bytes pending = Bytes.EMPTY;
        private boolean held;
        private boolean closed;
        private Stage timed;

        private End(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        private boolean done() {
            return endpoint.ending().isPresent() && effects.isEmpty();
        }

        private void feed(Input input) {
            effects.addAll(endpoint.on(input, queue.now));
            armDeadline();
            carryOut();
        }

        private void armDeadline() {
            Stage stage = endpoint.stage();
            if (stage == timed) {
                return;
            }
            timed = stage;
            endpoint.deadline()
                    .ifPresent(limit -> queue.at(queue.now + limit.toNanos(), () -> {
                        if (endpoint.stage() == stage && endpoint.ending().isEmpty()) {
                            feed(new Input.DeadlineReached());
                        }
                    }));
        }

        private void carryOut() {
            while (!held && !effects.isEmpty()) {
                carryOut(effects.poll());
            }
        }

        private void carryOut(Effect effect) {
            if (effect instanceof Effect.Wait wait) {
                held = true;
                if (wait.howLong().compareTo(Effect.Wait.FOREVER) < 0) {
                    queue.at(queue.now + wait.howLong().toNanos(), () -> {
                        held = false;
                        carryOut();
                    });
                }
            } else if (closed) {
                return;
            } else if (effect instanceof Effect.Send send) {
                queue.at(queue.now + latency, () -> peer.receive(send));
            } else if (effect instanceof Effect.StartTls) {
                beginTls();
            } else if (effect instanceof Effect.Alert alert) {
                var told = new Input.TlsFailed(endpoint.role(), OptionalInt.of(alert.description()), "alert");
                queue.at(queue.now + latency, () -> peer.feed(told));
            } else if (effect instanceof Effect.Abort) {
                close(new Input.PeerClosed(true, false));
            } else if (effect instanceof Effect.Close close && close.manner() != Effect.Manner.NOTIFY_ONLY) {
                close(new Input.PeerClosed(false, close.manner() == Effect.Manner.ORDERLY));
            }
        }

        private void close(Input.PeerClosed told) {
            closed = true;
            endpoint.on(new Input.SelfClosed(told.reset()), queue.now);
            queue.at(queue.now + latency, () -> peer.feed(told));
        }

        private void receive(Effect.Send send) {
            if (closed) {
                return;
            }
            if (endpoint.expects() == Expectation.TLS_READY && send.layer() == Effect.Layer.WIRE) {
                feed(brokenTls(send.message().bytes()));
                return;
            }
            if (pending.length() <= MAX_PENDING) {
                pending = Bytes.concat(pending, send.message().bytes());
            }
            readFrames();
        }

        private void readFrames() {
            while (!pending.isEmpty() && endpoint.ending().isEmpty()) {
                int length;
                try {
                    length = Framing.frameLength(endpoint.expects(), endpoint.stage(), pending);
                } catch (ProtocolViolationException violation) {
                    var unframed = pending;
                    pending = Bytes.EMPTY;
                    feed(new Input.Unframed(unframed, violation));
                    return;
                }
                if (length == Framing.UNKNOWN || length > pending.length()) {
                    return;
                }
                var frame = pending.slice(0, length);
                pending = pending.slice(length);
                feed(new Input.Frame(frame));
            }
        }

        /** Bytes below TLS are an alert in clear, or no TLS at all. */
        private Input brokenTls(Bytes bytes) {
            Role sender = endpoint.role().peer();
            boolean alert = bytes.length() >= 7 && bytes.get(0) == 21;
            return new Input.TlsFailed(
                    sender,
                    alert ? OptionalInt.of(bytes.get(6)) : OptionalInt.empty(),
                    alert ? "alert" : "no TLS record");
        }
    }

    private static final class Queue {

        private final PriorityQueue<Event> events =
                new PriorityQueue<>(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::order));
        private long now;
        private long order;

        private void at(long nanos, Runnable action) {
            events.add(new Event(nanos, order++, action));
        }

        private void run(long limit, BooleanSupplier done) {
            for (int count = 0; count < MAX_EVENTS && !done.getAsBoolean(); count++) {
                var next = Optional.ofNullable(events.peek()).filter(e -> e.nanos() <= limit);
                if (next.isEmpty()) {
                    return;
                }
                events.poll();
                now = next.get().nanos();
                next.get().action().run();
            }
        }
    }
}
