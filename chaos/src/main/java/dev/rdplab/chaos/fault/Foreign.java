package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.decode.Dissector;
import dev.rdplab.protocol.decode.DissectorContext;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.Map;
import java.util.Optional;

/**
 * What a fault sends that is not due: bytes as they are, from the TPKT on, or a PDU by its name.
 *
 * @param bytes the frame; empty for a PDU by name
 * @param pdu a name; empty for bytes
 * @param fields of the PDU by name
 */
public record Foreign(Optional<Bytes> bytes, String pdu, Map<String, String> fields) {

    public Foreign {
        fields = Map.copyOf(fields);
        if (bytes.isPresent() == !pdu.isEmpty()) {
            throw new IllegalArgumentException("either bytes or pdu is needed");
        }
        if (bytes.isPresent() && (bytes.get().isEmpty() || !fields.isEmpty())) {
            throw new IllegalArgumentException(
                    fields.isEmpty() ? "no bytes" : "fields belong to a PDU by name, not to bytes");
        }
    }

    public static Foreign of(Bytes bytes) {
        return new Foreign(Optional.of(bytes), "", Map.of());
    }

    /** Why that end cannot send it, as a phrase behind the fault's word; empty when it can. */
    Optional<String> wrongFor(Role sender) {
        try {
            message(sender, "");
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of("cannot send that: " + wrong.getMessage());
        }
    }

    /** @throws IllegalArgumentException when that end sends no such PDU, or a field is wrong */
    Message message(Role sender, String otherwise) {
        return bytes.map(raw -> Message.raw(nameOf(raw, sender, otherwise), raw))
                .orElseGet(() -> NamedPdu.of(sender, pdu, fields));
    }

    private static String nameOf(Bytes raw, Role sender, String otherwise) {
        try {
            return Dissector.dissect(raw, sender, DissectorContext.START).name();
        } catch (ProtocolViolationException nothingKnown) {
            return otherwise;
        }
    }
}
