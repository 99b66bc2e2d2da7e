package dev.rdplab.lab.relay;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.lab.run.Reach;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.relay.LegEnd;
import dev.rdplab.relay.RelayReport;
import dev.rdplab.transport.ConnectFailure;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Corrects the report of a connection through a link whose server cannot be reached. A link accepts before it connects to the server,
 * and closes when it cannot: on the wire that looks as if the server had closed.
 */
public final class Unreached {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private Unreached() {}

    /** Whether the leg to the server was closed from its far end before a byte came from there. */
    static boolean suspected(RelayReport report) {
        var end = report.server().end();
        return end.by() == Role.SERVER
                && end.ending().isClose()
                && report.server().fromServer() == 0;
    }

    /**
     * Returns the report as it is, or, if the server closed without a byte and a TCP connection to it fails too, with that failure as
     * the end of the leg to the server. May block for 2 s.
     *
     * @param server beyond the link
     */
    public static RelayReport corrected(RelayReport report, InetSocketAddress server) {
        if (!suspected(report)) {
            return report;
        }
        long began = System.nanoTime();
        try {
            Reach.check(server, Reach.text(server), LIMIT);
            return report;
        } catch (LinkUnavailableException failed) {
            var why = ConnectFailure.of(failed.getCause(), Duration.ofNanos(System.nanoTime() - began));
            return corrected(report, why, failed.getMessage());
        }
    }

    private static RelayReport corrected(RelayReport report, ConnectFailure why, String detail) {
        boolean silent = why == ConnectFailure.NO_ANSWER || why == ConnectFailure.KERNEL_GAVE_UP;
        boolean answered = why == ConnectFailure.REFUSED || why == ConnectFailure.RESET;
        var server = new LegEnd(
                Optional.of(Stage.CONNECT),
                silent ? EndingKind.TIMEOUT : EndingKind.REFUSED,
                answered ? Role.SERVER : Role.CLIENT,
                OptionalLong.empty(),
                detail,
                "",
                "");
        report.server()
                .transcript()
                .add(new Transcript.Event(
                        report.endNanos(),
                        Transcript.Kind.SIGNAL,
                        Stage.CONNECT,
                        "",
                        "",
                        Bytes.EMPTY,
                        "the link ended it, not the server: " + detail));
        var client = report.client().end();
        var told = client.by() == Role.SERVER
                ? new LegEnd(
                        client.stage(),
                        client.ending(),
                        client.by(),
                        client.code(),
                        "the server cannot be reached: " + detail,
                        client.lastFromClient(),
                        client.lastFromServer())
                : client;
        return report.ends(told, server);
    }
}
