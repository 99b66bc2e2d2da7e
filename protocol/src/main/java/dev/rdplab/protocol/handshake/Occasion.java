package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import java.util.List;
import java.util.Map;

/**
 * A message at a point of a connection: what a fault's moment is compared with.
 *
 * @param role the end that sends or has received the message: the one that misbehaves
 * @param connection number of the connection within the run, from 1
 * @param sending true when {@code role} is about to send it, false when it has received it
 * @param pdu see {@link Message#pdu}
 * @param carries see {@link Message#carries}
 * @param occurrence how many messages of this {@code pdu} went this way so far, this one included
 * @param carriesOccurrence the same for {@code carries}; 0 when that is empty
 * @param inside how often each name went this way that the content has inside: what SPNEGO carries
 */
public record Occasion(
        Role role,
        int connection,
        Stage stage,
        boolean sending,
        String pdu,
        String carries,
        int occurrence,
        int carriesOccurrence,
        Map<String, Integer> inside) {

    private static final String SPNEGO = "SPNEGO ";

    public Occasion(
            Role role,
            int connection,
            Stage stage,
            boolean sending,
            String pdu,
            String carries,
            int occurrence,
            int carriesOccurrence) {
        this(role, connection, stage, sending, pdu, carries, occurrence, carriesOccurrence, Map.of());
    }

    /** The names inside a content: {@code NTLM CHALLENGE} of {@code SPNEGO NegTokenResp (NTLM CHALLENGE)}. */
    static List<String> namesInside(String carries) {
        int open = carries.indexOf('(');
        return open > 0 && carries.startsWith(SPNEGO) && carries.endsWith(")")
                ? List.of(carries.substring(open + 1, carries.length() - 1).split(", "))
                : List.of();
    }

    /** How often the message named so, by PDU, by content or by what that has inside, has gone this way; 0 when this is no such message. */
    public int occurrenceOf(String name) {
        if (pdu.equals(name)) {
            return occurrence;
        }
        return carries.equals(name) ? carriesOccurrence : inside.getOrDefault(name, 0);
    }
}
