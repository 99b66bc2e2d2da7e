package dev.rdplab.lab.capture.rebuild;

import dev.rdplab.lab.capture.Notes;
import dev.rdplab.lab.capture.tcp.Chunk;
import dev.rdplab.lab.capture.tls.KeyLog;
import dev.rdplab.lab.capture.tls.TlsFacts;
import dev.rdplab.lab.capture.tls.TlsItem;
import dev.rdplab.lab.capture.tls.TlsTrace;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.decode.Dissected;
import dev.rdplab.protocol.decode.Dissector;
import dev.rdplab.protocol.decode.DissectorContext;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Transcript.Kind;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** Tells one connection from its bytes, in the order of the capture, to the views of both ends. */
final class Rebuilder {

    private final Map<Role, View> views = new EnumMap<>(Role.class);
    private final Map<Role, StageRules> rules = new EnumMap<>(Role.class);
    private final Map<Role, Frames> frames = new EnumMap<>(Role.class);
    private final Set<Role> holed = new HashSet<>();
    private final Set<Role> dead = new HashSet<>(); // sides whose bytes are understood no more
    private final Set<String> observed = new HashSet<>();
    private final LengthGuess lengths = new LengthGuess();
    private final Notes notes;
    private final KeyLog keys;
    private final BiPredicate<Role, Long> lost;
    private DissectorContext context = DissectorContext.START;
    private TlsSide tls;
    private boolean inferred;
    private Outcome announced;
    private Outcome violation;
    private LastWord last = LastWord.NONE;
    private boolean fontList;

    /** @param lost whether the byte before an offset of a side's stream never reached the other */
    Rebuilder(int number, long start, KeyLog keys, Notes notes, BiPredicate<Role, Long> lost) {
        this.keys = keys;
        this.notes = notes;
        this.lost = lost;
        for (Role role : Role.values()) {
            views.put(role, new View(role, number, start));
            rules.put(role, new StageRules());
            frames.put(role, new Frames(role));
        }
    }

    View view(Role role) {
        return views.get(role);
    }

    /** The farthest that either end got. */
    Stage stage() {
        var client = views.get(Role.CLIENT).stage();
        var server = views.get(Role.SERVER).stage();
        return client.compareTo(server) > 0 ? client : server;
    }

    Optional<Outcome> announced() {
        return Optional.ofNullable(announced);
    }

    Optional<Outcome> violation() {
        return Optional.ofNullable(violation);
    }

    LastWord last() {
        return last;
    }

    boolean inferred() {
        return inferred;
    }

    Optional<TlsFacts> tlsFacts() {
        return Optional.ofNullable(tls).map(t -> t.trace().facts());
    }

    Set<String> observed() {
        context.selectedProtocol().ifPresent(p -> observed.add(security(p)));
        return observed;
    }

    private static String security(SecurityProtocols protocol) {
        if (protocol.contains(SecurityProtocols.HYBRID_EX)) {
            return "ext";
        }
        if (protocol.contains(SecurityProtocols.HYBRID)) {
            return "nla";
        }
        return protocol.equals(SecurityProtocols.RDP) ? "rdp" : "tls";
    }

    /** TCP is up. */
    void connected(long nanos) {
        views.values().forEach(view -> view.enter(Stage.X224, nanos));
    }

    void signal(String text, long nanos) {
        views.values().forEach(view -> view.note(Kind.SIGNAL, text, nanos));
    }

    void chunk(Role sender, Chunk chunk) {
        if (chunk.afterHole()) {
            holed.add(sender);
            dead.clear();
            violation = null;
            frames.get(sender).takeRest();
            notes.add("bytes of the " + sender + " are missing in the capture");
        }
        if (dead.contains(sender) || chunk.bytes().isEmpty()) {
            return;
        }
        if (tls == null && beginsTls(sender, chunk.bytes())) {
            tls = new TlsSide();
            views.values().forEach(view -> view.enter(Stage.TLS, chunk.nanos()));
        }
        if (tls != null) {
            tls.chunk(sender, chunk);
            return;
        }
        frames.get(sender).add(chunk.bytes());
        readFrames(sender, new At(chunk.packet(), chunk.nanos(), chunk.end()));
        if (tls != null) {
            startTls(chunk);
        }
    }

