package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.net.UpperPdu;
import dev.rdplab.diagnosis.capture.tcp.Chunk;
import dev.rdplab.diagnosis.capture.tcp.Mark;
import dev.rdplab.diagnosis.capture.tcp.TcpConnection;
import dev.rdplab.diagnosis.capture.tcp.TcpSide;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A connection of which only the plaintext PDUs are at hand. */
final class ExportedPdus {

    private static final int CONNECTION_CONFIRM = 0xd0;

    private ExportedPdus() {}

    static Rebuilt rebuild(int number, List<UpperPdu> pdus, Optional<TcpConnection> below, long captureEnd) {
        var notes = new Notes();
        var client = below.map(tcp -> tcp.client().address()).orElseGet(() -> client(pdus));
        var tcp = below.orElseGet(() -> standIn(number, pdus, client));
        var story = new ConnectionStory(number, pdus.get(0).nanos(), notes, (role, end) -> false);
        var rebuilder = new Rebuilder(story, KeyLog.EMPTY);
        story.enter(Stage.X224, pdus.get(0).nanos());
        Map<Role, Long> offsets = new EnumMap<>(Role.class);
        for (var pdu : pdus) {
            var role = pdu.from().equals(client) ? Role.CLIENT : Role.SERVER;
            long offset = offsets.merge(role, (long) pdu.bytes().length(), Long::sum)
                    - pdu.bytes().length();
            rebuilder.exported(role, pdu.dissector(), new Chunk(offset, pdu.bytes(), pdu.packet(), pdu.nanos(), false));
        }
        if (below.isEmpty()) {
            notes.add("exported PDUs without TCP: how the connection was closed is not known");
        }
        below.ifPresent(connection -> connection
                .close()
                .ifPresent(close -> story.signal(
                        (close.reset() ? "RST" : "FIN") + " of the " + close.by(),
                        close.mark().nanos())));
        var rebuilt = Rebuilt.conclude(tcp, story, rebuilder, notes, captureEnd);
        return new Rebuilt(
                number,
                rebuilt.clientAddress(),
                rebuilt.serverAddress(),
                rebuilt.startNanos(),
                below,
                rebuilt.client(),
                rebuilt.server(),
                rebuilt.clientEnding(),
                rebuilt.serverEnding(),
                rebuilt.tls(),
                rebuilt.pathMtu(),
                rebuilt.inferred(),
                rebuilt.observed(),
                rebuilt.notes());
    }

    /** Who sends a Connection Confirm is the server; else the first to speak is the client. */
    private static HostPort client(List<UpperPdu> pdus) {
        for (var pdu : pdus) {
            if (pdu.bytes().length() > 5
                    && pdu.bytes().get(0) == 3
                    && pdu.bytes().get(5) == CONNECTION_CONFIRM) {
                return pdu.to();
            }
        }
        return pdus.get(0).from();
    }

    private static TcpConnection standIn(int number, List<UpperPdu> pdus, HostPort client) {
        var first = pdus.get(0);
        var last = pdus.get(pdus.size() - 1);
        var server = first.from().equals(client) ? first.to() : first.from();
        return new TcpConnection(
                number,
                true,
                side(client, pdus),
                side(server, pdus),
                first.nanos(),
                last.nanos(),
                last.packet(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static TcpSide side(HostPort address, List<UpperPdu> pdus) {
        long length = pdus.stream()
                .filter(pdu -> pdu.from().equals(address))
                .map(UpperPdu::bytes)
                .mapToLong(Bytes::length)
                .sum();
        return new TcpSide(
                address,
                OptionalInt.empty(),
                false,
                0,
                Optional.of(new Mark(0, pdus.get(0).nanos(), 0)),
                Optional.of(new Mark(0, pdus.get(0).nanos(), 0)),
                1,
                1,
                length,
                length,
                length,
                0,
                0,
                pdus.get(pdus.size() - 1).nanos(),
                0,
                List.of(),
                true,
                List.of(),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty());
    }
}
