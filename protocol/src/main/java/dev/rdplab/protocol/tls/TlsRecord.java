package dev.rdplab.protocol.tls;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import java.util.List;
import java.util.Optional;

/**
 * One record, RFC 8446 section 5.1: content type 1 byte, version 2, length 2, then up to 2^14 + 2048 bytes.
 *
 * @param name what passes in it: a handshake message's name, {@code Alert}, {@code ChangeCipherSpec},
 *     {@code ApplicationData}, {@code EncryptedHandshake}, {@code EncryptedAlert}, or {@code HandshakeFragment} for a record
 *     that only goes on with a message begun earlier
 * @param bytes the whole record
 * @param fields the header's fields, each handshake message in it under its own name, and the fields of an alert
 * @param alert what an alert in clear says
 */
public record TlsRecord(String name, Bytes bytes, List<Field> fields, Optional<TlsAlert> alert) {

    public static final int HEADER = 5;
    /** What a TLSCiphertext may hold at most, RFC 5246 section 6.2.3. */
    public static final int MAX_FRAGMENT = (1 << 14) + 2048;

    static final int CHANGE_CIPHER_SPEC = 20;
    static final int ALERT = 21;
    static final int HANDSHAKE = 22;
    static final int APPLICATION_DATA = 23;

    public TlsRecord {
        fields = List.copyOf(fields);
    }

    /** As it stands in the header, such as 0x0303. */
    public int version() {
        return bytes.get(1) << 8 | bytes.get(2);
    }
}
