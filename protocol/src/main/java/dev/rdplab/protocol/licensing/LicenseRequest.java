package dev.rdplab.protocol.licensing;

import static dev.rdplab.protocol.licensing.LicenseBlob.BB_CERTIFICATE_BLOB;
import static dev.rdplab.protocol.licensing.LicenseBlob.BB_KEY_EXCHG_ALG_BLOB;
import static dev.rdplab.protocol.licensing.LicenseBlob.BB_SCOPE_BLOB;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.security.ServerCertificate;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SERVER_LICENSE_REQUEST, [MS-RDPELE] 2.2.2.1: the server asks for a licence.
 *
 * @param serverRandom 32 bytes
 * @param keyExchangeList four bytes for each algorithm; only RSA, 1, exists
 * @param serverCertificate with which the client is to encrypt; absent where it has one from standard RDP security
 * @param scopeList who issues the licences that would do; at least one
 */
public record LicenseRequest(
        LicensePreamble preamble,
        Bytes serverRandom,
        ProductInfo productInfo,
        LicenseBlob keyExchangeList,
        Optional<ServerCertificate> serverCertificate,
        List<LicenseBlob> scopeList)
        implements LicenseMessage {

    static final int TYPE = 0x01;

    /** {@code KEY_EXCHANGE_ALG_RSA}. */
    static final int KEY_EXCHANGE_ALG_RSA = 1;

    private static final String NAME = "SERVER_LICENSE_REQUEST";
    private static final int MAX_SCOPES = 64;

    /** The request a Windows server makes, for licences of microsoft.com. */
    public static LicenseRequest of(Bytes serverRandom, ProductInfo product, Optional<ServerCertificate> certificate) {
        return new LicenseRequest(
                LicensePreamble.PREAMBLE_VERSION_3_0,
                serverRandom,
                product,
                new LicenseBlob(BB_KEY_EXCHG_ALG_BLOB, Bytes.of(KEY_EXCHANGE_ALG_RSA, 0, 0, 0)),
                certificate,
                List.of(LicenseBlob.text(BB_SCOPE_BLOB, "microsoft.com")));
    }

    public LicenseRequest {
        LicenseMessage.requireLength("serverRandom", serverRandom, RANDOM_LENGTH);
        scopeList = List.copyOf(scopeList);
        if (scopeList.size() > MAX_SCOPES) {
            throw new IllegalArgumentException(scopeList.size() + " scopes");
        }
    }

    /** The scopes as text. */
    public List<String> scopes() {
        return scopeList.stream().map(LicenseBlob::text).toList();
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public String pduName() {
        return PduNames.LICENSE_REQUEST;
    }

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> {
            w.bytes("ServerRandom", serverRandom);
            productInfo.encode(w);
            keyExchangeList.encode(w, "KeyExchangeList");
            w.u16le("ServerCertificate.wBlobType", BB_CERTIFICATE_BLOB);
            WireWriter certificate = w.nested(c -> serverCertificate.ifPresent(v -> v.encode(c)));
            w.u16le("ServerCertificate.wBlobLen", certificate.size()).append(certificate);
            w.u32le("ScopeCount", scopeList.size());
            scopeList.forEach(scope -> scope.encode(w, "Scope"));
        });
    }

    static LicenseRequest body(WireReader outer, LicensePreamble preamble) {
        WireReader in = outer.as(NAME);
        Bytes random = in.bytes("ServerRandom", RANDOM_LENGTH);
        ProductInfo product = ProductInfo.decode(in);
        LicenseBlob keyExchange = LicenseBlob.decode(in, "KeyExchangeList", BB_KEY_EXCHG_ALG_BLOB);
        Optional<ServerCertificate> certificate = certificate(in);
        long count = in.u32le("ScopeCount");
        if (count > MAX_SCOPES) {
            throw in.violation("ScopeCount", Problem.LIMIT_EXCEEDED, count);
        }
        var scopes = new ArrayList<LicenseBlob>();
        for (int i = 0; i < count; i++) {
            scopes.add(LicenseBlob.decode(in, "Scope", BB_SCOPE_BLOB));
        }
        return new LicenseRequest(preamble, random, product, keyExchange, certificate, scopes);
    }

    private static Optional<ServerCertificate> certificate(WireReader in) {
        int type = in.u16le("ServerCertificate.wBlobType");
        int length = in.bounded("ServerCertificate.wBlobLen", in.u16le("ServerCertificate.wBlobLen"), 0xffff);
        if (length == 0) {
            return Optional.empty(); // whatever its type says
        }
        if (type != BB_CERTIFICATE_BLOB) {
            throw in.violation("ServerCertificate.wBlobType", Problem.UNEXPECTED_VALUE, type);
        }
        return Optional.of(ServerCertificate.decode(in.slice("ServerCertificate.blobData", length)));
    }
}
