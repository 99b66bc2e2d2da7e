package dev.rdplab.transport;

import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.handshake.Transcript.Kind;
import dev.rdplab.protocol.tls.TlsRecord;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Writes what happens below the endpoint to its transcript. */
record Remarks(Endpoint endpoint, LongSupplier clock) {

    void signal(String text) {
        endpoint.note(Kind.SIGNAL, text, clock.getAsLong());
    }

    /** @param direction {@code <} or {@code >} */
    void tlsRecord(String direction, TlsRecord record) {
        String what = record.alert().map(a -> "Alert " + a.word()).orElse(record.name());
        signal("tls " + direction + " " + what + " " + record.bytes().length());
    }

    /** A fault was triggered below the endpoint. */
    void fault(String where, List<Effect> instead) {
        String what = instead.isEmpty()
                ? "omitted"
                : instead.stream().map(e -> e.getClass().getSimpleName()).collect(Collectors.joining(", "));
        endpoint.struckBelow(instead, "below TLS, " + where + ": " + what, clock.getAsLong());
    }
}
