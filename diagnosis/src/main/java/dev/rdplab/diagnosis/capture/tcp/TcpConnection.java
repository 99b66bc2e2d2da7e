package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.diagnosis.capture.net.TooBig;
import dev.rdplab.diagnosis.capture.net.Unreachable;
import dev.rdplab.protocol.Role;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One TCP connection of a capture.
 *
 * @param number among the connections of the capture that were kept, from 1
 * @param startSeen a SYN tells who the client is; without one it is a guess from first bytes and ports
 * @param firstNanos time of its first packet
 * @param lastNanos time of its last packet
 * @param lastPacket number of its last packet
 * @param tooBig routers' words about its packets
 * @param unreachable the first word of a router or host that its packets cannot be delivered
 * @param notes what could not be read
 */
public record TcpConnection(
        int number,
        boolean startSeen,
        TcpSide client,
        TcpSide server,
        long firstNanos,
        long lastNanos,
        int lastPacket,
        List<TooBig> tooBig,
        Optional<Unreachable> unreachable,
        List<String> notes) {

    public TcpConnection {
        tooBig = List.copyOf(tooBig);
        notes = List.copyOf(notes);
    }

    public TcpSide side(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    /** From SYN to SYN with ACK, in nanoseconds. */
    public OptionalLong roundTrip() {
        return client.syn().isPresent() && server.syn().isPresent()
                ? OptionalLong.of(Math.max(
                        0, server.syn().get().nanos() - client.syn().get().nanos()))
                : OptionalLong.empty();
    }

    /** Both ends sent or took the other's SYN, or data flowed. */
    public boolean established() {
        return server.syn().isPresent() && !unanswered()
                || server.told() > 0
                || client.told() > 0 && !attempt()
                || client.acknowledged() > 0;
    }

    /** The server answered the SYN, and the client, whose packets the capture has, said no more. */
    public boolean unanswered() {
        boolean more =
                client.acks() > 0 || client.rst().isPresent() || client.fin().isPresent();
        return client.syn().isPresent() && server.syn().isPresent() && !more;
    }

    /** The only end whose packets are in the capture although the other was there: its ACKs say so. */
    public Optional<Role> onlyDirection() {
        for (Role role : Role.values()) {
            if (!side(role.peer()).seen() && side(role).acks() > 0) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** Time of the last packet that brought new bytes of either end; of the first packet where there were none. */
    public long lastData() {
        return Math.max(firstNanos, Math.max(client.lastData(), server.lastData()));
    }

    /** Whether the capture kept only the begin of packets. */
    public boolean cutShort() {
        return Stream.of(client, server).flatMap(side -> side.chunks().stream()).anyMatch(chunk -> chunk.missing() > 0);
    }

    /** Whether the capture kept no byte of what was said, though something was. */
    public boolean headersOnly() {
        return cutShort()
                && Stream.of(client, server)
                        .flatMap(side -> side.chunks().stream())
                        .allMatch(chunk -> chunk.bytes().isEmpty());
    }

    /** Nothing but SYNs of the client, with data in them or not. */
    private boolean attempt() {
        return startSeen && client.acks() == 0 && !server.seen();
    }

    /** Who closed first, and how. */
    public record Close(Role by, boolean reset, Mark mark) {}

    /** The first FIN or RST, in the order of the file. */
    public Optional<Close> close() {
        Close first = null;
        for (Role role : Role.values()) {
            var side = side(role);
            for (boolean reset : new boolean[] {false, true}) {
                var mark = reset ? side.rst() : side.fin();
                if (mark.isPresent() && (first == null || mark.get().packet() < first.mark.packet())) {
                    first = new Close(role, reset, mark.get());
                }
            }
        }
        return Optional.ofNullable(first);
    }

    /** See {@link PathMtu}. */
    public Optional<PathMtu> pathMtu() {
        return PathMtu.of(this);
    }
}
