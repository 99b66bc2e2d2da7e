package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.diagnosis.capture.tcp.Chunk;
import dev.rdplab.diagnosis.capture.tls.TlsFacts;
import dev.rdplab.diagnosis.capture.tls.TlsItem;
import dev.rdplab.diagnosis.capture.tls.TlsTrace;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.lab.verdict.Facts;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.tls.TlsAlert;
import dev.rdplab.protocol.tls.TlsRecord;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.tls.NotTls;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of a connection that is TLS: its handshake, its alerts, and what it carries or how long that is. */
final class TlsSide {

    private final Rebuilder inside;
    private final ConnectionStory story;
    private final TlsTrace trace;
    private static final int SEGMENT = 1_460;
    private static final Set<String> OLD = Set.of("SSLv3", "TLSv1");
    private static final int FINISHED = 58; // bytes of the shortest record of TLS 1.3 that holds one

    private final Set<Role> finished = new HashSet<>();
    private final Map<Role, Long> ends = new EnumMap<>(Role.class);
    private int holes; // inside TLS
    private boolean established;
    private boolean clientSpoke; // inside TLS
    private Guesses guess;
    private final Map<Role, PaddingTrace> paddings =
            Map.of(Role.CLIENT, new PaddingTrace(false), Role.SERVER, new PaddingTrace(true));
    private boolean mayRefuse; // the client's first encrypted record has not the length of a Finished
    private boolean handshakeType; // an encrypted record of type handshake, or a ClientKeyExchange: not TLS 1.3
    private boolean handshakeHole; // such records may be missing
    private boolean passed; // so may the client's Finished, and more

    /** @param inside takes what TLS carries, where it can be read */
    TlsSide(Rebuilder inside, ConnectionStory story, KeyLog keys) {
        this.inside = inside;
        this.story = story;
        this.trace = new TlsTrace(keys);
    }

    TlsFacts facts() {
        return trace.facts();
    }

    /** What could not be read. */
    void finish() {
        trace.problems().forEach(story::note);
    }

    void chunk(Role sender, Chunk chunk) {
        if (sender == Role.SERVER) {
            story.observe(Facts.CLIENT_HELLO_ANSWERED);
        }
        if (chunk.afterHole()) {
            hole(sender, chunk);
        }
        ends.put(sender, chunk.end());
        for (var item : trace.feed(sender, chunk)) {
            item(item, new StreamPosition(item.packet(), item.nanos(), item.end()));
        }
        if (established && trace.lost(sender)) {
            gap(sender);
        }
        trace.garbage(sender)
                .ifPresent(bytes -> inside.broken(
                        sender,
                        "TLS: bytes of the " + sender + ": " + NotTls.detail(bytes),
                        bytes,
                        StreamPosition.of(chunk)));
    }

    /** One record a segment: a hole from the begin of a record to the begin of one is taken for one record. */
    private void hole(Role sender, Chunk chunk) {
        long length = chunk.offset() - ends.getOrDefault(sender, 0L);
        handshakeHole |= !established && sender == Role.CLIENT;
        boolean hidden = !established && trace.facts().version().isPresent() && tls13() && sender == Role.CLIENT;
        if (hidden && length >= FINISHED && length <= 2 * FINISHED) {
            finished(sender, StreamPosition.of(chunk)); // all that a client sends there
        } else {
            passed |= !established && sender == Role.CLIENT;
        }
        if (!established || trace.facts().decrypted() || hidden) {
            return; // records of a TLS handshake say by themselves where it is
        }
        boolean one = ++holes == 1 // where more than one packet is missing, there may be many
                && trace.rest(sender).isEmpty()
                && length > TlsRecord.HEADER
                && length <= SEGMENT
                && chunk.bytes().length() > 1
                && chunk.bytes().get(0) == TlsItem.APPLICATION_DATA
                && chunk.bytes().get(1) == 3;
        if (one) {
            guesses().missed(sender, (int) length - TlsRecord.HEADER);
            guessed(StreamPosition.of(chunk));
        } else {
            gap(sender);
        }
    }

    private void gap(Role sender) {
        story.gap(sender, false);
        if (guess != null) {
            guess.gap();
        }
    }

    private void item(TlsItem item, StreamPosition at) {
        if (guess == null) {
            story.anchored();
        }
        switch (item.type()) {
            case TlsItem.ALERT -> alert(item, at);
            case TlsItem.HANDSHAKE -> handshake(item, at);
            case TlsItem.APPLICATION_DATA -> data(item, at);
            default -> {
                // ChangeCipherSpec says nothing that the next record does not
            }
        }
    }

    private void alert(TlsItem item, StreamPosition at) {
        var alert = item.alert();
        if (alert.isEmpty()) {
            encryptedAlert(item.sender(), at);
            return;
        }
        story.signal("alert " + alert.get().word() + " of the " + item.sender(), at.nanos());
        boolean left = item.sender() == Role.SERVER
                && story.hasClosed(Role.CLIENT)
                && trace.facts().clientHelloLength() == 0;
        if (left) {
            return; // it answers the end of a client that never began TLS
        }
        var outcome = Outcome.of(
                        EndingKind.TLS_ALERT, item.sender(), alert.get().description())
                .detail(alert.get().word());
        if (alert.get().fatal()) {
            alerted(item.sender(), outcome, at);
        } else if (alert.get().description() != TlsAlert.CLOSE_NOTIFY) {
            story.spoke(item.sender(), "Alert", at);
            story.warned(outcome);
        }
    }

