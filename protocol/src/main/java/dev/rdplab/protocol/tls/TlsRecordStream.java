package dev.rdplab.protocol.tls;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cuts what one side sends during a TLS handshake into records and names them. Holds back at most one record that is not
 * whole. After bytes that begin no record it {@linkplain #broken() gives up} and leaves everything as it is.
 */
public final class TlsRecordStream {

    private static final Map<Integer, String> HANDSHAKE_NAMES = Map.ofEntries(
            Map.entry(0, "HelloRequest"),
            Map.entry(1, PduNames.CLIENT_HELLO),
            Map.entry(2, PduNames.SERVER_HELLO),
            Map.entry(4, "NewSessionTicket"),
            Map.entry(5, "EndOfEarlyData"),
            Map.entry(8, "EncryptedExtensions"),
            Map.entry(11, "Certificate"),
            Map.entry(12, "ServerKeyExchange"),
            Map.entry(13, "CertificateRequest"),
            Map.entry(14, "ServerHelloDone"),
            Map.entry(15, "CertificateVerify"),
            Map.entry(16, "ClientKeyExchange"),
            Map.entry(20, "Finished"),
            Map.entry(22, "CertificateStatus"),
            Map.entry(24, "KeyUpdate"));

    /** The random of a ServerHello that is a HelloRetryRequest, RFC 8446 section 4.1.3. */
    private static final Bytes RETRY =
            Bytes.fromHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    private static final int MESSAGE_HEADER = 4; // msg_type 1 + length 3

    private Bytes partial = Bytes.EMPTY;
    private Bytes messageHead = Bytes.EMPTY; // the begin of a message header that a record's end cut
    private int messageLeft; // bytes of a handshake message that are still to come
    private boolean encrypted;
    private boolean broken;

    /** Takes the next bytes and gives the records that are now whole, in order. */
    public List<TlsRecord> feed(Bytes chunk) {
        if (broken) {
            throw new IllegalStateException("no records here");
        }
        partial = partial.isEmpty() ? chunk : Bytes.concat(partial, chunk);
        var records = new ArrayList<TlsRecord>();
        while (!partial.isEmpty()) {
            int length = recordLength();
            if (broken || length < 0 || length > partial.length()) {
                break;
            }
            records.add(named(partial.slice(0, length)));
            partial = partial.slice(length);
        }
        return records;
    }

    /** Whether bytes came that begin no record. */
    public boolean broken() {
        return broken;
    }

    /** Takes away the bytes that have not become a record: the begin of one, or what is none. */
    public Bytes takeRest() {
        Bytes rest = partial;
        partial = Bytes.EMPTY;
        return rest;
    }

    /** Whole length, -1 when the header is not whole yet. */
    private int recordLength() {
        int type = partial.get(0);
        int major = partial.length() > 1 ? partial.get(1) : 3;
        if (type < TlsRecord.CHANGE_CIPHER_SPEC || type > TlsRecord.APPLICATION_DATA || major != 3) {
            broken = true;
            return -1;
        }
        if (partial.length() < TlsRecord.HEADER) {
            return -1;
        }
        int length = partial.get(3) << 8 | partial.get(4);
        if (length > TlsRecord.MAX_FRAGMENT) {
            broken = true;
            return -1;
        }
        return TlsRecord.HEADER + length;
    }

    private TlsRecord named(Bytes record) {
        var fields = new ArrayList<Field>();
        fields.add(new Field("TLSPlaintext.type", 0, 1));
        fields.add(new Field("TLSPlaintext.legacy_record_version", 1, 2));
        fields.add(new Field("TLSPlaintext.length", 3, 2));
        Optional<TlsAlert> alert = Optional.empty();
        String name =
                switch (record.get(0)) {
                    case TlsRecord.CHANGE_CIPHER_SPEC -> "ChangeCipherSpec";
                    case TlsRecord.ALERT -> encrypted ? "EncryptedAlert" : "Alert";
                    case TlsRecord.HANDSHAKE -> encrypted ? "EncryptedHandshake" : handshake(record, fields);
                    default -> "ApplicationData";
                };
        if (name.equals("ChangeCipherSpec")) {
            encrypted = true;
        } else if (name.equals("Alert") && record.length() == TlsRecord.HEADER + 2) {
            fields.add(new Field("Alert.level", 5, 1));
            fields.add(new Field("Alert.description", 6, 1));
            alert = Optional.of(new TlsAlert(record.get(5), record.get(6)));
        }
        return new TlsRecord(name, record, fields, alert);
    }

    /** Notes each message that begins in the record and gives the name of the first. */
    private String handshake(Bytes record, List<Field> fields) {
        String first = "";
        int at = TlsRecord.HEADER;
        int end = record.length();
        while (at < end) {
            if (messageLeft > 0) {
                int step = Math.min(messageLeft, end - at);
                messageLeft -= step;
                at += step;
                continue;
            }
            int start = at;
            int step = Math.min(MESSAGE_HEADER - messageHead.length(), end - at);
            messageHead = Bytes.concat(messageHead, record.slice(at, at + step));
            at += step;
            if (messageHead.length() < MESSAGE_HEADER) {
                break;
            }
            messageLeft = messageHead.get(1) << 16 | messageHead.get(2) << 8 | messageHead.get(3);
            String name = name(messageHead.get(0), record, at);
            messageHead = Bytes.EMPTY;
            int here = Math.min(messageLeft, end - at);
            fields.add(new Field(name, start, at - start + here));
            hello(name, record, at, here, fields);
            first = first.isEmpty() ? name : first;
        }
        return first.isEmpty() ? "HandshakeFragment" : first;
    }

    private static String name(int type, Bytes record, int body) {
        String name = HANDSHAKE_NAMES.getOrDefault(type, "Handshake" + type);
        boolean retry = type == 2
                && record.length() >= body + 34
                && record.slice(body + 2, body + 34).equals(RETRY);
        return retry ? "HelloRetryRequest" : name;
    }

    /** The fixed begin of both hellos: legacy_version 2, random 32, legacy_session_id 1 + n; a server's cipher_suite 2. */
    private static void hello(String name, Bytes record, int body, int length, List<Field> fields) {
        boolean server = name.equals(PduNames.SERVER_HELLO) || name.equals("HelloRetryRequest");
        if (!server && !name.equals(PduNames.CLIENT_HELLO) || length < 35) {
            return;
        }
        fields.add(new Field(name + ".legacy_version", body, 2));
        fields.add(new Field(name + ".random", body + 2, 32));
        int sessionId = record.get(body + 34);
        fields.add(new Field(name + ".legacy_session_id", body + 34, 1 + Math.min(sessionId, length - 35)));
        if (server && length >= 37 + sessionId) {
            fields.add(new Field(name + ".cipher_suite", body + 35 + sessionId, 2));
        }
    }
}
