package dev.rdplab.kerberos.protocol;

import static dev.rdplab.protocol.der.DerReader.SEQUENCE;

import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;

/** Authorization data of a ticket, RFC 4120 section 5.2.6: where Windows puts the PAC with the user's groups. */
public final class AuthorizationData {

    /** AD-IF-RELEVANT: a service that does not know what is inside passes over it. */
    private static final int IF_RELEVANT = 1;

    /** No type that anybody reads. */
    private static final int PADDING = 0x7f00;

    private AuthorizationData() {}

    /** So many bytes without meaning, in the place of a large PAC. */
    public static Bytes padding(int length) {
        Bytes inside = Asn1.bytes(out -> element(out, PADDING, Bytes.zeros(length)));
        return Asn1.bytes(out -> element(out, IF_RELEVANT, inside));
    }

    private static void element(DerWriter out, int type, Bytes data) {
        out.element(
                "AuthorizationData",
                SEQUENCE,
                list -> list.element("element", SEQUENCE, body -> {
                    Asn1.put(body, 0, "ad-type", type, Asn1::int32);
                    Asn1.put(body, 1, "ad-data", data, DerWriter::octetString);
                }));
    }
}
