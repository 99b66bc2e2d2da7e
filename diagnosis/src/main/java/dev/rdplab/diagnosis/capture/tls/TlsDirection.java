package dev.rdplab.diagnosis.capture.tls;

import dev.rdplab.diagnosis.capture.tcp.Chunk;
import dev.rdplab.lab.export.tls.HandshakeMessages;
import dev.rdplab.lab.export.tls.KeySchedule;
import dev.rdplab.lab.export.tls.RecordCipher;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.tls.TlsRecord;
import dev.rdplab.protocol.tls.TlsRecordStream;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One direction of a TLS connection: records in, records with names and, where keys allow, content out. */
final class TlsDirection {

    private static final int LOST_RECORDS = 64; // how many records a hole may have held
    private static final int MAX_FAILURES = 100; // then trying is given up

    private final Role sender;
    private final KeySchedule schedule;
    private final Records records = new Records();
    private final TlsRecordStream clearNames = new TlsRecordStream();
    private final TlsRecordStream openedNames = new TlsRecordStream();
    private final HandshakeMessages messages = new HandshakeMessages();
    private List<RecordCipher> ciphers;
    private boolean changed; // a ChangeCipherSpec went by
    private boolean holed;
    private long sequence;
    private int failures;

    TlsDirection(Role sender, KeySchedule schedule) {
        this.sender = sender;
        this.schedule = schedule;
    }

    /** A record with what was found in it, and the handshake messages that it completed. */
    record Found(TlsItem item, List<HandshakeMessages.Whole> messages) {}

    /** The next record waits for the messages of this one: the caller takes them one by one. */
    List<Records.Cut> cut(Chunk chunk) {
        if (chunk.afterHole()) {
            holed = true;
            messages.reset();
        }
        return records.add(chunk);
    }

    Optional<Bytes> garbage() {
        return records.garbage();
    }

    boolean lost() {
        return records.lost();
    }

    Bytes rest() {
        return records.rest();
    }

    Found read(Records.Cut cut, Chunk chunk) {
        var record = cut.record();
        int type = record.get(0);
        boolean encrypted = type == TlsItem.APPLICATION_DATA || changed && type != TlsItem.CHANGE_CIPHER_SPEC;
        changed |= type == TlsItem.CHANGE_CIPHER_SPEC;
        if (!cut.whole()) {
            return cutShort(cut, chunk, encrypted);
        }
        var opened = encrypted || holed && type != TlsItem.CHANGE_CIPHER_SPEC
                ? open(record)
                : Optional.<RecordCipher.Opened>empty();
        boolean known = opened.isPresent() || !encrypted;
        int inner = opened.map(RecordCipher.Opened::type).orElse(type);
        var content =
                opened.map(RecordCipher.Opened::content).orElse(known ? record.slice(TlsRecord.HEADER) : Bytes.EMPTY);
        var named = opened.isPresent() ? named(openedNames, plain(inner, content)) : named(clearNames, record);
        var whole = known && inner == TlsItem.HANDSHAKE ? messages.add(content) : List.<HandshakeMessages.Whole>of();
        var item = new TlsItem(
                sender,
                named.map(TlsDirection::messageNames).orElse(List.of("Unknown")),
                inner,
                record,
                record.length(),
                content,
                encrypted || opened.isPresent(),
                known,
                named.filter(n -> known).flatMap(TlsRecord::alert),
                chunk.packet(),
                chunk.nanos(),
                cut.end());
        return new Found(item, whole);
    }

    /** A record of which only the begin is at hand: its type and length, and the kind of its first message in clear. */
    private Found cutShort(Records.Cut cut, Chunk chunk, boolean encrypted) {
        holed = true; // what follows is not numbered from here
        int type = cut.record().get(0);
        boolean named = !encrypted && type == TlsItem.HANDSHAKE && cut.record().length() > TlsRecord.HEADER;
        String name = named ? HandshakeMessages.nameOf(cut.record().get(TlsRecord.HEADER)) : "Unknown";
        var item = new TlsItem(
                sender,
                List.of(name),
                type,
                cut.record(),
                cut.length(),
                Bytes.EMPTY,
                encrypted,
                false,
                Optional.empty(),
                chunk.packet(),
                chunk.nanos(),
                cut.end());
        messages.reset();
        return new Found(item, List.of());
    }

    /** The client's and server's Finished under TLS 1.3 end the use of the handshake keys. */
    void finished() {
        if (schedule.tls13() && ciphers != null && ciphers.size() > 1) {
            next(ciphers.subList(1, ciphers.size()));
        }
    }

    void keyUpdate() {
        if (ciphers != null && !ciphers.isEmpty()) {
            ciphers.get(0).updated().ifPresent(updated -> next(List.of(updated)));
        }
    }

    private Optional<RecordCipher.Opened> open(Bytes record) {
        if (ciphers == null || ciphers.isEmpty()) {
            ciphers = schedule.ciphers(sender);
            sequence = 0;
        }
        if (ciphers.isEmpty() || failures >= MAX_FAILURES) {
            return Optional.empty();
        }
        int tries = holed ? LOST_RECORDS : 1;
        for (int i = 0; i < ciphers.size(); i++) {
            long first = i == 0 ? sequence : 0;
            for (int lost = 0; lost < tries; lost++) {
                var opened = ciphers.get(i).open(first + lost, record);
                if (opened.isPresent()) {
                    ciphers = ciphers.subList(i, ciphers.size());
                    sequence = first + lost + 1;
                    return opened;
                }
            }
        }
        failures++;
        holed = true; // whatever went wrong, the count of records may be another
        return Optional.empty();
    }

    private void next(List<RecordCipher> following) {
        ciphers = following;
        sequence = 0;
    }

    private static Bytes plain(int type, Bytes content) {
        var body = content.length() > TlsRecord.MAX_FRAGMENT ? content.slice(0, TlsRecord.MAX_FRAGMENT) : content;
        return new WireWriter()
                .u8("type", type)
                .u16be("version", 0x0303)
                .u16be("length", body.length())
                .bytes("fragment", body)
                .toBytes();
    }

    private static Optional<TlsRecord> named(TlsRecordStream names, Bytes record) {
        if (names.broken()) {
            return Optional.empty();
        }
        var records = names.feed(record);
        return records.size() == 1 ? Optional.of(records.get(0)) : Optional.empty();
    }

    /** Every message that begins in the record; the fields of messages have a dot in their path. */
    private static List<String> messageNames(TlsRecord record) {
        var names = new ArrayList<String>();
        for (var field : record.fields()) {
            if (field.path().indexOf('.') < 0) {
                names.add(field.path());
            }
        }
        return names.isEmpty() ? List.of(record.name()) : names;
    }
}
