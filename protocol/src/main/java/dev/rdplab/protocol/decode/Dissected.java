package dev.rdplab.protocol.decode;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Deviation;
import dev.rdplab.protocol.wire.Field;
import java.util.List;

/**
 * What a frame is.
 *
 * @param name one of {@link dev.rdplab.protocol.PduNames}
 * @param carries the name of what the PDU carries when that tells more; else empty
 * @param stage where a connection is when it exchanges this PDU
 * @param frame the whole frame; it encodes to the bytes it was read from, but for pad bytes, which are encoded as zeros
 * @param parts the PDUs inside, without transport and security headers; decrypted where a key was at hand. Usually one
 * @param fields the fields in the order in which they were read, offsets in the frame; decryption keeps offsets
 * @param next the context for the frame after this one
 * @param deviations what is wrong in it and is borne by real peers; such a frame may encode to other bytes
 */
public record Dissected(
        String name,
        String carries,
        Role sender,
        Stage stage,
        Pdu frame,
        List<Pdu> parts,
        List<Field> fields,
        DissectorContext next,
        List<Deviation> deviations) {

    public Dissected {
        parts = List.copyOf(parts);
        fields = List.copyOf(fields);
        deviations = List.copyOf(deviations);
    }

    /** Name and content in one, for people: {@code TSRequest (NTLM CHALLENGE)}. */
    public String title() {
        return carries.isEmpty() ? name : name + " (" + carries + ")";
    }
}
