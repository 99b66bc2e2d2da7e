package dev.rdplab.lab.export;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.decode.Dissected;
import dev.rdplab.protocol.decode.Dissector;
import dev.rdplab.protocol.decode.DissectorContext;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.Set;

/**
 * Overwrites with zeros what no file may hold: passwords, the keys of automatic reconnection, and the assertion of a sign-in with
 * Entra ID. Follows one connection from its first PDU on.
 */
public final class SecretFields {

    /** Last parts of the paths of fields. */
    private static final Set<String> NAMES =
            Set.of("Password", "ArcRandomBits", "SecurityVerifier", "AutoReconnectCookie");

    private static final int HEADERS = 15; // TPKT 4 + X.224 3 + MCS 8

    private DissectorContext context = DissectorContext.START;

    /** Whether a field of a PDU holds a secret. */
    public static boolean holds(Dissected pdu, Field field) {
        String name = field.path().substring(field.path().lastIndexOf('.') + 1);
        return NAMES.contains(name) || name.equals("json") && pdu.name().equals(PduNames.RDSAAD_REQUEST);
    }

    Bytes masked(Transcript.Event event, Role sender) {
        byte[] bytes = event.bytes().toArray();
        try {
            var pdu = Dissector.dissect(event.bytes(), sender, context);
            context = pdu.next();
            pdu.fields().stream()
                    .filter(field -> holds(pdu, field))
                    .forEach(field -> zero(bytes, field.offset(), field.length()));
        } catch (ProtocolViolationException damaged) {
            // A fault may have damaged the PDU with the password in it: then its position is unknown.
            boolean info = event.pdu().equals(PduNames.CLIENT_INFO)
                    || sender == Role.CLIENT && event.stage() == Stage.CLIENT_INFO;
            if (info) {
                zero(bytes, HEADERS, bytes.length - HEADERS);
            }
        }
        return Bytes.wrap(bytes);
    }

    private static void zero(byte[] bytes, int from, int length) {
        for (int i = Math.max(0, from); i < Math.min(bytes.length, from + length); i++) {
            bytes[i] = 0;
        }
    }
}
