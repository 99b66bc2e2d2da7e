package dev.rdplab.transport;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.Transcript;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A finished connection.
 *
 * @param number within the run, from 1
 * @param local this end's address; empty when there never was a socket
 * @param peer empty when there never was a socket
 * @param startNanos since the run began; for a client the moment it began to connect
 * @param endNanos since the run began
 * @param atDeadline what the kernel knew when a deadline passed
 * @param recorded raw bytes in order, if they were recorded
 */
public record ConnectionReport(
        int number,
        Optional<InetSocketAddress> local,
        Optional<InetSocketAddress> peer,
        Ending ending,
        Transcript transcript,
        List<StageTime> stages,
        long startNanos,
        long endNanos,
        Optional<TcpState> atDeadline,
        List<RawBytes> recorded) {

    public ConnectionReport {
        stages = List.copyOf(stages);
        recorded = List.copyOf(recorded);
    }

    /** Of a connection whose socket is closed. */
    public static ConnectionReport of(Connection connection, Ending ending, long startNanos, long endNanos) {
        var transcript = connection.endpoint().transcript();
        return new ConnectionReport(
                transcript.connection(),
                Optional.ofNullable(connection.local()),
                Optional.ofNullable(connection.remote()),
                ending,
                transcript,
                stages(connection, transcript, startNanos, endNanos),
                startNanos,
                endNanos,
                connection.atDeadline(),
                connection.recorded());
    }

    private static List<StageTime> stages(
            Connection connection, Transcript transcript, long startNanos, long endNanos) {
        var entered = transcript.events().stream()
                .filter(e -> e.kind() == Transcript.Kind.STAGE)
                .toList();
        var traffic = connection.trafficByStage();
        var stages = new ArrayList<StageTime>();
        long from = startNanos;
        Stage stage = Stage.CONNECT;
        for (var event : entered) {
            if (event.stage() != stage) {
                stages.add(new StageTime(stage, from, event.nanos(), traffic.getOrDefault(stage, Traffic.NONE)));
                stage = event.stage();
                from = event.nanos();
            }
        }
        stages.add(new StageTime(stage, from, Math.max(from, endNanos), traffic.getOrDefault(stage, Traffic.NONE)));
        return stages;
    }

    /** The same connection; its peer is the one behind a proxy. */
    public ConnectionReport from(InetSocketAddress client) {
        return peer.filter(client::equals).isPresent()
                ? this
                : new ConnectionReport(
                        number,
                        local,
                        Optional.of(client),
                        ending,
                        transcript,
                        stages,
                        startNanos,
                        endNanos,
                        atDeadline,
                        recorded);
    }

    /** How long a stage took; empty when it was not entered. */
    public Optional<StageTime> stage(Stage stage) {
        return stages.stream().filter(s -> s.stage() == stage).findFirst();
    }
}
