package dev.rdplab.kerberos.protocol;

import dev.rdplab.kerberos.protocol.KdcFailure.Step;
import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;
import java.util.Optional;

/** The request for a ticket: AS-REQ or TGS-REQ, RFC 4120 section 5.4.1. They differ in the number of the type only. */
public record KdcReq(Step step, Optional<List<PaData>> padata, KdcReqBody reqBody) {

    public Bytes toBytes() {
        int type = type(step);
        return Asn1.bytes(out -> Asn1.application(out, name(step), type, body -> {
            Asn1.put(body, 1, "pvno", 5, Asn1::int32);
            Asn1.put(body, 2, "msg-type", type, Asn1::int32);
            Asn1.putIf(body, 3, "padata", padata, Asn1.listOf(PaData::write));
            Asn1.put(body, 4, "req-body", reqBody, KdcReqBody::write);
        }));
    }

    public static KdcReq decode(Step step, Bytes message) {
        return Asn1.message(message, name(step), type(step), body -> body(step, body));
    }

    private static KdcReq body(Step step, DerReader body) {
        Asn1.expect(body, 1, "pvno", 5);
        Asn1.expect(body, 2, "msg-type", type(step));
        Optional<List<PaData>> padata = Asn1.find(body, 3, "padata", Asn1.list(PaData::read));
        KdcReqBody reqBody = Asn1.get(body, 4, "req-body", KdcReqBody::read);
        return new KdcReq(step, padata, reqBody);
    }

    private static String name(Step step) {
        return step + "-REQ";
    }

    private static int type(Step step) {
        return step == Step.AS ? 10 : 12;
    }
}
