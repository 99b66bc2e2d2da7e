package dev.rdplab.transport.tls;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads in a ClientHello whether the client takes a P-256 certificate, RFC 8446 section 4.1.2 and RFC 8422 section 5: it
 * names ecdsa_secp256r1_sha256 and secp256r1, and offers TLS 1.3 or a suite with ECDSA.
 */
final class EcdsaOffer {

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

    private EcdsaOffer() {}

    /**
     * @param first what the client sends first; when the ClientHello is not whole in it, its record or its grammar broken,
     *     the answer is no
     * @param tls13 whether TLS 1.3 is served
     */
    static boolean in(Bytes first, boolean tls13) {
        try {
            return read(WireReader.of(first, Stage.TLS, "ClientHello"), tls13);
        } catch (ProtocolViolationException broken) {
            return false; // the engine says what is wrong with it
        }
    }

    private static boolean read(WireReader in, boolean tls13) {
        if (in.u8("type") != HANDSHAKE) {
            return false;
        }
        in.u16be("legacy_record_version");
        WireReader record = in.slice("fragment", in.u16be("length"));
        if (record.u8("msg_type") != CLIENT_HELLO) {
            return false;
        }
        record.u8("length");
        record.u16be("length");
        record.bytes("legacy_version and random", 2 + 32);
        record.bytes("legacy_session_id", record.u8("legacy_session_id"));
        Set<Integer> suites = numbers(record.slice("cipher_suites", record.u16be("cipher_suites")));
        record.bytes("compression_methods", record.u8("compression_methods"));
        WireReader extensions = record.slice("extensions", record.u16be("extensions"));
        boolean group = false;
        boolean signature = false;
        boolean version = false;
        while (extensions.hasRemaining()) {
            int type = extensions.u16be("extension_type");
            WireReader data = extensions.slice("extension_data", extensions.u16be("extension_data"));
            switch (type) {
                case SUPPORTED_GROUPS ->
                    group = listed(data, data.u16be("length")).contains(SECP256R1);
                case SIGNATURE_ALGORITHMS ->
                    signature = listed(data, data.u16be("length")).contains(ECDSA_SECP256R1_SHA256);
                case SUPPORTED_VERSIONS ->
                    version = listed(data, data.u8("length")).contains(TLS_1_3);
                default -> {
                    // says nothing about certificates
                }
            }
        }
        suites.retainAll(ECDSA_SUITES);
        return group && signature && (tls13 && version || !suites.isEmpty());
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
