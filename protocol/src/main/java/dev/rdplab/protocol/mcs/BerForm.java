package dev.rdplab.protocol.mcs;

import dev.rdplab.protocol.wire.Bytes;

/**
 * How a program spells its BER, so that a PDU can be written as it was read: real clients differ here, and one of them breaks
 * the rules.
 *
 * @param octets one entry, in order of appearance, for each length (how many octets it takes), each INTEGER of the domain
 *     parameters (how many octets its value takes) and each BOOLEAN (the octet for true). 0, and every entry that is not
 *     there, stands for the shortest form that X.690 allows, or 0xFF for true. A number too small for its value is raised.
 */
public record BerForm(Bytes octets) {

    /** What X.690 asks for, as FreeRDP and xrdp write it. */
    public static final BerForm SHORTEST = new BerForm(Bytes.EMPTY);

    /** More octets no length and no integer takes. */
    static final int MAX_OCTETS = 5;

    /** Drops zeros at the end, so that equal spellings are equal values. */
    public BerForm {
        int length = octets.length();
        while (length > 0 && octets.get(length - 1) == 0) {
            length--;
        }
        octets = octets.slice(0, length);
    }

    /** Of a two's complement number that is not negative. */
    static int octetsOfInteger(long value) {
        return (64 - Long.numberOfLeadingZeros(value)) / 8 + 1;
    }

    /** Without room for a sign, as Windows and rdesktop write it against the rules. */
    static int octetsOfUnsigned(long value) {
        return Math.max(1, (64 - Long.numberOfLeadingZeros(value) + 7) / 8);
    }
}
