package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.lab.verdict.Observation;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Transcript.Kind;
import dev.rdplab.protocol.wire.Bytes;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** What is told of a connection so far: to the views of both ends, and for the conclusion. */
final class ConnectionStory {

    private final Map<Role, View> views = new EnumMap<>(Role.class);
    private final Set<String> observed = new HashSet<>();
    private final Notes notes;
    private final BiPredicate<Role, Long> lost;
    private Outcome announced;
    private Outcome violation;
    private Outcome borne; // a violation after which the other went on
    private Stage violationStage;
    private LastMessage last = LastMessage.NONE;
    private RecordGuess guess;
    private Outcome alert;
    private Outcome warning;
    private Stage alertStage;
    private long alertNanos;
    private int alertPacket;
    private boolean inferred;
    private boolean fontList;
    private boolean clientUp;
    private final Set<Role> gaps = EnumSet.noneOf(Role.class);
    private boolean unplaced;
    private boolean garbled;
    private boolean mayRefuse;
    private final Set<Role> closed = EnumSet.noneOf(Role.class);

    /** @param lost whether the byte before an offset of a side's stream never reached the other */
    ConnectionStory(int number, long start, Notes notes, BiPredicate<Role, Long> lost) {
        this.notes = notes;
        this.lost = lost;
        for (Role role : Role.values()) {
            views.put(role, new View(role, number, start));
        }
    }

    // ---- telling

    void enter(Stage stage, long nanos) {
        views.values().forEach(view -> view.enter(stage, nanos));
    }

    /** What an end sends behind the close of the other leads to no further stage: nobody is there to go on. */
    void hear(Role sender, Runnable what) {
        views.values().forEach(view -> view.hold(closed.contains(sender.peer())));
        what.run();
        views.values().forEach(view -> view.hold(false));
    }

    void signal(String text, long nanos) {
        views.values().forEach(view -> view.note(Kind.SIGNAL, text, nanos));
    }

    void tls(String versionAndSuite, long nanos) {
        views.values().forEach(view -> view.note(Kind.TLS, versionAndSuite, nanos));
    }

    void note(String text) {
        notes.add(text);
    }

    void observe(String word) {
        observed.add(word);
    }

    void observe(Observation observation) {
        observe(observation.word());
    }

    void encryptedAlert(Role sender) {
        observe(Observation.ENCRYPTED_ALERT);
        if (sender == Role.SERVER && guess().filter(RecordGuess::sentLogon).isPresent()) {
            observe(Observation.ALERT_ANSWERS_LOGON);
        }
    }

    void message(Role sender, String pdu, String carries, Bytes bytes, String detail, StreamPosition at) {
        seenBy(sender, at).forEach(view -> view.message(sender, pdu, carries, bytes, detail, at.nanos()));
    }

    /** The sender, and the other end unless the bytes never reached it. */
    Collection<View> seenBy(Role sender, StreamPosition at) {
        var both = views.values();
        return lost.test(sender, at.end()) ? Set.of(views.get(sender)) : both;
    }

    /** An end that goes on understood what the other had sent, even where this code did not. */
    void spoke(Role sender, String title, StreamPosition at) {
        clientUp |= sender == Role.CLIENT && stage() == Stage.ACTIVE && !title.equals("Alert");
        if (violation != null && violation.by() != sender) {
            borne = borne == null ? violation : borne;
            violation = null;
        }
        last = new LastMessage(sender, title, at.nanos(), at.end());
        warning = warning != null && warning.by() == sender ? null : warning;
    }

    /** An alert that ends nothing by itself: the reason of the end where its sender says no more. */
    void warned(Outcome outcome) {
        warning = outcome;
    }

    /** @param whole a PDU whose content is wrong, which the other may bear; else nothing that follows is understood */
    void misunderstood(Role sender, String what, Bytes bytes, StreamPosition at, boolean whole) {
        garbled |= !whole;
        if (stage() != Stage.ACTIVE) {
            note("not understood: " + what);
            offends(sender, what);
        }
        message(sender, "", "", bytes, "not understood", at);
        last = new LastMessage(sender, "bytes that are not understood", at.nanos(), at.end());
    }

    /** What the sender said does not belong where it was said. */
    void offends(Role sender, String what) {
        if (violation != null) {
            return;
        }
        boolean first =
                borne == null || borne.by() == sender; // the first offender, also when the other went on for a while
        violationStage = first ? stage() : violationStage;
        violation = first ? Outcome.of(EndingKind.PROTOCOL_VIOLATION, sender).detail(what) : borne;
    }

    /** Whether the other end went on after the sender had sent what is not understood. */
    boolean bore(Role sender) {
        return borne != null && borne.by() == sender && violation == null;
    }

    /** What came before is not to be judged: bytes are missing. */
    void forgive() {
        violation = null;
        borne = null;
    }

    /**
     * The capture lacks bytes of an end: what it said since the last message that was understood is not known.
     *
     * @param end they stand behind all that it is known to have said
     */
    void gap(Role of, boolean end) {
        gaps.add(of);
        unplaced |= !end || gaps.size() > 1;
    }

