package dev.rdplab.junitjupiter;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.relay.PassedConnection;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.Results;
import dev.rdplab.lab.run.PlayedConnection;
import dev.rdplab.lab.run.TranscriptHash;
import dev.rdplab.lab.run.TranscriptText;
import dev.rdplab.lab.verdict.Facts;
import dev.rdplab.lab.verdict.Measured;
import dev.rdplab.lab.verdict.Prediction;
import dev.rdplab.lab.verdict.Predictions;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.transport.ConnectionReport;
import dev.rdplab.transport.StageTime;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A connection that is over, as one end saw it. See {@link RdpAssertions} for what can be said about it. */
public final class LabConnection {

    private final ConnectionReport report;
    private final int attempts;
    private final List<String> fired;
    private final List<String> problems;
    private final String title;
    private final String scenario;
    private final String replay;
    private final Supplier<EvidenceCase> facts;
    private final TestEvidence evidence;

    private LabConnection(
            ConnectionReport report,
            int attempts,
            List<String> fired,
            List<String> problems,
            String title,
            String scenario,
            String replay,
            Supplier<EvidenceCase> facts,
            TestEvidence evidence) {
        this.report = report;
        this.attempts = attempts;
        this.fired = fired;
        this.problems = problems;
        this.title = title;
        this.scenario = scenario;
        this.replay = replay;
        this.facts = facts;
        this.evidence = evidence;
    }

    static LabConnection served(
            PlayedConnection played, Script script, InetSocketAddress server, LinkUsed link, TestEvidence evidence) {
        var path = played.scenario().path();
        String replay = Replay.of(script, played.seed())
                .map(Replay::command)
                .orElse("run the test again; the seed is " + played.seed());
        return new LabConnection(
                played.report(),
                played.number(),
                played.fired().stream().map(Object::toString).toList(),
                played.problems(),
                "connection " + played.number() + " as the server saw it, scenario " + path + ", seed " + played.seed(),
                script.text(),
                replay,
                () -> EvidenceCase.of(played, link, server, replay),
                evidence);
    }

    /** @param server what makes the server do the same again; empty when it was not the lab's */
    static LabConnection made(
            ClientReport client, ClientOptions options, Optional<Replay> server, TestEvidence evidence) {
        var target = options.target().getHostString() + ":" + options.target().getPort();
        int attempts = client.attempts().size();
        String probe = "rdplab probe " + target + " --profile "
                + options.profile().word() + " --security " + options.security().word();
        String replay = server.map(
                        s -> s.command() + " --port " + options.target().getPort() + ", and against it " + probe)
                .orElse(probe);
        return new LabConnection(
                client.last(),
                attempts,
                List.of(),
                List.of(),
                "attempt " + attempts + " as the client saw it, at " + target,
                server.map(Replay::file).orElse(""),
                replay,
                () -> EvidenceCase.of(
                        result(target, client),
                        replay,
                        client,
                        List.of(options.credentials().password())),
                evidence);
    }

    /** One leg of a connection through a relay. @param end {@code client} or {@code server} */
    static LabConnection passed(
            PassedConnection passed,
            ConnectionReport leg,
            String end,
            Script script,
            InetSocketAddress server,
            TestEvidence evidence) {
        String target = server.getHostString() + ":" + server.getPort();
        var plays = Replay.of(script, script.scenario().seed().orElse(0));
        String replay = plays.map(again -> again.command().replace("rdplab serve", "rdplab relay " + target))
                .orElse("run the test again");
        return new LabConnection(
                leg,
                passed.number(),
                passed.fired(),
                passed.result().problems(),
                "connection " + passed.number() + ", the " + end + "'s leg of a relay to " + target,
                plays.map(Replay::file).orElse(""),
                replay,
                () -> EvidenceCase.of(passed.result(), passed.report(), replay),
                evidence);
    }

    private static Result result(String target, ClientReport client) {
        return Results.of(
                target,
                OptionalLong.empty(),
                LinkUsed.NETWORK,
                client,
                Optional.empty(),
                TranscriptHash.of(client, List.of()),
                Optional.empty(),
                List.of());
    }

    /** The end whose view this is. */
    public Role role() {
        return report.transcript().role();
    }

    /** At a server the number of this connection, from 1; at a client how many attempts it made, this one included. */
    public int attempts() {
        return attempts;
    }

    public Ending ending() {
        return report.ending();
    }

    /** The latest stage it came to. */
    public Stage stage() {
        return ending().stage();
    }

    public Transcript transcript() {
        return report.transcript();
    }

    /** Titles of the messages sent and received, in order, those of TLS in clear among them. */
    public List<String> messages() {
        return transcript().events().stream().flatMap(LabConnection::title).toList();
    }

    private static Stream<String> title(Transcript.Event event) {
        return switch (event.kind()) {
            case SENT, RECEIVED ->
                Stream.of(event.carries().isEmpty() ? event.pdu() : event.pdu() + " (" + event.carries() + ")");
            case SIGNAL ->
                event.detail().matches("tls [<>] \\w+ \\d+")
                        ? Stream.of(event.detail().split(" ")[2])
                        : Stream.empty();
            default -> Stream.empty();
        };
    }

    /** The faults that were triggered, in order. */
    public List<String> faults() {
        return fired;
    }

    /** Faults that were due and could not be carried out. */
    public List<String> problems() {
        return problems;
    }

    /** How long a stage took; empty when it was not entered. */
    public Optional<Duration> duration(Stage stage) {
        return report.stage(stage).map(StageTime::durationNanos).map(Duration::ofNanos);
    }

    /** From its beginning to its ending. */
    public Duration duration() {
        return Duration.ofNanos(report.endNanos() - report.startNanos());
    }

    /** What a real client would show for such an ending. */
    public Prediction prediction(Program program) {
        return Measured.ofEnding(Predictions.of(Facts.of(ending()))).get(program);
    }

    /** All that is known, for a failure; leaves it in the evidence folder too. */
    String described() {
        String transcript = TranscriptText.of(report);
        String verdict = TranscriptText.verdict(ending());
        String head = title + "\n" + transcript + verdict
                + (fired.isEmpty() ? "" : "faults triggered: " + fired + "\n")
                + (problems.isEmpty() ? "" : "faults that could not act: " + problems + "\n");
        String name = role() + "-" + attempts;
        String tail = "replay: " + replay.replace(Replay.FILE, evidence.file(name, Replay.FILE)) + "\n";
        Optional<Path> folder = evidence.leave(name, facts.get(), head + tail, scenario);
        return head + tail + folder.map(path -> "evidence: " + path).orElse("evidence could not be written");
    }

    @Override
    public String toString() {
        return title + ": " + TranscriptText.ending(ending());
    }
}
