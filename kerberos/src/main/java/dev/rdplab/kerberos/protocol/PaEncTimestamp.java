package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Instant;
import java.util.Optional;

/** The time as proof of a password, RFC 4120 section 5.2.7.2. */
public record PaEncTimestamp(Instant time, Optional<Integer> microseconds) {

    public Bytes toBytes() {
        return Asn1.bytes(out -> Asn1.application(out, "PA-ENC-TS-ENC", -1, body -> {
            Asn1.put(body, 0, "patimestamp", time, Asn1::time);
            Asn1.putIf(body, 1, "pausec", microseconds, Asn1::int32);
        }));
    }

    public static PaEncTimestamp decode(Bytes message) {
        return Asn1.message(message, "PA-ENC-TS-ENC", -1, PaEncTimestamp::body);
    }

    private static PaEncTimestamp body(DerReader body) {
        Instant time = Asn1.get(body, 0, "patimestamp", Asn1::time);
        Optional<Integer> microseconds = Asn1.find(body, 1, "pausec", Asn1::int32);
        return new PaEncTimestamp(time, microseconds);
    }
}
