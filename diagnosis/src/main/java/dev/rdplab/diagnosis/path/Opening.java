package dev.rdplab.diagnosis.path;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The bytes with which a path is measured: the Connection Request of [MS-RDPBCGR] 2.2.1.1 and a ClientHello of TLS 1.3 and 1.2 (RFC
 * 8446 section 4.1.2). A server answers the second with its certificate and does not yet ask who it talks to.
 */
final class Opening {

    /** Offers TLS, CredSSP and CredSSP with Early User Authorization. */
    private static final byte[] CONNECTION_REQUEST = HexFormat.of().parseHex("030000130ee00000000000010008000b000000");

    /** The longest fragment of a TLS record, RFC 8446 section 5.1. */
    private static final int RECORD = 1 << 14;

    private static final int RECORD_HEADER = 5;
    private static final int HANDSHAKE_HEADER = 4;
    private static final int EXTENSION_HEADER = 4;
    private static final int PADDING = 21;
    private static final int RANDOM = 32;

    private static final byte[] SUITES =
            HexFormat.of().parseHex("130213011303c030c02fc02cc02bc028c027c014c013009d009c003d003c0035002f");

    /** Groups, point formats, signature algorithms, versions, modes for PSK, extended master secret, renegotiation. */
    private static final byte[] EXTENSIONS = HexFormat.of()
            .parseHex("000a00080006001d00170018" + "000b00020100"
                    + "000d001600140403050306030804080508060401050106010201"
                    + "002b00050403040303" + "002d00020101" + "00170000" + "ff01000100");

    /** X25519 with an arbitrary point: no secret is ever computed. */
    private static final byte[] KEY_SHARE = HexFormat.of().parseHex("003300260024001d0020" + "09".repeat(RANDOM));

    private Opening() {}

    static byte[] connectionRequest() {
        return CONNECTION_REQUEST.clone();
    }

    /** A whole ClientHello in one record. @param name of the server, empty for an address */
    static byte[] clientHello(Optional<String> name) {
        return record(hello(name, -1));
    }

    /** A ClientHello that fills one record with the padding of RFC 7685: {@value #RECORD} bytes and a header. */
    static byte[] largestClientHello(Optional<String> name) {
        int bare = hello(name, 0).length;
        return record(hello(name, RECORD - bare));
    }

    /** A ClientHello of so many bytes with its header. */
    static byte[] clientHello(Optional<String> name, int bytes) {
        int bare = hello(name, 0).length + RECORD_HEADER;
        return record(hello(name, bytes - bare));
    }

    /** @param padding bytes, below zero for no such extension */
    private static byte[] hello(Optional<String> name, int padding) {
        var extensions = new ByteArrayOutputStream();
        name.ifPresent(host -> extensions.writeBytes(serverName(host.getBytes(StandardCharsets.US_ASCII))));
        extensions.writeBytes(EXTENSIONS);
        extensions.writeBytes(KEY_SHARE);
        if (padding >= 0) {
            extensions.writeBytes(ByteBuffer.allocate(EXTENSION_HEADER + padding)
                    .putShort((short) PADDING)
                    .putShort((short) padding)
                    .array());
        }
        var body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {3, 3});
        for (int i = 0; i < RANDOM; i++) {
            body.write(i + 1);
        }
        body.write(0); // no session
        body.writeBytes(counted(SUITES));
        body.writeBytes(new byte[] {1, 0}); // no compression
        body.writeBytes(counted(extensions.toByteArray()));
        return ByteBuffer.allocate(HANDSHAKE_HEADER + body.size())
                .putInt(1 << 24 | body.size()) // client_hello
                .put(body.toByteArray())
                .array();
    }

    private static byte[] serverName(byte[] host) {
        return ByteBuffer.allocate(EXTENSION_HEADER + 5 + host.length)
                .putShort((short) 0)
                .putShort((short) (host.length + 5))
                .putShort((short) (host.length + 3))
                .put((byte) 0)
                .putShort((short) host.length)
                .put(host)
                .array();
    }

    private static byte[] counted(byte[] bytes) {
        return ByteBuffer.allocate(2 + bytes.length)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] record(byte[] handshake) {
        return ByteBuffer.allocate(RECORD_HEADER + handshake.length)
                .put(new byte[] {22, 3, 1})
                .putShort((short) handshake.length)
                .put(handshake)
                .array();
    }
}
