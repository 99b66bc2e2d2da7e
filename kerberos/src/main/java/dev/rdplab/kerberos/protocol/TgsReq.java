package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;
import java.util.Optional;

/** The request for a ticket of a service, RFC 4120 section 5.4.1. */
public record TgsReq(Optional<List<PaData>> padata, KdcReqBody reqBody) {

    public Bytes toBytes() {
        return Asn1.bytes(out -> Asn1.application(out, "TGS-REQ", 12, body -> {
            Asn1.put(body, 1, "pvno", 5, Asn1::int32);
            Asn1.put(body, 2, "msg-type", 12, Asn1::int32);
            Asn1.putIf(body, 3, "padata", padata, Asn1.listOf(PaData::write));
            Asn1.put(body, 4, "req-body", reqBody, KdcReqBody::write);
        }));
    }

    public static TgsReq decode(Bytes message) {
        return Asn1.message(message, "TGS-REQ", 12, TgsReq::body);
    }

    private static TgsReq body(DerReader body) {
        Asn1.expect(body, 1, "pvno", 5);
        Asn1.expect(body, 2, "msg-type", 12);
        Optional<List<PaData>> padata = Asn1.find(body, 3, "padata", Asn1.list(PaData::read));
        KdcReqBody reqBody = Asn1.get(body, 4, "req-body", KdcReqBody::read);
        return new TgsReq(padata, reqBody);
    }
}
