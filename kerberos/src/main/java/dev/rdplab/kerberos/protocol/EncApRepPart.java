package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Instant;
import java.util.Optional;

/** What is inside an AP-REP, RFC 4120 section 5.5.2: the authenticator's time given back, and the service's own key. */
public record EncApRepPart(Instant ctime, int cusec, Optional<EncryptionKey> subkey, Optional<Long> seqNumber) {

    public Bytes toBytes() {
        return Asn1.bytes(out -> Asn1.application(out, "EncAPRepPart", 27, body -> {
            Asn1.put(body, 0, "ctime", ctime, Asn1::time);
            Asn1.put(body, 1, "cusec", cusec, Asn1::int32);
            Asn1.putIf(body, 2, "subkey", subkey, EncryptionKey::write);
            Asn1.putIf(body, 3, "seq-number", seqNumber, Asn1::uint32);
        }));
    }

    public static EncApRepPart decode(Bytes message) {
        return Asn1.message(message, "EncAPRepPart", 27, EncApRepPart::body);
    }

    private static EncApRepPart body(DerReader body) {
        Instant ctime = Asn1.get(body, 0, "ctime", Asn1::time);
        int cusec = Asn1.get(body, 1, "cusec", Asn1::int32);
        Optional<EncryptionKey> subkey = Asn1.find(body, 2, "subkey", EncryptionKey::read);
        Optional<Long> seqNumber = Asn1.find(body, 3, "seq-number", Asn1::uint32);
        return new EncApRepPart(ctime, cusec, subkey, seqNumber);
    }
}
