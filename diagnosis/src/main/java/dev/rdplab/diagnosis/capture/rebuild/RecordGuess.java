package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Follows a connection inside TLS without its keys, by the lengths and the order of records: keeps every {@link Reading} that
 * they allow. Works because programs write one PDU a record, and because AEAD suites show the exact length of what they encrypt.
 */
final class RecordGuess {

    private static final int MAX_READINGS = 64;
    private static final long SESSION = 20_000; // no server sends so much before its session is up
    private static final int ERECT_DOMAIN = 12;
    private static final int ERECT_AND_ATTACH = 20;
    private static final int ATTACH_CONFIRM = 11;
    private static final int ALERT = 2;
    private static final int KEY_UPDATE = 5; // handshake header 4, request_update 1
    private static final int LOGON = 250; // every AUTHENTICATE and every ticket has more bytes, every NEGOTIATE fewer

    /**
     * Bytes of a TSRequest of the server with pubKeyAuth alone, which accepts the logon: a hash under NTLM and under Kerberos with
     * AES, and the public key (RSA 1024 to 4096) under NTLM up to version 4. With an errorCode it has 8 bytes more.
     */
    private static final Set<Integer> ACCEPTED = Set.of(59, 103, 170, 303, 431, 559);

    private final boolean ext;
    private final Map<Role, Padding> padding;
    private final Wire wire;
    private List<Reading> readings;
    private long serverBytes;
    private boolean unsure;
    private boolean fontList;
    private boolean sentLogon;
    private Length answer = new Length(0, 0); // the server's last record
    private int finalRecords;

    /**
     * @param begin the stage behind TLS
     * @param ext the server answers the credentials with an authorization result
     * @param wire how records are made; lengths of CBC suites are known to a block
     * @param padding what an end adds to its records, which TLS 1.3 hides
     */
    RecordGuess(Stage begin, boolean ext, Wire wire, Map<Role, Padding> padding) {
        this.ext = ext;
        this.padding = padding;
        this.readings = List.of(Reading.at(Reading.Place.behindTls(begin)));
        this.wire = wire;
    }

    /** What stands for the client's Finished can be an alert. */
    void mayRefuse() {
        readings = Stream.concat(readings.stream(), readings.stream().map(reading -> reading.alerted(Role.CLIENT)))
                .toList();
    }

    private Length length(Role sender, int fragment) {
        var added = padding.get(sender);
        int most = fragment - wire.overhead() - added.zeros();
        return new Length(Math.max(0, most - Math.max(wire.block(), added.block()) + 1), most);
    }

    private RecordGuess(RecordGuess like, List<Reading> readings) {
        this.ext = like.ext;
        this.padding = like.padding;
        this.wire = like.wire;
        this.readings = readings;
    }

    /** Records are missing: the connection may be at any place from here on. */
    void gap() {
        var from = readings.stream()
                .map(Reading::place)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        readings = Stream.of(Reading.Place.values())
                .filter(place -> place == from || place.compareTo(from) > 0 && place.follows(ext))
                .map(Reading::at)
                .toList();
    }

    /**
     * Whether the record is an alert by its length, which TLS 1.3 hides: no PDU of RDP is so short, and none that is due in
     * CredSSP, should the end have added zeros.
     */
    boolean alert(Role sender, int fragment) {
        var length = length(sender, fragment);
        boolean padded = wire.tls13() && readings.stream().allMatch(reading -> reading.paddedAlert(sender, length));
        return wire.block() == 1 && length.exact() && length.most() == ALERT || padded;
    }

    /** Whether records so made can have this length. */
    boolean fits(Role sender, int fragment) {
        int rest = fragment % wire.block();
        boolean blocks = rest == 0 || rest == wire.blockMac() % wire.block();
        return blocks && length(sender, fragment).most() >= 0;
    }

