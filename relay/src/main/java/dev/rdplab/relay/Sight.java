package dev.rdplab.relay;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.decode.Dissected;
import dev.rdplab.protocol.decode.Dissector;
import dev.rdplab.protocol.decode.DissectorContext;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Framing;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.tls.TlsRecordStream;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What can be read of a connection without keys: X.224 messages, TLS records and the handshake messages in them, and, with
 * standard RDP security, PDUs until encryption begins. Cuts the bytes of both directions into messages. Pure.
 */
final class Sight {

    private static final int TLS_HANDSHAKE = 22;

    /** More than a handshake's server sends after TLS: bytes of a session that is up. */
    private static final long SESSION_BYTES = 64 << 10;

    /** How bytes are read. */
    private enum Phase {
        X224,
        TLS,
        STANDARD_SECURITY,
        PLAIN,
        OPAQUE
    }

    private final Map<Role, Bytes> partial = new EnumMap<>(Role.class);
    private final Map<Role, TlsRecordStream> records = new EnumMap<>(Role.class);
    private final Map<Role, Integer> encrypted = new EnumMap<>(Role.class);
    private Phase phase = Phase.X224;
    private DissectorContext context = DissectorContext.START;
    private Stage stage = Stage.X224;
    private Stage begun; // null: here
    private boolean hidden;
    private boolean oldTls;
    private long sessionBytes;

    /** Returns the sight of what is above TLS from the Connect Initial on. @param confirm the Connection Confirm before it */
    static Sight above(Bytes confirm) {
        var sight = new Sight();
        sight.named(Role.SERVER, confirm);
        sight.phase = Phase.PLAIN;
        sight.stage = Stage.MCS_CONNECT;
        sight.begun = Stage.MCS_CONNECT;
        return sight;
    }

    /** The stage in which others have brought the connection here; null where it begins here. */
    Stage begun() {
        return begun;
    }

    /**
     * Takes the next bytes of one end.
     *
     * @param found is given each message that is whole now, as soon as it is read; what cannot be read has no name
     */
    void feed(Role sender, Bytes chunk, Consumer<Message> found) {
        partial.merge(sender, chunk, Bytes::concat);
        boolean moved = true;
        while (moved && !partial.get(sender).isEmpty()) {
            moved = switch (phase) {
                case X224, STANDARD_SECURITY, PLAIN -> frame(sender, found);
                case TLS -> records(sender, found);
                case OPAQUE -> opaque(sender, found);
            };
        }
        if (hidden && sender == Role.SERVER && stage != Stage.ACTIVE) {
            sessionBytes += chunk.length();
            if (sessionBytes > SESSION_BYTES) {
                stage = Stage.ACTIVE;
                hidden = false;
            }
        }
    }

    private boolean opaque(Role sender, Consumer<Message> found) {
        found.accept(Message.raw("", rest(sender)));
        return false;
    }

    /** Whether nothing that comes will be read any more. */
    boolean done() {
        return phase == Phase.OPAQUE || stage == Stage.ACTIVE;
    }

    /** Whether PDUs can be read: above TLS, and with standard RDP security until encryption begins. */
    boolean readsPdus() {
        return phase == Phase.STANDARD_SECURITY || phase == Phase.PLAIN;
    }

    /** Takes the bytes that have not become a message. */
    Bytes rest(Role sender) {
        var rest = partial.getOrDefault(sender, Bytes.EMPTY);
        partial.put(sender, Bytes.EMPTY);
        var stream = records.get(sender);
        return stream == null ? rest : Bytes.concat(stream.takeRest(), rest);
    }

    /** The stage that the connection is in, or the last one that was known. */
    Stage stage() {
        return stage;
    }

    /** The stage; empty where encryption hides it. */
    Optional<Stage> knownStage() {
        return hidden ? Optional.empty() : Optional.of(stage);
    }

    // ---- frames

