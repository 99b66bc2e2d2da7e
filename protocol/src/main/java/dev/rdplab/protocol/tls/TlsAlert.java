package dev.rdplab.protocol.tls;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An alert in clear, RFC 8446 section 6.
 *
 * @param level 1 for warning, 2 for fatal
 * @param description the AlertDescription
 */
public record TlsAlert(int level, int description) {

    public static final int WARNING = 1;
    public static final int FATAL = 2;
    public static final int CLOSE_NOTIFY = 0;
    public static final int HANDSHAKE_FAILURE = 40;
    public static final int CERTIFICATE_EXPIRED = 45;
    public static final int CERTIFICATE_UNKNOWN = 46;
    public static final int INTERNAL_ERROR = 80;
    public static final int USER_CANCELED = 90;

    private enum Known {
        CLOSE_NOTIFY(0),
        UNEXPECTED_MESSAGE(10),
        BAD_RECORD_MAC(20),
        DECRYPTION_FAILED(21),
        RECORD_OVERFLOW(22),
        DECOMPRESSION_FAILURE(30),
        HANDSHAKE_FAILURE(40),
        NO_CERTIFICATE(41),
        BAD_CERTIFICATE(42),
        UNSUPPORTED_CERTIFICATE(43),
        CERTIFICATE_REVOKED(44),
        CERTIFICATE_EXPIRED(45),
        CERTIFICATE_UNKNOWN(46),
        ILLEGAL_PARAMETER(47),
        UNKNOWN_CA(48),
        ACCESS_DENIED(49),
        DECODE_ERROR(50),
        DECRYPT_ERROR(51),
        EXPORT_RESTRICTION(60),
        PROTOCOL_VERSION(70),
        INSUFFICIENT_SECURITY(71),
        INTERNAL_ERROR(80),
        INAPPROPRIATE_FALLBACK(86),
        USER_CANCELED(90),
        NO_RENEGOTIATION(100),
        MISSING_EXTENSION(109),
        UNSUPPORTED_EXTENSION(110),
        CERTIFICATE_UNOBTAINABLE(111),
        UNRECOGNIZED_NAME(112),
        BAD_CERTIFICATE_STATUS_RESPONSE(113),
        BAD_CERTIFICATE_HASH_VALUE(114),
        UNKNOWN_PSK_IDENTITY(115),
        CERTIFICATE_REQUIRED(116),
        NO_APPLICATION_PROTOCOL(120);

        private final int number;
        private final String word = name().toLowerCase(Locale.ROOT);

        Known(int number) {
            this.number = number;
        }
    }

    /** Whether it ends the connection: all but warnings, a close_notify or a user_canceled. */
    public boolean fatal() {
        return level != WARNING && description != CLOSE_NOTIFY && description != USER_CANCELED;
    }

    /** The specification's word, such as {@code handshake_failure}; the number where there is none. */
    public String word() {
        return wordOf(description).orElseGet(() -> "alert " + description);
    }

    /** The word of an AlertDescription. */
    public static Optional<String> wordOf(int description) {
        return Arrays.stream(Known.values())
                .filter(k -> k.number == description)
                .map(k -> k.word)
                .findFirst();
    }

    /** The AlertDescription of a word such as {@code handshake_failure}. */
    public static OptionalInt numberOf(String word) {
        return Arrays.stream(Known.values())
                .filter(k -> k.word.equals(word))
                .mapToInt(k -> k.number)
                .findFirst();
    }

    /** A whole record of seven bytes with this alert in clear. @param version of the record, such as 0x0303 */
    public Bytes record(int version) {
        return new WireWriter()
                .u8("type", TlsRecord.ALERT)
                .u16be("legacy_record_version", version)
                .u16be("length", 2)
                .u8("level", level)
                .u8("description", description)
                .toBytes();
    }
}
