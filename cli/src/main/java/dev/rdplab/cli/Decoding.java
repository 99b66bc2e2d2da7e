package dev.rdplab.cli;

import dev.rdplab.lab.fields.TokenFields;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.decode.Dissector;
import dev.rdplab.protocol.decode.DissectorContext;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Framing;
import dev.rdplab.protocol.ntlm.ChallengeMessage;
import dev.rdplab.protocol.ntlm.NegotiateMessage;
import dev.rdplab.protocol.ntlm.NtlmMessage;
import dev.rdplab.protocol.tls.TlsRecord;
import dev.rdplab.protocol.tls.TlsRecordStream;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decodes units one after the other, each connection in its own context. */
final class Decoding {

    private static final int DER_SEQUENCE = 0x30;
    private static final int TPKT = 0x03;
    private static final int SEND_DATA_INDICATION = 26;

    /** Those before the first SendDataIndication, whose choice says who sends it. */
    private static final Set<String> SERVER_PDUS = Set.of(
            PduNames.CONNECTION_CONFIRM,
            PduNames.CONNECT_RESPONSE,
            PduNames.ATTACH_USER_CONFIRM,
            PduNames.CHANNEL_JOIN_CONFIRM);

    /**
     * One PDU or TLS record.
     *
     * @param problem what is wrong with it; then the fields are those read before
     */
    record Decoded(
            int connection,
            Role sender,
            String title,
            Stage stage,
            Bytes bytes,
            List<Field> fields,
            Optional<ProtocolViolationException> problem) {}

    private final Map<Integer, DissectorContext> contexts = new HashMap<>();
    private final List<Decoded> decoded = new ArrayList<>();

    /** @param from who sent units that do not say so; empty to find out */
    static List<Decoded> of(List<DecodeInput.Unit> units, Optional<Role> from) {
        var decoding = new Decoding();
        units.forEach(unit -> decoding.unit(unit, unit.sender().or(() -> from)));
        return decoding.decoded;
    }

    private void unit(DecodeInput.Unit unit, Optional<Role> sender) {
        if (isTls(unit.bytes())) {
            records(unit, sender.orElse(Role.CLIENT));
            return;
        }
        if (unit.bytes().startsWith(NtlmMessage.SIGNATURE)) {
            token(unit, sender);
            return;
        }
        var rest = unit.bytes();
        while (!rest.isEmpty()) {
            int length = frameLength(rest);
            frame(unit.connection(), rest.slice(0, length), sender);
            rest = rest.slice(length);
        }
    }

    /** An NTLM message without the TSRequest around it, as logs have it. */
    private void token(DecodeInput.Unit unit, Optional<Role> sender) {
        var bytes = unit.bytes();
        var title = "NTLM";
        var by = sender;
        Optional<ProtocolViolationException> problem = Optional.empty();
        try {
            var message = NtlmMessage.decode(bytes);
            boolean challenge = message instanceof ChallengeMessage;
            title = challenge
                    ? "NTLM CHALLENGE"
                    : message instanceof NegotiateMessage ? "NTLM NEGOTIATE" : "NTLM AUTHENTICATE";
            by = sender.or(() -> Optional.of(challenge ? Role.SERVER : Role.CLIENT));
        } catch (ProtocolViolationException e) {
            problem = Optional.of(e);
        }
        var fields = List.of(new Field(TokenFields.ALONE, 0, bytes.length()));
        decoded.add(
                new Decoded(unit.connection(), by.orElse(Role.CLIENT), title, Stage.CREDSSP, bytes, fields, problem));
    }

    private void frame(int connection, Bytes frame, Optional<Role> sender) {
        var context = contexts.getOrDefault(connection, DissectorContext.START);
        if (sender.isEmpty()) {
            var client = dissect(connection, frame, Role.CLIENT, context);
            boolean guessed = client.problem().isPresent()
                    ? dissect(connection, frame, Role.SERVER, context).problem().isEmpty()
                    : fromServer(frame, client.title());
            contexts.put(connection, context); // the tries have moved it
            frame(connection, frame, Optional.of(guessed ? Role.SERVER : Role.CLIENT));
            return;
        }
        decoded.add(dissect(connection, frame, sender.get(), context));
    }

    private Decoded dissect(int connection, Bytes frame, Role sender, DissectorContext context) {
        try {
            var pdu = Dissector.dissect(frame, sender, context);
            contexts.put(connection, pdu.next());
            return new Decoded(connection, sender, pdu.title(), pdu.stage(), frame, pdu.fields(), Optional.empty());
        } catch (ProtocolViolationException e) {
            return new Decoded(connection, sender, e.pdu(), e.stage(), frame, List.of(), Optional.of(e));
        }
    }

    private static boolean fromServer(Bytes frame, String title) {
        boolean indication = frame.get(0) == TPKT && frame.length() > 7 && frame.get(7) >> 2 == SEND_DATA_INDICATION;
        return indication || title.contains("NTLM CHALLENGE") || SERVER_PDUS.contains(title.split(" ", 2)[0]);
    }

    private void records(DecodeInput.Unit unit, Role sender) {
        int read = 0;
        for (TlsRecord record : new TlsRecordStream().feed(unit.bytes())) {
            read += record.bytes().length();
            decoded.add(new Decoded(
                    unit.connection(),
                    sender,
                    record.name(),
                    Stage.TLS,
                    record.bytes(),
                    record.fields(),
                    Optional.empty()));
        }
        if (read < unit.bytes().length()) {
            var rest = unit.bytes().slice(read);
            var problem = new ProtocolViolationException(
                    Stage.TLS,
                    "TLSPlaintext",
                    "length",
                    read,
                    Problem.TRUNCATED,
                    rest.length() + " bytes are not a whole record");
            decoded.add(new Decoded(
                    unit.connection(), sender, "TLSPlaintext", Stage.TLS, rest, List.of(), Optional.of(problem)));
        }
    }

    private static boolean isTls(Bytes bytes) {
        return bytes.length() > 1 && bytes.get(0) >= 0x14 && bytes.get(0) <= 0x17 && bytes.get(1) == TPKT;
    }

    /** Several frames may stand in a row; what has no length of its own is taken whole. */
    private static int frameLength(Bytes bytes) {
        var expectation = bytes.get(0) == DER_SEQUENCE
                ? Expectation.DER_FRAME
                : bytes.get(0) == TPKT ? Expectation.TPKT_FRAME : Expectation.NOTHING;
        try {
            int length = Framing.frameLength(expectation, Stage.CONNECT, bytes);
            return length == Framing.UNKNOWN ? bytes.length() : Math.min(length, bytes.length());
        } catch (ProtocolViolationException e) {
            return bytes.length();
        }
    }
}
