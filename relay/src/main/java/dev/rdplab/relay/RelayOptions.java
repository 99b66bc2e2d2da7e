package dev.rdplab.relay;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.transport.ConnectionLimits;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What a relay is to do.
 *
 * @param listen where clients connect; port 0 for any free one
 * @param target the real server; may be unresolved: the name is looked up for each connection
 * @param connectTimeout limit for the TCP connection to the server
 * @param halfClosed limit for a connection whose one end has sent its FIN: it is closed when nothing moves for so long
 * @param limits of clients, simultaneous and in total
 * @param recorded bytes of each leg that are kept, both ways together; 0 keeps none
 * @param faults says what acts in the name of an end on a connection
 * @param accepted told of every client that is accepted, on an event loop: it must not block
 * @param finished told of every finished connection, on an event loop: it must not block
 */
public record RelayOptions(
        InetSocketAddress listen,
        InetSocketAddress target,
        Duration connectTimeout,
        Duration halfClosed,
        ConnectionLimits limits,
        int recorded,
        Faults faults,
        Accepted accepted,
        Consumer<RelayReport> finished) {

    /** Is told of clients. */
    @FunctionalInterface
    public interface Accepted {
        /** @param number from 1 */
        void client(int number, InetSocketAddress address);
    }

    /** Makes the interceptors. */
    @FunctionalInterface
    public interface Faults {
        /** No faults. */
        Faults NONE = (role, connection) -> Interceptor.NONE;

        /** @param connection from 1 */
        Interceptor of(Role role, int connection);
    }

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration HALF_CLOSED = Duration.ofSeconds(10);

    /** A relay without faults that keeps no bytes. */
    public static RelayOptions of(InetSocketAddress listen, InetSocketAddress target) {
        return new RelayOptions(
                listen,
                target,
                CONNECT,
                HALF_CLOSED,
                ConnectionLimits.DEFAULT,
                0,
                Faults.NONE,
                (number, address) -> {},
                report -> {});
    }

    /** Returns a copy with these faults. */
    public RelayOptions faults(Faults made) {
        return new RelayOptions(listen, target, connectTimeout, halfClosed, limits, recorded, made, accepted, finished);
    }

    /** Returns a copy with this limit for a half-closed connection. */
    public RelayOptions halfClosed(Duration limit) {
        return new RelayOptions(listen, target, connectTimeout, limit, limits, recorded, faults, accepted, finished);
    }

    /** Returns a copy that keeps up to this many bytes of each leg. */
    public RelayOptions recorded(int bytes) {
        return new RelayOptions(listen, target, connectTimeout, halfClosed, limits, bytes, faults, accepted, finished);
    }

    /** Returns a copy that tells this of every finished connection. */
    public RelayOptions finished(Consumer<RelayReport> told) {
        return new RelayOptions(listen, target, connectTimeout, halfClosed, limits, recorded, faults, accepted, told);
    }

    /** Returns a copy that tells this of every accepted client. */
    public RelayOptions accepted(Accepted told) {
        return new RelayOptions(listen, target, connectTimeout, halfClosed, limits, recorded, faults, told, finished);
    }
}
