package dev.rdplab.protocol.der;

/** How the lengths of one encoding are written, X.690 section 8.1.3. */
public enum DerLengths {
    /** The fewest octets, as DER demands. */
    MINIMAL,
    /** One octet up to 127, else always 0x82 and two octets: rdesktop writes 0x820080 where DER has 0x8180. */
    TWO_OCTETS
}
