package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.protocol.Role;
import java.util.Optional;

/**
 * Signs of a path that swallows long packets: small ones pass, the first long flight does not, and for RDP that is the
 * server's certificate.
 *
 * @param sender whose packets did not arrive
 * @param certain a router said so, or long segments were seen to be lost; else the silence alone speaks for it
 * @param text one line for people
 */
public record PathMtu(Role sender, boolean certain, String text) {

    private static final int LONG = 1_000; // bytes of payload; tunnels that pass less are rare
    private static final int SHORT = 60; // a Connection Confirm is shorter, a ClientHello longer

    static Optional<PathMtu> of(TcpConnection connection) {
        if (!connection.tooBig().isEmpty()) {
            var message = connection.tooBig().get(0);
            var sender = message.from().equals(connection.client().address()) ? Role.CLIENT : Role.SERVER;
            return Optional.of(new PathMtu(
                    sender,
                    true,
                    "router " + message.router() + " says that packets of the " + sender + " are too big, MTU "
                            + message.mtu()));
        }
        if (!connection.client().seen() || !connection.server().seen()) {
            return Optional.empty(); // what one end got, only packets of that end tell
        }
        for (Role role : new Role[] {Role.SERVER, Role.CLIENT}) {
            var found = lost(connection, role);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<PathMtu> lost(TcpConnection connection, Role sender) {
        var side = connection.side(sender);
        var peer = connection.side(sender.peer());
        var hole = side.holes().stream().filter(h -> !h.acknowledged()).findFirst();
        if (hole.isPresent() && hole.get().length() >= LONG / 2) {
            return Optional.of(new PathMtu(
                    sender,
                    true,
                    "bytes " + hole.get().offset() + " to "
                            + (hole.get().offset() + hole.get().length()) + " of the " + sender
                            + " never arrived, later ones did" + (side.sackedTo() > 0 ? " (SACK)" : "")));
        }
        var again = side.retransmissions().stream()
                .filter(r -> r.length() >= LONG && r.offset() + r.length() > side.acknowledged())
                .count();
        if (again > 0) {
            return Optional.of(new PathMtu(
                    sender,
                    true,
                    "a segment of the " + sender + " of up to " + side.largestSegment() + " bytes was sent "
                            + (again + 1) + " times and never acknowledged"));
        }
        boolean taken = peer.length() > side.length() + SHORT && peer.acknowledged() >= peer.length();
        boolean silent =
                side.length() < SHORT && side.fin().isEmpty() && side.rst().isEmpty();
        if (sender == Role.SERVER && taken && silent && side.syn().isPresent()) {
            return Optional.of(new PathMtu(
                    sender,
                    false,
                    "all " + peer.length()
                            + " bytes of the client were acknowledged, then nothing came from the server"));
        }
        return Optional.empty();
    }
}
