package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.tls.TlsRecord;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.List;
import java.util.function.Consumer;

/**
 * One encoded PDU under its name.
 *
 * @param pdu the specification's name, such as {@code ConnectionConfirm} or {@code TSRequest}
 * @param carries the name of what the PDU carries when that tells more, such as {@code NTLM CHALLENGE}; else empty
 * @param fields where the named fields stand; empty for a message that was received
 */
public record Message(String pdu, String carries, Bytes bytes, List<Field> fields) {

    public Message {
        fields = fields instanceof LazyFields ? fields : List.copyOf(fields);
    }

    /**
     * Encodes; where the fields went is found out when a fault asks for it.
     *
     * @param body must write the same whenever it is called
     */
    public static Message of(String pdu, String carries, Consumer<WireWriter> body) {
        var out = new WireWriter();
        body.accept(out);
        var bytes = out.toBytes();
        return new Message(pdu, carries, bytes, new LazyFields(body, bytes));
    }

    public static Message of(String pdu, Consumer<WireWriter> body) {
        return of(pdu, "", body);
    }

    /** Bytes without known fields. */
    public static Message raw(String pdu, Bytes bytes) {
        return new Message(pdu, "", bytes, List.of());
    }

    /** A TLS record as a message, for an interceptor. */
    public static Message of(TlsRecord record) {
        return new Message(record.name(), "", record.bytes(), record.fields());
    }

    /** The same message with other bytes; the field positions are kept only while the length stays. */
    public Message withBytes(Bytes changed) {
        return new Message(pdu, carries, changed, changed.length() == bytes.length() ? fields : List.of());
    }

    /** Name and content in one, for people: {@code TSRequest (NTLM CHALLENGE)}. */
    public String title() {
        return carries.isEmpty() ? pdu : pdu + " (" + carries + ")";
    }
}
