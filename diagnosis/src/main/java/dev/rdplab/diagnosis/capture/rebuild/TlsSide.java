package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.diagnosis.capture.tcp.Chunk;
import dev.rdplab.diagnosis.capture.tls.KeyLog;
import dev.rdplab.diagnosis.capture.tls.TlsFacts;
import dev.rdplab.diagnosis.capture.tls.TlsItem;
import dev.rdplab.diagnosis.capture.tls.TlsTrace;
import dev.rdplab.lab.verdict.Facts;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.wire.Bytes;
import java.util.HashSet;
import java.util.Set;

/** The part of a connection that is TLS: its handshake, its alerts, and what it carries or how long that is. */
final class TlsSide {

    private final Rebuilder inside;
    private final Story story;
    private final TlsTrace trace;
    private final Set<Role> finished = new HashSet<>();
    private boolean established;
    private RecordGuess guess;
    private boolean handshakeType; // an encrypted record of type handshake: not TLS 1.3

    /** @param inside takes what TLS carries, where it can be read */
    TlsSide(Rebuilder inside, Story story, KeyLog keys) {
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
        for (var item : trace.feed(sender, chunk)) {
            item(item, new At(item.packet(), item.nanos(), item.end()));
        }
        trace.garbage(sender)
                .ifPresent(bytes -> inside.broken(
                        sender, "TLS: bytes of the " + sender + " that are no record", bytes, At.of(chunk)));
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
        story.signal(
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
        story.spoke(sender, "Alert", at);
        story.announce(outcome);
    }

    private void handshake(TlsItem item, At at) {
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
        handshakeType |= item.encrypted() && item.record().get(0) == TlsItem.HANDSHAKE;
        if (item.names().contains("Finished") || item.encrypted() && !item.opened()) {
            finished(item.sender(), at);
        }
    }

    private void data(TlsItem item, At at) {
        if (item.opened()) {
            establish(at);
            inside.clear(item.sender(), item.content(), at);
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
            story.signal("an encrypted alert of the " + item.sender() + ", by its length", at.nanos());
            alerted(
                    item.sender(),
                    Outcome.of(EndingKind.TLS_ALERT, item.sender()).detail("an alert that is encrypted, by its length"),
                    at);
            return;
        }
        story.spoke(item.sender(), "EncryptedHandshake", at);
        story.message(item.sender(), "EncryptedHandshake", "", Bytes.EMPTY, item.length() + " bytes", at);
        finished(item.sender(), at);
    }

    private void guess(TlsItem item, At at, boolean tls13) {
        if (guess == null) {
            boolean nla =
                    inside.context().selectedProtocol().map(StageRules::nla).orElse(false);
            guess = new RecordGuess(nla, trace.facts().cipherSuite().orElse(""), tls13);
        }
        story.infer();
        story.spoke(item.sender(), "ApplicationData", at);
        story.message(item.sender(), "ApplicationData", "", Bytes.EMPTY, item.length() + " bytes, encrypted", at);
        story.enter(guess.record(item.sender(), item.length()), at.nanos());
        if (guess.fontList()) {
            story.seenFontList();
        }
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
        String text = facts.version().orElse("TLS") + " " + facts.cipherSuite().orElse("with an unknown suite");
        story.tls(text, at.nanos());
        StageRules.afterTls(inside.context()).ifPresent(next -> story.enter(next, at.nanos()));
    }

    private boolean tls13() {
        return trace.facts().version().map("TLSv1.3"::equals).orElse(!handshakeType);
    }
}