    /** Its content is hidden; that it was sent is not, and no end continues after one. */
    private void encryptedAlert(Role sender, StreamPosition at) {
        story.signal("an encrypted alert of the " + sender, at.nanos());
        story.spoke(sender, "Alert", at);
        story.encryptedAlert(sender, sender == Role.CLIENT && !clientSpoke ? Stage.TLS : story.stage(), at);
    }

    private void alerted(Role sender, Outcome outcome, StreamPosition at) {
        story.spoke(sender, "Alert", at);
        story.announce(outcome);
    }

    private void handshake(TlsItem item, StreamPosition at) {
        if (established) {
            story.signal(String.join(", ", item.names()) + " of the " + item.sender(), at.nanos());
            return;
        }
        String name = item.names().get(0);
        String more = item.names().size() == 1
                ? ""
                : "and "
                        + String.join(", ", item.names().subList(1, item.names().size()));
        story.spoke(item.sender(), name, at);
        story.message(item.sender(), name, "", item.encrypted() ? Bytes.EMPTY : item.record(), more, at);
        handshakeType |= item.sender() == Role.CLIENT && !name.equals("ClientHello");
        handshakeType |= item.encrypted() && item.record().get(0) == TlsItem.HANDSHAKE;
        if (item.names().contains("Finished") || item.encrypted() && !item.opened()) {
            finished(item.sender(), at);
        }
    }

    private void data(TlsItem item, StreamPosition at) {
        if (item.opened()) {
            establish(at);
            clientSpoke |= item.sender() == Role.CLIENT;
            inside.clear(item.sender(), item.content(), at);
            return;
        }
        if (!established && passed) {
            establish(at);
            guesses().gap();
            gap(Role.CLIENT);
            gap(Role.SERVER);
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
        encrypted(item.sender(), item.length(), at);
    }

    /** TLS 1.3 hides everything behind the ServerHello; the client's first record is its Finished, or an alert. */
    private void encryptedHandshake(TlsItem item, StreamPosition at) {
        boolean java = item.sender() == Role.CLIENT && item.length() == 19 + 16; // which pads, as in Guesses
        if (item.length() == 19 || java) { // alert 2 + content type 1 + tag 16; nothing else is so short
            encryptedAlert(item.sender(), at);
            return;
        }
        var padding = paddings.get(item.sender());
        trace.facts().cipherSuite().ifPresent(suite -> padding.handshake(item.length(), suite));
        story.spoke(item.sender(), "EncryptedHandshake", at);
        story.message(item.sender(), "EncryptedHandshake", "", Bytes.EMPTY, item.length() + " bytes", at);
        finished(item.sender(), at);
        mayRefuse = item.sender() == Role.CLIENT && trace.facts().cipherSuite().isPresent() && !padding.shown();
        if (mayRefuse) {
            story.mayRefuse(true);
            story.guess(guesses().best());
        }
    }

    /** @param length of the record without its header */
    private void encrypted(Role sender, int length, StreamPosition at) {
        if (story.encryptedAlert().isPresent()) {
            return; // what was under way when the other end had ended
        }
        if (guesses().alert(sender, length)) {
            encryptedAlert(sender, at);
            return;
        }
        clientSpoke |= sender == Role.CLIENT;
        if (sender == Role.CLIENT) {
            story.mayRefuse(false);
        }
        story.spoke(sender, "ApplicationData", at);
        guess.record(sender, length);
        String fits =
                guess.lost() ? "" : "; the lengths so far fit " + guess.best().words();
        story.message(sender, "ApplicationData", "", Bytes.EMPTY, length + " bytes, encrypted" + fits, at);
        guessed(at);
    }

    private void guessed(StreamPosition at) {
        story.infer();
        story.guess(guess.best());
        story.enter(guess.best().stage(), at.nanos());
        if (guess.best().fontList()) {
            story.seenFontList();
        }
        if (guess.lost()) {
            story.gap(Role.CLIENT, false);
            story.gap(Role.SERVER, false);
        } else if (guess.best().stage() == guess.best().farthest()) {
            story.anchored();
        }
    }

    private Guesses guesses() {
        if (guess == null) {
            guess = new Guesses(inside.context().selectedProtocol(), wires(), paddings, mayRefuse);
        }
        return guess;
    }

    private List<Wire> wires() {
        var facts = trace.facts();
        boolean known = facts.version().isPresent() || facts.cipherSuite().isPresent();
        boolean tls12 = handshakeType || handshakeHole;
        if (!known) {
            return Wire.ANY.stream()
                    .filter(wire -> wire.tls13() ? !handshakeType : tls12)
                    .toList();
        }
        String suite = facts.cipherSuite().orElse("");
        boolean tls10 = facts.version().filter(OLD::contains).isPresent();
        return suite.startsWith("0x") && !tls13() ? Wire.unnamed(tls10) : List.of(new Wire(suite, tls13(), tls10));
    }

    private void finished(Role sender, StreamPosition at) {
        finished.add(sender);
        boolean last = tls13() ? sender == Role.CLIENT : finished.size() == 2;
        if (last) {
            establish(at);
        }
    }

    private void establish(StreamPosition at) {
        if (established) {
            return;
        }
        established = true;
        var facts = trace.facts();
        String text = facts.version().orElse("TLS") + " " + facts.cipherSuite().orElse("with an unknown suite");
        story.tls(text, at.nanos());
        StageRules.afterTls(inside.context()).ifPresent(next -> story.enter(next, at.nanos()));
    }

    private boolean tls13() {
        return trace.facts().version().map("TLSv1.3"::equals).orElse(!handshakeType);
    }
}