    /** Where the connection is follows from what was just read, whatever was missing before. */
    void anchored() {
        gaps.clear();
        unplaced = false;
    }

    /** An end said why it ends; the first word counts. */
    void announce(Outcome outcome) {
        announced = announced == null ? outcome : announced;
    }

    /** An alert of which only the type is known: one that refuses, or the close_notify before a close. */
    void encryptedAlert(Role sender, Stage stage, StreamPosition at) {
        if (alert == null) {
            alertNanos = at.nanos();
            alertPacket = at.packet();
            alertStage = stage;
            alert = Outcome.of(EndingKind.TLS_ALERT, sender)
                    .detail("an encrypted alert: a refusal or a close_notify; which is encrypted too");
        }
    }

    /** Whether the client has sent nothing inside TLS but a record that can be an alert in place of its Finished. */
    void mayRefuse(boolean may) {
        mayRefuse = may;
    }

    boolean mayRefuse() {
        return mayRefuse;
    }

    /** An end sends FIN or RST. */
    void closes(Role role) {
        closed.add(role);
    }

    boolean hasClosed(Role role) {
        return closed.contains(role);
    }

    /** What the lengths of encrypted records tell. */
    void guess(RecordGuess records) {
        guess = records;
    }

    /** A stage follows from the lengths of encrypted records. */
    void infer() {
        inferred = true;
    }

    /** The client has sent all that a handshake wants of it. */
    void seenFontList() {
        fontList = true;
    }

    // ---- what came of it

    View view(Role role) {
        return views.get(role);
    }

    /** The farthest that either end got. */
    Stage stage() {
        var client = views.get(Role.CLIENT).stage();
        var server = views.get(Role.SERVER).stage();
        return client.compareTo(server) > 0 ? client : server;
    }

    /** Whether the client has said anything since the session is up. */
    boolean clientUp() {
        return clientUp;
    }

    /** When {@link #stage()} began. */
    long entered() {
        return Math.max(views.get(Role.CLIENT).entered(), views.get(Role.SERVER).entered());
    }

    Optional<Outcome> announced() {
        return Optional.ofNullable(announced);
    }

    Optional<Outcome> encryptedAlert() {
        return Optional.ofNullable(alert);
    }

    /** The alert that was the last word of its sender. */
    Optional<Outcome> warning() {
        return Optional.ofNullable(warning);
    }

    /** Where the sender of {@link #encryptedAlert()} was. */
    Stage alertStage() {
        return alertStage;
    }

    long alertNanos() {
        return alertNanos;
    }

    /** The packet that {@link #encryptedAlert()} ends in. */
    int alertPacket() {
        return alertPacket;
    }

    Optional<RecordGuess> guess() {
        return Optional.ofNullable(guess);
    }

    Optional<Outcome> violation() {
        return Optional.ofNullable(violation);
    }

    /** Whether bytes are missing between the last message that places the connection and its end. */
    boolean gapped() {
        return !gaps.isEmpty();
    }

    /** Whether the stage may be farther than what was understood: else the silence of the other end bounds it. */
    boolean unplaced() {
        return unplaced;
    }

    /** Whether a side sent what is no PDU at all, rather than one whose content is wrong. */
    boolean garbled() {
        return garbled;
    }

    /** Where the connection was when {@link #violation()} came. */
    Stage violationStage() {
        return violationStage;
    }

    LastMessage last() {
        return last;
    }

    boolean inferred() {
        return inferred;
    }

    boolean fontList() {
        return fontList;
    }

    Set<String> observed() {
        return observed;
    }

    /** Which end the other is waiting for. */
    Role owes() {
        if (last.by() == null) {
            return Role.CLIENT;
        }
        boolean server = last.by() == Role.SERVER;
        boolean licensed =
                server && stage() == Stage.CAPABILITIES && !last.title().startsWith(PduNames.DEMAND_ACTIVE);
        boolean finishing = server && stage() == Stage.FINALIZATION && fontList;
        return licensed || finishing ? Role.SERVER : last.by().peer();
    }

    /**
     * What a token of the server as the last record leaves open: servers of FreeRDP send the errorCode beside it. It answers a
     * logon, or the server closes behind it without waiting for the client.
     *
     * @param closes the end that closes; null for one that answers an alert of the server
     */
    String besideToken(Role closes) {
        var token = guess().filter(RecordGuess::endsWithToken);
        boolean answer = token.filter(RecordGuess::sentLogon).isPresent();
        if (token.isEmpty() || !answer && closes != Role.SERVER) {
            return "";
        }
        if (answer && token.get().accepted(true)) {
            return "; by its length the last record of the server accepts the logon";
        }
        if (answer && closes == Role.CLIENT && token.get().accepted(false)) {
            observe(Observation.LENGTH_PUBLIC_KEY);
            return "; the last record of the server has the length of one that accepts the logon, and of one that refuses it";
        }
        observe(answer ? Observation.LENGTH_LOGON_REFUSED : Observation.LENGTH_TOKEN_THEN_CLOSE);
        return "; or the logon was refused: the last record of the server has the length of a token, and an errorCode may stand"
                + " beside it";
    }
}
