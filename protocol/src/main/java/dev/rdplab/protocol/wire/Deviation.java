package dev.rdplab.protocol.wire;

/**
 * What a peer sends that the specification does not allow and real peers bear.
 *
 * @param pdu the structure, as in {@link Field}
 * @param field the specification's name
 * @param offset bytes from the start of the message to the field
 * @param sent the value that came, unsigned
 * @param expected the value that would have been right, unsigned
 */
public record Deviation(String pdu, String field, int offset, long sent, long expected) {

    @Override
    public String toString() {
        return pdu + '.' + field + " at offset " + offset + ": " + sent + " sent, " + expected + " expected";
    }
}
