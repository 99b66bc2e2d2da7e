package dev.rdplab.lab.evidence;

import dev.rdplab.lab.export.ExportedConnection;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.lab.export.WireRun;
import dev.rdplab.lab.result.Result;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.relay.RelayReport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The evidence of a connection that went through a relay: both its legs. */
final class RelayedCase {

    private RelayedCase() {}

    static EvidenceCase of(Result result, RelayReport report, String replay) {
        var made = new EvidenceCase(
                result.scenario() + "-" + report.number(),
                "",
                result,
                replay,
                Duration.ofNanos(report.endNanos() - report.startNanos()),
                report.startNanos(),
                Stream.of(report.client().transcript(), report.server().transcript()),
                Masking.ofFields());
        leg(
                made,
                report,
                report.client(),
                0,
                report.client().peer(),
                report.client().local());
        leg(
                made,
                report,
                report.server(),
                1,
                report.server().local(),
                report.server().peer());
        return made.fact("leg from the client", report.client().toString())
                .fact("leg to the server", report.server().toString())
                .fact(
                        "faults",
                        result.remarks().faults().isEmpty()
                                ? "none"
                                : result.remarks().faults().stream()
                                        .map(fault -> fault.at() + (fault.triggered() ? "" : ": " + fault.why()))
                                        .collect(Collectors.joining("; ")))
                .note("The first connection in handshake.pcapng is the client's to the relay, the second the relay's to"
                        + " the server. Both are as they were on the wire.");
    }

    private static void leg(
            EvidenceCase made,
            RelayReport report,
            RelayReport.Leg leg,
            int at,
            Optional<InetSocketAddress> client,
            Optional<InetSocketAddress> server) {
        if (client.isEmpty() || server.isEmpty()) {
            return; // it was never connected
        }
        var end = leg.end();
        var ending = new Ending(
                new Outcome(end.ending(), end.by(), end.code(), end.detail()),
                end.stage().orElse(Stage.TLS),
                end.lastFromClient(),
                end.lastFromServer());
        made.export(new ExportedConnection(
                HostPort.of(client.get()),
                HostPort.of(server.get()),
                System.currentTimeMillis() * 1_000_000 - made.duration().toNanos(),
                made.transcripts().get(at),
                Optional.of(ending),
                leg.recorded().stream()
                        .map(raw ->
                                new WireRun(raw.sender(), Math.max(0, raw.nanos() - report.startNanos()), raw.bytes()))
                        .toList(),
                List.of()));
    }
}
