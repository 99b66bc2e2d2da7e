package dev.rdplab.diagnosis;

import dev.rdplab.diagnosis.capture.rebuild.Rebuilt;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Connections of one client to one server: one that the client left, and the next of the same client soon after it. */
final class Relations {

    /** Nanoseconds in which a user answers a question. */
    private static final long MINUTE = 60_000_000_000L;

    private static final long SHORT = 50_000_000L;

    private record Pair(String client, String server) {
        static Pair of(Rebuilt connection) {
            return new Pair(
                    connection.clientAddress().host(),
                    connection.serverAddress().toString());
        }
    }

    private Relations() {}

    /** The same connections, with what each tells of another. */
    static List<Rebuilt> told(List<Rebuilt> connections) {
        var told = new ArrayList<>(connections);
        Map<Pair, Integer> last = new HashMap<>();
        for (int i = 0; i < connections.size(); i++) {
            var connection = connections.get(i);
            var before = last.put(Pair.of(connection), i);
            if (before != null) {
                relate(told, before, i);
            }
        }
        return told;
    }

    private static void relate(List<Rebuilt> told, int before, int now) {
        var left = told.get(before);
        var back = told.get(now);
        long after = back.startNanos() - end(left);
        if (!failed(left) || after < 0 || after > MINUTE) {
            return;
        }
        String seconds = later(after);
        if (!leftByClient(left)) {
            told.set(
                    before,
                    left.with(
                            "tried-again", "the same client tried again " + seconds + ": connection " + back.number()));
            told.set(
                    now,
                    back.with("again", "the same client tried before: connection " + left.number() + ", " + seconds));
            return;
        }
        told.set(
                before,
                left.with("came-back", "the same client came back " + seconds + ": connection " + back.number()));
        told.set(
                now,
                back.with(
                        "is-back", "the same client had left connection " + left.number() + " and is back " + seconds));
    }

    /** When the first end closed; what else came behind that belongs to the connection, and not to its client's patience. */
    private static long end(Rebuilt left) {
        return left.tcp()
                .map(tcp -> tcp.close().map(close -> close.mark().nanos()).orElse(tcp.lastNanos()))
                .orElse(left.startNanos());
    }

    private static String later(long nanos) {
        return nanos < SHORT
                ? String.format(Locale.ROOT, "%.1f ms later", nanos / 1e6)
                : String.format(Locale.ROOT, "%.1f s later", nanos / 1e9);
    }

    private static boolean leftByClient(Rebuilt connection) {
        return connection.clientEnding().outcome().by() == Role.CLIENT;
    }

    private static boolean failed(Rebuilt connection) {
        var kind = connection.clientEnding().kind();
        return kind != EndingKind.COMPLETED && !kind.isOfCaptures();
    }
}
