package dev.rdplab.lab.export;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.decode.Dissector;
import dev.rdplab.protocol.decode.DissectorContext;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.Set;

/**
 * Overwrites with zeros what no file may hold: the password of a Client Info PDU and the keys of automatic reconnection.
 * Follows one connection from its first PDU on.
 */
final class SecretFields {

    private static final Set<String> PATHS = Set.of(
            "TS_INFO_PACKET.Password",
            "RDP_SERVER_REDIRECTION_PACKET.Password",
            "RDSTLS_AUTHENTICATION_REQUEST_PASSWORD.Password",
            "RDSTLS_AUTHENTICATION_REQUEST_COOKIE.AutoReconnectCookie",
            "ARC_CS_PRIVATE_PACKET.SecurityVerifier",
            "ARC_SC_PRIVATE_PACKET.ArcRandomBits");
    private static final int HEADERS = 15; // TPKT 4 + X.224 3 + MCS 8

    private DissectorContext context = DissectorContext.START;

    Bytes masked(Transcript.Event event, Role sender) {
        byte[] bytes = event.bytes().toArray();
        try {
            var pdu = Dissector.dissect(event.bytes(), sender, context);
            context = pdu.next();
            pdu.fields().stream()
                    .filter(field -> PATHS.contains(field.path())
                            || pdu.name().equals(PduNames.RDSAAD_REQUEST)
                                    && field.path().equals("RDS_AAD.json"))
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
