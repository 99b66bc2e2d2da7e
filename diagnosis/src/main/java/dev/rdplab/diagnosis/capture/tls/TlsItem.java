package dev.rdplab.diagnosis.capture.tls;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.tls.TlsAlert;
import dev.rdplab.protocol.tls.TlsRecord;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * One TLS record of a capture.
 *
 * @param names the handshake messages that begin in it, or {@code Alert}, {@code ChangeCipherSpec}, {@code ApplicationData};
 *     for a handshake record that could not be opened {@code EncryptedHandshake}
 * @param type the content type; of a record that was opened, the one inside
 * @param record as it was on the wire, without its end where the capture cut packets short
 * @param wholeLength bytes of the whole record on the wire
 * @param content what it carries, in clear; empty when it could not be opened
 * @param encrypted on the wire
 * @param opened the content is known: it was in clear or could be decrypted
 * @param alert what an alert says that is known
 * @param end offset of its last byte in the TCP stream, plus one
 */
public record TlsItem(
        Role sender,
        List<String> names,
        int type,
        Bytes record,
        int wholeLength,
        Bytes content,
        boolean encrypted,
        boolean opened,
        Optional<TlsAlert> alert,
        int packet,
        long nanos,
        long end) {

    public static final int CHANGE_CIPHER_SPEC = 20;
    public static final int ALERT = 21;
    public static final int HANDSHAKE = 22;
    public static final int APPLICATION_DATA = 23;

    public TlsItem {
        names = List.copyOf(names);
    }

    /** Bytes of the fragment on the wire. */
    public int length() {
        return wholeLength - TlsRecord.HEADER;
    }
}
