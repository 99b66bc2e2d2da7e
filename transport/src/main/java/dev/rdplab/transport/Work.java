package dev.rdplab.transport;

import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.tls.TlsRecord;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.life.Event;

/** One thing to be done on a connection below TLS. */
sealed interface Work {

    /** Bytes that came. @param offset bytes that came before */
    record Arrived(Bytes chunk, long offset) implements Work {}

    /** Bytes that came and that the interceptor has seen as raw bytes. */
    record Passed(Bytes bytes) implements Work {}

    /** A TLS record that came whole. */
    record RecordArrived(TlsRecord record) implements Work {}

    /** Bytes that leave and are TLS records. */
    record RecordsLeaving(Bytes bytes) implements Work {}

    /** A TLS record that leaves. */
    record RecordLeaving(TlsRecord record) implements Work {}

    /** Raw bytes that leave. */
    record BytesLeaving(Bytes bytes) implements Work {}

    /** For TLS, or without it for the endpoint. */
    record Deliver(Bytes bytes) implements Work {}

    /** For the socket. @param alone a write of its own: what an interceptor has cut up must not come together again */
    record Put(Bytes bytes, boolean alone) implements Work {}

    /** An effect other than a send. */
    record CarryOut(Effect effect) implements Work {}

    /** For the connection's life. */
    record Raise(Event event) implements Work {}
}