    /** Takes the length of a record's fragment. */
    void record(Role sender, int fragment) {
        var length = length(sender, fragment);
        unsure |= !fits(sender, fragment);
        if (length.most() <= 0) {
            unsure |= padding.get(sender).zeros() > 0; // nobody pads a record of nothing
            return;
        }
        if (wire.tls13() && length.exact() && length.most() == KEY_UPDATE && stage() != Stage.ACTIVE) {
            return; // no PDU of the sequence is so short
        }
        serverBytes += sender == Role.SERVER ? length.most() : 0;
        sentLogon |= sender == Role.CLIENT && length.least(LOGON);
        answer = sender == Role.SERVER ? length : answer;
        if (serverBytes > SESSION) {
            readings = List.of(Reading.at(Reading.Place.ACTIVE));
            return;
        }
        if (sender == Role.CLIENT && stage() == Stage.FINALIZATION) {
            finalRecords++;
            fontList |= finalRecords >= 4;
        }
        var next = new LinkedHashSet<Reading>();
        for (var reading : readings) {
            next.addAll(reading.after(sender, length, ext));
            if (wire.tls13()
                    && reading.alertToo(sender, length, padding.get(sender).maybe())) {
                next.add(reading.alerted(sender));
            }
        }
        if (next.isEmpty()) {
            unsure = true;
            next.addAll(found(sender, length));
        }
        readings = next.stream().limit(MAX_READINGS).toList();
    }

    /** Where no reading is left: the next place that lengths make certain, or what was. */
    private List<Reading> found(Role sender, Length length) {
        boolean before = stage().compareTo(Stage.CHANNEL_JOIN) < 0;
        if (sender == Role.CLIENT && before && length.is(ERECT_DOMAIN)) {
            return List.of(Reading.at(Reading.Place.ATTACH_USER));
        }
        if (sender == Role.CLIENT && before && length.is(ERECT_AND_ATTACH)) {
            return List.of(Reading.at(Reading.Place.ATTACH_CONFIRM));
        }
        if (sender == Role.SERVER && before && length.is(ATTACH_CONFIRM)) {
            return List.of(Reading.at(Reading.Place.JOIN));
        }
        var rest = readings.stream()
                .filter(reading -> reading.said() == Said.NOTHING)
                .toList();
        return rest.isEmpty() ? readings.stream().map(Reading::goesOn).toList() : rest;
    }

    /** The stage that has been reached in every reading; one that takes the last record for an alert counts only alone. */
    Stage stage() {
        return first(readings.stream().filter(reading -> reading.said() != Said.ALERT))
                .or(() -> first(readings.stream()))
                .orElseThrow();
    }

    /** Where the last record was sent, if an end can have ended the connection with it as an alert. */
    Optional<Stage> alertBy(Role sender) {
        return first(readings.stream().filter(reading -> reading.said() == Said.ALERT && reading.by() == sender));
    }

    /** Whether the client has sent an AUTHENTICATE or a ticket, or a longer record of a later stage. */
    boolean sentLogon() {
        return sentLogon;
    }

    /** Whether the server's last record accepts the logon by its length. @param surely it cannot be another token either */
    boolean accepted(boolean surely) {
        return (answer.exact() || !surely) && ACCEPTED.stream().anyMatch(answer::is);
    }

    /** Whether the last record can be a token of the server, beside which an errorCode can stand. */
    boolean endsWithToken() {
        return readings.stream().anyMatch(Reading::answered);
    }

    private static Optional<Stage> first(Stream<Reading> some) {
        return some.map(Reading::stage).min(Comparator.naturalOrder());
    }

    /** The farthest stage of any reading. */
    Stage farthest() {
        return readings.stream()
                .map(Reading::stage)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** What the last record can be: a PDU that is about the end, or one of a stage. */
    String words() {
        return readings.stream()
                .map(reading -> reading.said() == Said.NOTHING
                        ? reading.stage().word()
                        : reading.said().pdu())
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    /** What the last record can have said of the end, with {@link Said#NOTHING} where it need not be about the end. */
    Set<Said> said() {
        var all = EnumSet.noneOf(Said.class);
        readings.forEach(reading -> all.add(reading.said()));
        return all;
    }

    /** The end that sent it; null where readings differ or none did. */
    Role saidBy() {
        var by = new ArrayList<Role>();
        readings.stream()
                .map(Reading::by)
                .filter(role -> role != null && !by.contains(role))
                .forEach(by::add);
        return by.size() == 1 ? by.get(0) : null;
    }

    /** The same with the readings of another guess that is as good. */
    RecordGuess and(RecordGuess other) {
        var all = new LinkedHashSet<>(readings);
        all.addAll(other.readings);
        var both = new RecordGuess(this, List.copyOf(all));
        both.fontList = fontList || other.fontList;
        both.sentLogon = sentLogon || other.sentLogon;
        both.answer = answer.or(other.answer);
        both.unsure = unsure;
        return both;
    }

    /** A record fitted no reading: what follows is less certain. */
    boolean unsure() {
        return unsure;
    }

    /** The client has sent as many PDUs as finalization has. */
    boolean fontList() {
        return fontList;
    }
}
