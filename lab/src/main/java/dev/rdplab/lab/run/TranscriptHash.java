package dev.rdplab.lab.run;

import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.transport.ConnectionReport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What two runs of the same scenario with the same seed have in common: the SHA-256 of all that both ends sent, before TLS
 * and inside it, and the order of events. TLS itself draws its own random numbers and is left out; so are times.
 */
public final class TranscriptHash {

    /** How the detail of a record's event begins. */
    private static final String TLS_RECORD = "tls ";

    private TranscriptHash() {}

    /** Lower-case hex; of the PDUs in the order sent: the client's connections, then the server's. */
    public static String of(ClientReport client, List<ConnectionReport> server) {
        var digest = sha256();
        client.attempts().forEach(connection -> add(digest, Role.CLIENT, connection));
        server.forEach(connection -> add(digest, Role.SERVER, connection));
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * The events of every connection without their times, one line each. Records of TLS are left out: how many are seen
     * before the next message depends on how TCP cuts the stream. Behind a proxy the server's end of a connection is closed
     * by FIN or RST as the proxy had read all from it or not: both are called {@code closed}.
     */
    public static List<String> order(RunReport report) {
        var client = new ArrayList<String>();
        var server = new ArrayList<String>();
        report.client().attempts().forEach(connection -> add(client, Role.CLIENT, connection));
        report.server().forEach(connection -> add(server, Role.SERVER, connection));
        if (!report.result().link().backend().equals(LinkUsed.DIRECT.backend())) {
            server.replaceAll(line ->
                    line.replaceAll("SIGNAL   (RST|FIN)( after close_notify)?$|ENDING   closed-(rst|fin)$", "closed"));
        }
        client.addAll(server);
        return client;
    }

    private static void add(MessageDigest digest, Role role, ConnectionReport connection) {
        digest.update((role.word() + " " + connection.number() + "\n").getBytes(StandardCharsets.US_ASCII));
        for (var event : connection.transcript().events()) {
            if (event.kind() == Transcript.Kind.SENT) {
                digest.update(ByteBuffer.allocate(Integer.BYTES)
                        .putInt(event.bytes().length())
                        .array());
                digest.update(event.bytes().toArray());
            }
        }
    }

    private static void add(List<String> lines, Role role, ConnectionReport connection) {
        for (var event : connection.transcript().events()) {
            if (event.detail().startsWith(TLS_RECORD)) {
                continue;
            }
            lines.add(String.join(
                            " ",
                            role.word(),
                            Integer.toString(connection.number()),
                            event.stage().word(),
                            event.kind().name(),
                            event.pdu(),
                            event.carries(),
                            event.detail())
                    .strip());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