    /** Takes what was exported for a dissector: TLS records, or PDUs in clear whatever was negotiated. */
    void exported(Role sender, String dissector, Chunk chunk) {
        if (dissector.equals("tls")) {
            tls = tls == null ? new TlsSide() : tls;
            tls.chunk(sender, chunk);
            return;
        }
        frames.get(sender).add(chunk.bytes());
        readFrames(sender, new At(chunk.packet(), chunk.nanos(), chunk.end()));
    }

    /** Bytes of TLS before a Connection Confirm: it is missing, or there was never an X.224 layer. */
    private boolean beginsTls(Role sender, Bytes bytes) {
        return frames.get(sender).rest().isEmpty()
                && context.stage() == Stage.X224
                && bytes.length() >= 2
                && bytes.get(0) == TlsItem.HANDSHAKE
                && bytes.get(1) == 3;
    }

    /** What either side sent behind its X.224 PDU is TLS already. */
    private void startTls(Chunk chunk) {
        for (Role role : Role.values()) {
            var rest = frames.get(role).takeRest();
            if (!rest.isEmpty()) {
                tls.chunk(role, new Chunk(chunk.end() - rest.length(), rest, chunk.packet(), chunk.nanos(), false));
            }
        }
    }

    private void readFrames(Role sender, At at) {
        boolean clear = tls == null;
        try {
            Optional<Bytes> frame;
            do {
                frame = frames.get(sender).next(context);
                frame.ifPresent(bytes -> frame(sender, bytes, at));
            } while (frame.isPresent() && clear == (tls == null));
        } catch (ProtocolViolationException wrong) {
            var rest = frames.get(sender).takeRest();
            if (holed.isEmpty()) { // behind a hole, half a frame or a missing turn is no wonder
                broken(sender, wrong.getMessage(), rest, at);
            }
        }
    }

    private void broken(Role sender, String what, Bytes bytes, At at) {
        dead.add(sender);
        misunderstood(sender, what, bytes, at);
    }

    private void misunderstood(Role sender, String what, Bytes bytes, At at) {
        if (stage() != Stage.ACTIVE) {
            notes.add("not understood: " + what);
            violation = Outcome.of(EndingKind.PROTOCOL_VIOLATION, sender).detail(what);
        }
        tell(sender, "", "", bytes, "not understood", at);
        last = new LastWord(sender, "bytes that are not understood", at.nanos(), at.end());
    }

    private void frame(Role sender, Bytes bytes, At at) {
        try {
            understood(sender, bytes, Dissector.dissect(bytes, sender, context), at);
        } catch (ProtocolViolationException wrong) {
            misunderstood(sender, wrong.getMessage(), bytes, at);
        }
    }

    private void understood(Role sender, Bytes bytes, Dissected pdu, At at) {
        context = pdu.next();
        spoke(sender, pdu.title(), at);
        String carries = pdu.carries();
        Stage guessed = null;
        if (pdu.name().equals(PduNames.ENCRYPTED)) {
            int length =
                    pdu.parts().isEmpty() ? 0 : pdu.parts().get(0).toBytes().length();
            var guess = lengths.encrypted(sender, carries, length);
            inferred |= guess.isPresent() && !guess.get().equals(carries) && stage() != Stage.ACTIVE;
            guessed = guess.map(StageRules::afterName).orElse(null);
            fontList |= guess.filter(PduNames.FONT_LIST::equals).isPresent();
            carries = guess.filter(name -> !name.equals(pdu.carries()))
                    .map(name -> name + " by its length")
                    .orElse(carries);
        }
        fontList |= pdu.name().equals(PduNames.FONT_LIST);
        for (var view : views.values()) {
            if (view == views.get(sender) || !lost.test(sender, at.end())) {
                passed(view, pdu, carries, guessed, at.nanos(), bytes);
            }
        }
        observe(pdu);
        if (announced == null) {
            announced = Announcements.of(pdu, stage()).orElse(null);
        }
        if (tls == null && pdu.name().equals(PduNames.CONNECTION_CONFIRM)) {
            context.selectedProtocol()
                    .filter(p -> !p.equals(SecurityProtocols.RDP))
                    .ifPresent(p -> tls = new TlsSide());
        }
    }

