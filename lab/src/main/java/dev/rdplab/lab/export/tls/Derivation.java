package dev.rdplab.lab.export.tls;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireWriter;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How TLS makes keys of secrets: the PRF of RFC 5246 section 5 and HKDF-Expand-Label of RFC 8446 section 7.1. */
final class Derivation {

    private Derivation() {}

    static Bytes prf(String mac, Bytes secret, String label, Bytes seed, int length) throws GeneralSecurityException {
        var labelled = Bytes.concat(Bytes.ascii(label), seed);
        var a = labelled;
        var out = Bytes.EMPTY;
        while (out.length() < length) {
            a = hmac(mac, secret, a);
            out = Bytes.concat(out, hmac(mac, secret, Bytes.concat(a, labelled)));
        }
        return out.slice(0, length);
    }

    static Bytes expandLabel(String mac, Bytes secret, String label, int length) throws GeneralSecurityException {
        var name = Bytes.ascii("tls13 " + label);
        var info = new WireWriter()
                .u16be("length", length)
                .u8("label length", name.length())
                .bytes("label", name)
                .u8("context length", 0)
                .toBytes();
        var out = Bytes.EMPTY;
        var block = Bytes.EMPTY;
        for (int i = 1; out.length() < length; i++) {
            block = hmac(mac, secret, Bytes.concat(block, info, Bytes.of(i)));
            out = Bytes.concat(out, block);
        }
        return out.slice(0, length);
    }

    static Bytes hmac(String mac, Bytes key, Bytes data) throws GeneralSecurityException {
        var hmac = Mac.getInstance(mac);
        hmac.init(new SecretKeySpec(key.toArray(), mac));
        return Bytes.wrap(hmac.doFinal(data.toArray()));
    }
}
