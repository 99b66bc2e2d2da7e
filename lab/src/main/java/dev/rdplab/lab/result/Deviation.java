package dev.rdplab.lab.result;

import dev.rdplab.protocol.handshake.Transcript;
import java.util.List;

/**
 * A value that the specification does not allow and that real peers accept.
 *
 * @param pdu title of the message
 * @param field its name in the specification
 * @param offset of the field in the message, in bytes
 * @param sent the value as it came
 * @param expected what the specification asks for
 */
public record Deviation(String pdu, String field, int offset, String sent, String expected) {

    /** Those of one connection, as the end that bore them noted them. */
    public static List<Deviation> of(Transcript transcript) {
        return transcript.deviations().stream()
                .map(each -> new Deviation(
                        each.pdu(),
                        each.field(),
                        each.offset(),
                        Long.toString(each.sent()),
                        Long.toString(each.expected())))
                .toList();
    }

    @Override
    public String toString() {
        return pdu + '.' + field + " at offset " + offset + " is " + sent + " instead of " + expected;
    }
}