    private boolean frame(Role sender, Consumer<Message> found) {
        var bytes = partial.get(sender);
        if (phase == Phase.X224 && bytes.get(0) == TLS_HANDSHAKE) { // TLS from the first byte on
            phase = Phase.TLS;
            stage = Stage.TLS;
            return true;
        }
        try {
            var expectation = phase == Phase.X224 ? Expectation.TPKT_FRAME : Expectation.RDP_FRAME;
            int length =
                    Framing.frameLength(expectation, stage, bytes.slice(0, Math.min(bytes.length(), Framing.HEAD)));
            if (length == Framing.UNKNOWN || length > bytes.length()) {
                return false;
            }
            partial.put(sender, bytes.slice(length));
            found.accept(named(sender, bytes.slice(0, length)));
        } catch (ProtocolViolationException unreadable) {
            phase = Phase.OPAQUE;
            hidden |= stage != Stage.X224;
        }
        return true;
    }

    private Message unreadable(Bytes frame) {
        phase = Phase.OPAQUE;
        hidden |= stage != Stage.X224;
        return Message.raw("", frame);
    }

    private Message named(Role sender, Bytes frame) {
        Dissected dissected;
        try {
            dissected = Dissector.dissect(frame, sender, context);
        } catch (ProtocolViolationException violation) {
            return unreadable(frame);
        }
        context = dissected.next();
        stage = dissected.stage();
        if (dissected.name().equals(PduNames.CONNECTION_CONFIRM)
                && dissected.carries().isEmpty()) {
            boolean tls = context.selectedProtocol()
                    .filter(selected -> !selected.equals(SecurityProtocols.RDP))
                    .isPresent();
            phase = tls ? Phase.TLS : Phase.STANDARD_SECURITY;
        }
        return new Message(dissected.name(), dissected.carries(), frame, dissected.fields());
    }

    /** Whether the message was the last in the clear before TLS. */
    boolean tlsBegins() {
        return phase == Phase.TLS && stage == Stage.X224;
    }

    /** TLS has begun: the Connection Confirm is out. */
    void beginTls() {
        stage = Stage.TLS;
    }

    // ---- records

    private boolean records(Role sender, Consumer<Message> found) {
        stage = stage == Stage.X224 ? Stage.TLS : stage;
        var stream = records.computeIfAbsent(sender, role -> new TlsRecordStream());
        var bytes = partial.put(sender, Bytes.EMPTY);
        if (stream.broken()) {
            found.accept(Message.raw("", bytes));
            return false;
        }
        for (var record : stream.feed(bytes)) {
            passed(sender, record.name());
            found.accept(Message.of(record));
        }
        if (stream.broken()) {
            found.accept(Message.raw("", stream.takeRest()));
        }
        return false;
    }

    /**
     * The first data after TLS begin the stage that the Connection Confirm selected; how it goes on is hidden. In TLS 1.3 the
     * client's first record of data is its Finished.
     */
    private void passed(Role sender, String record) {
        oldTls |= record.equals("EncryptedHandshake");
        if (sender == Role.CLIENT && record.equals("ApplicationData")) {
            int count = encrypted.merge(sender, 1, Integer::sum);
            int first = oldTls ? 1 : 2;
            if (count == first && stage == Stage.TLS) {
                stage = firstAfterTls();
            } else if (count > first && stage != Stage.ACTIVE) {
                hidden = true;
            }
        }
    }

    private Stage firstAfterTls() {
        var selected = context.selectedProtocol().orElse(SecurityProtocols.HYBRID);
        if (selected.contains(SecurityProtocols.HYBRID) || selected.contains(SecurityProtocols.HYBRID_EX)) {
            return Stage.CREDSSP;
        }
        if (selected.contains(SecurityProtocols.RDSTLS)) {
            return Stage.RDSTLS;
        }
        return selected.contains(SecurityProtocols.RDSAAD) ? Stage.RDS_AAD : Stage.MCS_CONNECT;
    }
}
