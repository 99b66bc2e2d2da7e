package dev.rdplab.lab.export;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.handshake.Transcript.Kind;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.words.VisibleText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * {@code handshake.pcapng}: what happened, for Wireshark and tshark without options or keys. Interface 0 has each plaintext PDU
 * as a packet of link type 252, interface 1 the same connections as TCP/IP. What else the transcript tells, such as stages and
 * faults, stands as a comment with the PDU after it.
 */
public final class HandshakePcapng {

    private static final int PDUS = 0;
    private static final int PACKETS = 1;
    private static final Pattern KEY_LOG = Pattern.compile("[A-Z0-9_]+ [0-9a-fA-F]{64} [0-9a-fA-F]+");

    private HandshakePcapng() {}

    /** As {@link #write(OutputStream, List, boolean)}, to a file that is made or overwritten. */
    public static void write(Path file, List<ExportedConnection> connections, boolean noSecrets) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            write(out, connections, noSecrets);
        }
    }

    /**
     * Writes a whole file and leaves the stream open.
     *
     * @param noSecrets leave the TLS secrets out; passwords are never written
     */
    public static void write(OutputStream stream, List<ExportedConnection> connections, boolean noSecrets)
            throws IOException {
        var out = new BufferedOutputStream(stream);
        var file = new PcapngWriter(out);
        file.interfaceOf(UpperPduPacket.LINK_TYPE, "plaintext PDUs");
        file.interfaceOf(TcpSynthesis.LINK_TYPE, "TCP/IP, headers made from recorded bytes");
        var secrets = connections.stream()
                .flatMap(connection -> connection.keyLogLines().stream())
                .map(String::strip)
                .filter(line -> KEY_LOG.matcher(line).matches())
                .toList();
        if (!noSecrets && !secrets.isEmpty()) {
            file.secrets(secrets);
        }
        var packets = new ArrayList<Packet>();
        for (var connection : connections) {
            add(packets, connection);
        }
        packets.sort(Comparator.comparingLong(Packet::nanos)); // stable: of one moment, as they were added
        for (var packet : packets) {
            file.packet(packet.on, packet.nanos, packet.bytes, packet.comment);
        }
        out.flush();
    }

    private record Packet(int on, long nanos, Bytes bytes, String comment) {}

    /** Of one moment, the PDU comes before the packet that carries it. */
    private static void add(List<Packet> packets, ExportedConnection connection) {
        var transcript = connection.transcript();
        var secret = new SecretFields();
        var clear = new ArrayList<WireRun>();
        var comments = new ArrayList<String>();
        boolean tls = false;
        long last = 0;
        for (var event : transcript.events()) {
            last = Math.max(last, event.nanos());
            tls |= event.kind() == Kind.TLS || event.stage() == Stage.TLS;
            boolean message = event.kind() == Kind.SENT || event.kind() == Kind.RECEIVED;
            if (!message || event.bytes().isEmpty()) {
                comments.add(comment(event));
                continue;
            }
            var sender = event.kind() == Kind.SENT
                    ? transcript.role()
                    : transcript.role().peer();
            var bytes = isTls(event) ? event.bytes() : secret.masked(event, sender);
            clear.add(new WireRun(sender, event.nanos(), bytes));
            boolean fromClient = sender == Role.CLIENT;
            var packet = UpperPduPacket.of(
                    dissector(event),
                    fromClient ? connection.client() : connection.server(),
                    fromClient ? connection.server() : connection.client(),
                    bytes);
            packets.add(new Packet(PDUS, connection.startNanos() + event.nanos(), packet, String.join("\n", comments)));
            comments.clear();
        }
        addTcp(packets, connection, tls, clear, last);
    }

    /** Without TLS the PDUs are what was on the wire, and their secrets are masked already. */
    private static void addTcp(
            List<Packet> packets, ExportedConnection connection, boolean tls, List<WireRun> clear, long last) {
        if (tls && connection.wire().isEmpty()) {
            return;
        }
        var runs = tls ? connection.wire() : clear;
        var ending = connection.ending().orElse(null);
        var events = connection.transcript().events();
        long start = events.isEmpty() ? 0 : events.get(0).nanos();
        for (var packet : TcpSynthesis.of(connection.client(), connection.server(), runs, ending, start, last)) {
            packets.add(new Packet(PACKETS, connection.startNanos() + packet.nanos(), packet.bytes(), ""));
        }
    }

    private static String comment(Transcript.Event event) {
        String what = event.pdu().isEmpty() ? event.detail() : event.pdu() + ' ' + event.detail();
        return VisibleText.of(event.kind().name().toLowerCase(Locale.ROOT) + ": "
                + what.strip().replace('\n', ' '));
    }

    /** The first PDU inside TLS leaves while its sender's state still is that of TLS. */
    private static boolean isTls(Transcript.Event event) {
        return event.stage() == Stage.TLS
                && !event.pdu().equals(PduNames.TS_REQUEST)
                && !event.pdu().equals(PduNames.CONNECT_INITIAL);
    }

    private static String dissector(Transcript.Event event) {
        if (isTls(event)) {
            return "tls";
        }
        if (event.pdu().equals(PduNames.TS_REQUEST)) {
            return "credssp";
        }
        return event.pdu().equals(PduNames.EARLY_USER_AUTHORIZATION_RESULT) ? "data" : "tpkt";
    }
}