    private void passed(View view, Dissected pdu, String carries, Stage guessed, long nanos, Bytes bytes) {
        boolean session = pdu.stage() == Stage.ACTIVE;
        if (!session) {
            view.enter(pdu.stage(), nanos);
        }
        view.message(pdu.sender(), pdu.name(), carries, bytes, "", nanos);
        rules.get(view.transcript().role()).after(pdu).ifPresent(next -> view.enter(next, nanos));
        if (guessed != null) {
            view.enter(guessed, nanos);
        }
        boolean picture = pdu.sender() == Role.SERVER
                && (pdu.name().equals(PduNames.FAST_PATH) || pdu.name().equals(PduNames.UPDATE));
        var least = holed.isEmpty() ? Stage.FINALIZATION : Stage.LICENSING;
        if (picture && view.stage().compareTo(least) >= 0) {
            view.enter(Stage.ACTIVE, nanos); // the server sends its picture when finalization is over
        }
    }

    private void observe(Dissected pdu) {
        if (pdu.name().equals(PduNames.DISCONNECT_PROVIDER_ULTIMATUM)) {
            observed.add("ultimatum");
        }
        for (var part : pdu.parts()) {
            if (part instanceof TsRequest request && pdu.sender() == Role.SERVER && request.version() == 2) {
                observed.add("credssp-version-2");
            }
        }
    }

    /** Whoever goes on understood what the other had sent, even where we did not. */
    private void spoke(Role sender, String title, At at) {
        if (violation != null && violation.by() != sender) {
            violation = null;
        }
        last = new LastWord(sender, title, at.nanos(), at.end());
    }

    private void tell(Role sender, String pdu, String carries, Bytes bytes, String detail, At at) {
        for (var view : views.values()) {
            if (view == views.get(sender) || !lost.test(sender, at.end())) {
                view.message(sender, pdu, carries, bytes, detail, at.nanos());
            }
        }
    }

    private void enter(Stage stage, At at) {
        views.values().forEach(view -> view.enter(stage, at.nanos()));
    }

