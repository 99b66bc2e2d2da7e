package dev.rdplab.lab.verdict;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * The facts of a verdict, from an ending and the transcript of the same side: the one place where they are computed, for a run,
 * a probe, a served connection and a capture.
 */
public final class Observed {

    /** The session was up, and the server ended it. */
    public static final String SERVER_ENDED = "server-ended";

    /** The server sent a DisconnectProviderUltimatum. */
    public static final String ULTIMATUM = "ultimatum";

    /** The client left a server that had not answered its last message. */
    public static final String SERVER_SILENT = "server-silent";

    /** The request offered NLA and nothing else. */
    public static final String ASKED_NLA_ONLY = "asked-nla-only";

    private static final String ULTIMATUM_PDU = "DisconnectProviderUltimatum";
    private static final String REQUEST_PDU = "ConnectionRequest";
    private static final String CONFIRM_PDU = "ConnectionConfirm";

    private static final String RDP = "rdp";

    /** Standard RDP security without encryption: no key was exchanged before Client Info, so nothing has a MAC. */
    private static final String NO_ENCRYPTION = "no-encryption";

    private static final long MAX_FLIGHT = 128 << 10; // bytes; a chain of certificates has a few thousand
    private static final String TOO_LONG = "exceeds the maximum"; // as the engines say of a handshake message

    /** Bytes of a record with a ServerHello without a session id and extensions, RFC 5246 6.2.1 and 7.4.1.3. */
    private static final int LEAST_SERVER_HELLO = 47;

    private static final int NEGOTIATION = 8;
    private static final int RESPONSE_AT = 11;
    private static final int TYPE_REQUEST = 1;
    private static final int TYPE_RESPONSE = 2;
    private static final int SSL = 1;
    private static final int HYBRID = 2;
    private static final int HYBRID_EX = 8;

    private Observed() {}

    /** The facts of one side of a connection. */
    public static Facts of(Ending ending, Transcript transcript) {
        var facts = Facts.of(ending);
        var events = transcript.events();
        var role = transcript.role();
        if (events.stream()
                .anyMatch(event -> fromServer(event, role) && event.pdu().contains(ULTIMATUM_PDU))) {
            facts = facts.observed(ULTIMATUM);
        }
        if (ending.outcome().by() == Role.CLIENT && silent(events, role)) {
            facts = facts.observed(SERVER_SILENT);
        }
        if (NtlmAnswer.isVersion1(events)) {
            facts = facts.observed("ntlmv1");
        }
        facts = ofRequest(facts, transcript);
        var confirm = first(events, CONFIRM_PDU);
        if (confirm.isEmpty() || ending.kind() == EndingKind.NEGOTIATION_FAILURE) {
            return facts;
        }
        var security = security(confirm.get());
        boolean unencrypted = security.equals(RDP)
                && first(events, PduNames.CLIENT_INFO).isPresent()
                && first(events, PduNames.SECURITY_EXCHANGE).isEmpty();
        return (unencrypted ? facts.observed(NO_ENCRYPTION) : facts).observed(security);
    }

    /** With a word for what the Connection Request offered, where it offered only a part. */
    public static Facts ofRequest(Facts facts, Transcript transcript) {
        return first(transcript.events(), REQUEST_PDU)
                .map(request -> requested(request).orElse(0))
                .flatMap(Observed::little)
                .map(little -> facts.observed(little.word()))
                .orElse(facts);
    }

    private static Optional<Observation> little(int protocols) {
        boolean tls = (protocols & SSL) != 0;
        boolean nla = (protocols & (HYBRID | HYBRID_EX)) != 0;
        if (tls) {
            return nla ? Optional.empty() : Optional.of(Observation.ASKED_TLS_ONLY);
        }
        if (nla) {
            return Optional.of(Observation.ASKED_NLA_ONLY);
        }
        return protocols == 0 ? Optional.of(Observation.ASKED_RDP_ONLY) : Optional.empty();
    }

    /**
     * What the amount of TLS tells of an end in the TLS handshake.
     *
     * @param received bytes of the server in stage {@code tls}
     */
    public static Facts ofTls(Facts facts, Ending ending, long received) {
        var told = received > 0 ? facts.observed(Facts.CLIENT_HELLO_ANSWERED) : facts;
        if (ending.stage() != Stage.TLS) {
            return told;
        }
        boolean tooLong = ending.kind() == EndingKind.PROTOCOL_VIOLATION
                && ending.outcome().detail().contains(TOO_LONG);
        if (tooLong) {
            return told.observed(Observation.OWN_LIMIT.word());
        }
        return received > MAX_FLIGHT ? told.observed(Observation.ENDLESS_FLIGHT.word()) : told;
    }

    /**
     * Whether the answer that the client waited for had begun: bytes came, and fewer than the smallest message has.
     *
     * @param received bytes of the server in the stage of the ending
     */
    public static Facts ofAnswer(Facts facts, Ending ending, long received) {
        return began(ending, received) && (ending.stage() == Stage.X224 || received < LEAST_SERVER_HELLO)
                ? facts.observed(Observation.INCOMPLETE_MESSAGE.word())
                : facts;
    }

    /**
     * Whether the client's time was up when a part of the answer had come. Told of the stages before TLS is up, whose bytes are
     * those of the answer.
     *
     * @param received bytes of the server in the stage of the ending
     */
    public static boolean began(Ending ending, long received) {
        return ending.kind() == EndingKind.TIMEOUT
                && ending.outcome().by() == Role.CLIENT
                && (ending.stage() == Stage.X224 || ending.stage() == Stage.TLS)
                && received > 0;
    }

    /** Whether the last message was the client's. */
    private static boolean silent(List<Transcript.Event> events, Role role) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (!events.get(i).pdu().isEmpty()) {
                return !fromServer(events.get(i), role);
            }
        }
        return false;
    }

    private static boolean fromServer(Transcript.Event event, Role role) {
        return event.kind() == (role == Role.CLIENT ? Transcript.Kind.RECEIVED : Transcript.Kind.SENT);
    }

    /** The first of that name; a client is still in the stage connect when it sends its request. */
    private static Optional<Bytes> first(List<Transcript.Event> events, String pdu) {
        return events.stream()
                .filter(event -> event.pdu().equals(pdu))
                .map(Transcript.Event::bytes)
                .findFirst();
    }

    /** requestedProtocols of an RDP_NEG_REQ at the end of a Connection Request, [MS-RDPBCGR] 2.2.1.1.1. */
    private static Optional<Integer> requested(Bytes request) {
        int at = request.length() - NEGOTIATION;
        return at > RESPONSE_AT - 1 && request.get(at) == TYPE_REQUEST && request.get(at + 2) == NEGOTIATION
                ? Optional.of(request.get(at + 4))
                : Optional.empty();
    }

    /** The word for what an RDP_NEG_RSP selects, [MS-RDPBCGR] 2.2.1.2.1; without one it is standard RDP security. */
    private static String security(Bytes confirm) {
        boolean response = confirm.length() >= RESPONSE_AT + NEGOTIATION && confirm.get(RESPONSE_AT) == TYPE_RESPONSE;
        int selected = response ? confirm.get(RESPONSE_AT + 4) : 0;
        if ((selected & HYBRID_EX) != 0) {
            return "ext";
        }
        if ((selected & HYBRID) != 0) {
            return "nla";
        }
        return (selected & SSL) != 0 ? "tls" : RDP;
    }
}
