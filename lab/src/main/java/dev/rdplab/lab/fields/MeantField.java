package dev.rdplab.lab.fields;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import java.util.List;
import java.util.Locale;

/**
 * A field of a PDU as people read it: its bytes and what they mean. {@code decode} and the live page show the same.
 *
 * @param bytes the field's bytes; empty when it is secret
 * @param meaning in words, such as {@code HYBRID (CredSSP)}; empty where the bytes say enough, or are secret
 * @param secret whether it holds a password or an auto-reconnect cookie, which are not shown
 */
public record MeantField(Field field, Bytes bytes, String meaning, boolean secret) {

    /** Returns the fields of a frame in order, with those inside its SPNEGO and NTLM tokens. */
    public static List<MeantField> of(Bytes frame, List<Field> fields) {
        return TokenFields.with(frame, fields).stream()
                .map(field -> of(frame, field))
                .toList();
    }

    private static MeantField of(Bytes frame, Field field) {
        if (isSecret(field)) {
            return new MeantField(field, Bytes.EMPTY, "", true);
        }
        var bytes = frame.slice(field.offset(), field.offset() + field.length());
        return new MeantField(field, bytes, FieldMeanings.of(field.path(), bytes), false);
    }

    private static boolean isSecret(Field field) {
        String path = field.path().toLowerCase(Locale.ROOT);
        return path.endsWith("password") || path.endsWith("autoreconnectcookie");
    }
}