    /** The client has sent all that a handshake wants of it. */
    boolean fontList() {
        return fontList;
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

    /** What could not be read inside TLS. */
    void finish() {
        if (tls != null) {
            tls.trace().problems().forEach(notes::add);
        }
    }

    /** The part of a connection that is TLS. */
    private final class TlsSide {

        private final TlsTrace trace = new TlsTrace(keys);
        private final Set<Role> finished = new HashSet<>();
        private boolean established;
        private RecordGuess guess;
        private boolean handshakeType; // an encrypted record of type handshake: not TLS 1.3

        TlsTrace trace() {
            return trace;
        }

        void chunk(Role sender, Chunk chunk) {
            for (var item : trace.feed(sender, chunk)) {
                item(item, new At(item.packet(), item.nanos(), item.end()));
            }
            trace.garbage(sender)
                    .ifPresent(bytes -> broken(
                            sender,
                            "TLS: bytes of the " + sender + " that are no record",
                            bytes,
                            new At(chunk.packet(), chunk.nanos(), chunk.end())));
        }

        private void item(TlsItem item, At at) {
            switch (item.type()) {
                case TlsItem.ALERT -> alert(item, at);
                case TlsItem.HANDSHAKE -> handshake(item, at);
                case TlsItem.APPLICATION_DATA -> data(item, at);
                default -> {
                    // ChangeCipherSpec says nothing that the next record does not
                }
            }
        }

        private void alert(TlsItem item, At at) {
            var alert = item.alert();
            signal(
                    alert.map(a -> "alert " + a.word()).orElse("an encrypted alert") + " of the " + item.sender(),
                    at.nanos());
            if (alert.isPresent() ? alert.get().fatal() : item.encrypted() && !item.opened() && !established) {
                alerted(
                        item.sender(),
                        alert.map(a -> Outcome.of(EndingKind.TLS_ALERT, item.sender(), a.description())
                                        .detail(a.word()))
                                .orElseGet(() -> Outcome.of(EndingKind.TLS_ALERT, item.sender())
                                        .detail("an alert that is encrypted")),
                        at);
            }
        }

        private void alerted(Role sender, Outcome outcome, At at) {
            spoke(sender, "Alert", at);
            announced = announced == null ? outcome : announced;
        }

        private void handshake(TlsItem item, At at) {
            if (established) {
                signal(String.join(", ", item.names()) + " of the " + item.sender(), at.nanos());
                return;
            }
            String name = item.names().get(0);
            String more = item.names().size() == 1
                    ? ""
                    : "and "
                            + String.join(
                                    ", ", item.names().subList(1, item.names().size()));
            spoke(item.sender(), name, at);
            tell(item.sender(), name, "", item.encrypted() ? Bytes.EMPTY : item.record(), more, at);
            handshakeType |= item.encrypted() && item.record().get(0) == TlsItem.HANDSHAKE;
            if (item.names().contains("Finished") || item.encrypted() && !item.opened()) {
                finished(item.sender(), at);
            }
        }

        private void data(TlsItem item, At at) {
            if (item.opened()) {
                establish(at);
                frames.get(item.sender()).add(item.content());
                readFrames(item.sender(), at);
                return;
            }
            boolean tls13 = tls13();
            if (!established && tls13) {
                encryptedHandshake(item, at);
                return;
            }
            establish(at);
            if (trace.facts().decrypted()) {
                return; // one record that does not open among others that do
            }
            guess(item, at, tls13);
        }

        /** TLS 1.3 hides everything behind the ServerHello; the client's first record is its Finished, or an alert. */
        private void encryptedHandshake(TlsItem item, At at) {
            boolean shortest = item.length() == 19; // alert 2 + content type 1 + tag 16; nothing else is so short
            if (shortest) {
                signal("an encrypted alert of the " + item.sender() + ", by its length", at.nanos());
                alerted(
                        item.sender(),
                        Outcome.of(EndingKind.TLS_ALERT, item.sender())
                                .detail("an alert that is encrypted, by its length"),
                        at);
                return;
            }
            spoke(item.sender(), "EncryptedHandshake", at);
            tell(item.sender(), "EncryptedHandshake", "", Bytes.EMPTY, item.length() + " bytes", at);
            finished(item.sender(), at);
        }

        private void guess(TlsItem item, At at, boolean tls13) {
            if (guess == null) {
                boolean nla = context.selectedProtocol().map(StageRules::nla).orElse(false);
                guess = new RecordGuess(nla, trace.facts().cipherSuite().orElse(""), tls13);
            }
            inferred = true;
            spoke(item.sender(), "ApplicationData", at);
            tell(item.sender(), "ApplicationData", "", Bytes.EMPTY, item.length() + " bytes, encrypted", at);
            enter(guess.record(item.sender(), item.length()), at);
            fontList |= guess.fontList();
        }

        private void finished(Role sender, At at) {
            finished.add(sender);
            boolean last = tls13() ? sender == Role.CLIENT : finished.size() == 2;
            if (last) {
                establish(at);
            }
        }

        private void establish(At at) {
            if (established) {
                return;
            }
            established = true;
            var facts = trace.facts();
            String text =
                    facts.version().orElse("TLS") + " " + facts.cipherSuite().orElse("with an unknown suite");
            views.values().forEach(view -> view.note(Kind.TLS, text, at.nanos()));
            StageRules.afterTls(context).ifPresent(next -> enter(next, at));
        }

        private boolean tls13() {
            return trace.facts().version().map("TLSv1.3"::equals).orElse(!handshakeType);
        }
    }
}
