package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import java.time.Instant;

/** When something happened last, RFC 4120 section 5.4.2. */
public record LastReq(int type, Instant value) {

    static void write(DerWriter out, String name, LastReq value) {
        Asn1.application(out, "LastReq", -1, body -> {
            Asn1.put(body, 0, "lr-type", value.type, Asn1::int32);
            Asn1.put(body, 1, "lr-value", value.value, Asn1::time);
        });
    }

    static LastReq read(DerReader in, String name) {
        return Asn1.application(in, "LastReq", -1, LastReq::body);
    }

    private static LastReq body(DerReader body) {
        int type = Asn1.get(body, 0, "lr-type", Asn1::int32);
        Instant value = Asn1.get(body, 1, "lr-value", Asn1::time);
        return new LastReq(type, value);
    }
}
