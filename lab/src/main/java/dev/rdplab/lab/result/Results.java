package dev.rdplab.lab.result;

import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.lab.scenario.Expectation;
import dev.rdplab.lab.verdict.Causes;
import dev.rdplab.lab.verdict.Facts;
import dev.rdplab.lab.verdict.Observed;
import dev.rdplab.lab.verdict.Predictions;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.transport.ConnectionReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Makes results of what simulators report. */
public final class Results {

    /** How the detail of a side begins that got a part of an answer. */
    public static final String INCOMPLETE = "the answer is incomplete";

    private Results() {}

    /**
     * @param subject the scenario's path, or the host that was probed
     * @param server how a server of ours saw the last connection
     * @param sha256 of the plaintext PDUs
     * @param problems see {@link Result#problems}
     */
    public static Result of(
            String subject,
            OptionalLong seed,
            LinkUsed link,
            ClientReport client,
            Optional<Ending> server,
            String sha256,
            Optional<Expectation> expected,
            List<String> problems) {
        return of(subject, seed, link, client, server, sha256, expected, problems, Set.of(), List.of());
    }

    /** The same with what else was seen. @param observed see {@link Facts#observed} */
    public static Result of(
            String subject,
            OptionalLong seed,
            LinkUsed link,
            ClientReport client,
            Optional<Ending> server,
            String sha256,
            Optional<Expectation> expected,
            List<String> problems,
            Set<String> observed,
            List<FurtherTry> tries) {
        var facts = Observed.of(client.ending(), client.last().transcript());
        for (String word : observed) {
            facts = facts.observed(word);
        }
        facts = Observed.ofTls(facts, client.ending(), received(client.last(), Stage.TLS));
        long answer = received(client.last(), client.ending().stage());
        facts = Observed.ofAnswer(facts, client.ending(), answer);
        return new Result(
                subject,
                seed,
                link,
                client.attempts().size(),
                side(client.ending(), answer),
                server.map(Side::of),
                stages(client),
                Predictions.of(facts),
                client.ending().kind() == EndingKind.COMPLETED ? List.of() : Causes.of(facts),
                sha256,
                expected,
                problems,
                tries);
    }

    /** The client's side; where only a part of the answer came, with that. */
    private static Side side(Ending ending, long received) {
        var side = Side.of(ending);
        return Observed.began(ending, received) && side.detail().isEmpty()
                ? new Side(
                        side.stage(),
                        side.ending(),
                        side.by(),
                        side.code(),
                        INCOMPLETE + ": " + received + " bytes of it came in time",
                        side.lastSent(),
                        side.lastReceived())
                : side;
    }

    private static long received(ConnectionReport connection, Stage stage) {
        return connection.stages().stream()
                .filter(s -> s.stage() == stage)
                .mapToLong(s -> s.traffic().received())
                .sum();
    }

    /** Those of the last attempt, counted from the beginning of the first. */
    private static List<StageTime> stages(ClientReport client) {
        long began = client.attempts().get(0).startNanos();
        return stages(client.last(), began);
    }

    /** The stages of one connection. @param began the time they are counted from */
    public static List<StageTime> stages(ConnectionReport connection, long began) {
        boolean client = connection.transcript().role() == Role.CLIENT;
        return connection.stages().stream()
                .map(s -> new StageTime(
                        s.stage(),
                        Duration.ofNanos(s.startNanos() - began),
                        Duration.ofNanos(s.durationNanos()),
                        client ? s.traffic().sent() : s.traffic().received(),
                        client ? s.traffic().received() : s.traffic().sent()))
                .toList();
    }
}
