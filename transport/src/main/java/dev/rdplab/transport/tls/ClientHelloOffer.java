package dev.rdplab.transport.tls;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import java.util.HashSet;
import java.util.Set;

/** What a ClientHello offers, as far as a server's choice of certificate and tickets needs it. */
record ClientHelloOffer(Set<Integer> suites, Set<Integer> groups, Set<Integer> signatures, boolean tls13) {

    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int SUPPORTED_GROUPS = 10;
    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int SECP256R1 = 0x0017;
    private static final int ECDSA_SECP256R1_SHA256 = 0x0403;
    private static final int TLS_1_3 = 0x0304;

    /** TLS_ECDHE_ECDSA with AES-128-GCM, AES-256-GCM and ChaCha20-Poly1305: what BoringSSL serves. */
    private static final Set<Integer> ECDSA_SUITES = Set.of(0xc02b, 0xc02c, 0xcca9);

    /** For a ClientHello that cannot be read. */
    private static final ClientHelloOffer NOTHING = new ClientHelloOffer(Set.of(), Set.of(), Set.of(), false);

    /**
     * Returns whether the client accepts a P-256 certificate, RFC 8446 section 4.1.2 and RFC 8422 section 5: it names
     * ecdsa_secp256r1_sha256 and secp256r1, and offers TLS 1.3 or a suite with ECDSA.
     *
     * @param first what the client sends first; when the ClientHello is not whole in it, or its record or grammar is broken,
     *     the answer is no
     * @param tls13 whether TLS 1.3 is served
     */
    static boolean ecdsa(Bytes first, boolean tls13) {
        var offer = in(first);
        return offer.groups.contains(SECP256R1)
                && offer.signatures.contains(ECDSA_SECP256R1_SHA256)
                && (tls13 && offer.tls13 || offer.suites.stream().anyMatch(ECDSA_SUITES::contains));
    }

    /** Returns whether the client offers TLS 1.3; no when the ClientHello is not whole or broken. */
    static boolean tls13(Bytes first) {
        return in(first).tls13;
    }

    private static ClientHelloOffer in(Bytes first) {
        try {
            return read(WireReader.of(first, Stage.TLS, "ClientHello"));
        } catch (ProtocolViolationException broken) {
            return NOTHING; // the engine says what is wrong with it
        }
    }

    private static ClientHelloOffer read(WireReader in) {
        if (in.u8("type") != HANDSHAKE) {
            return NOTHING;
        }
        in.u16be("legacy_record_version");
        WireReader record = in.slice("fragment", in.u16be("length"));
        if (record.u8("msg_type") != CLIENT_HELLO) {
            return NOTHING;
        }
        record.u8("length");
        record.u16be("length");
        record.bytes("legacy_version and random", 2 + 32);
        record.bytes("legacy_session_id", record.u8("legacy_session_id"));
        Set<Integer> suites = numbers(record.slice("cipher_suites", record.u16be("cipher_suites")));
        record.bytes("compression_methods", record.u8("compression_methods"));
        WireReader extensions = record.slice("extensions", record.u16be("extensions"));
        Set<Integer> groups = Set.of();
        Set<Integer> signatures = Set.of();
        Set<Integer> versions = Set.of();
        while (extensions.hasRemaining()) {
            int type = extensions.u16be("extension_type");
            WireReader data = extensions.slice("extension_data", extensions.u16be("extension_data"));
            switch (type) {
                case SUPPORTED_GROUPS -> groups = listed(data, data.u16be("length"));
                case SIGNATURE_ALGORITHMS -> signatures = listed(data, data.u16be("length"));
                case SUPPORTED_VERSIONS -> versions = listed(data, data.u8("length"));
                default -> {
                    // says nothing that is asked for
                }
            }
        }
        return new ClientHelloOffer(suites, groups, signatures, versions.contains(TLS_1_3));
    }

    private static Set<Integer> listed(WireReader data, int length) {
        return numbers(data.slice("list", length));
    }

    private static Set<Integer> numbers(WireReader list) {
        var all = new HashSet<Integer>();
        while (list.hasRemaining()) {
            all.add(list.u16be("number"));
        }
        return all;
    }
}
