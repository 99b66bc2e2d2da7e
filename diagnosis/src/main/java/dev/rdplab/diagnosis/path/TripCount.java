package dev.rdplab.diagnosis.path;

import dev.rdplab.diagnosis.path.PathReport.Retransmissions;
import dev.rdplab.transport.TcpDetails;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Counts retransmissions: small segments, each acknowledged before the next, so that a packet lost either way is one more segment
 * sent.
 */
final class TripCount {

    static final int MOST = 120;

    private static final Duration WHOLE = Duration.ofSeconds(7);
    private static final int PART = 16;

    private TripCount() {}

    /** Empty where the system does not tell, or the server does not listen. */
    static Optional<Retransmissions> of(Look look) throws InterruptedException {
        var opened = look.open(OptionalInt.empty());
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (var socket = opened.get()) {
            var began = socket.details();
            if (began.isEmpty() || !look.tls()) {
                return Optional.empty();
            }
            var stream = Opening.largestClientHello(look.name());
            long until = System.nanoTime() + Look.shorter(WHOLE, look.left()).toNanos();
            int sent = 0;
            while (sent < MOST && System.nanoTime() - until < 0) {
                int at = sent * PART;
                if (look.send(socket, Arrays.copyOfRange(stream, at, at + PART)) != Look.Sent.ACKNOWLEDGED) {
                    break;
                }
                sent++;
            }
            int counted = sent;
            long before = began.get().retransmissions();
            return socket.details()
                    .map(TcpDetails::retransmissions)
                    .map(all -> new Retransmissions(counted, (int) (all - before)))
                    .filter(trips -> trips.sent() > 0);
        }
    }
}
