package dev.rdplab.diagnosis;

import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.capture.rebuild.Rebuilt;
import dev.rdplab.diagnosis.capture.tcp.TcpConnection;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.evidence.SeenConnection;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.Side;
import dev.rdplab.lab.result.StageTime;
import dev.rdplab.lab.verdict.Causes;
import dev.rdplab.lab.verdict.Facts;
import dev.rdplab.lab.verdict.Measured;
import dev.rdplab.lab.verdict.Observed;
import dev.rdplab.lab.verdict.Prediction;
import dev.rdplab.lab.verdict.Predictions;
import dev.rdplab.lab.verdict.RankedCause;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The verdict about one connection of a capture.
 *
 * @param result without an expectation: it is good when the handshake completed
 */
public record Diagnosis(Rebuilt connection, Result result) {

    private static final LinkUsed CAPTURE = new LinkUsed("capture", "real", Map.of());

    /** One for each connection, in the order of the capture. @param file its name, for the subjects of the results */
    public static List<Diagnosis> of(String file, Captures captures) {
        return Relations.told(captures.connections()).stream()
                .map(connection -> of(file, connection))
                .toList();
    }

    /** Ready to be written. @param replay the command that does the same again */
    public EvidenceCase evidence(String replay) {
        var seen = new SeenConnection(
                connection.client(),
                connection.server(),
                connection.clientAddress(),
                connection.serverAddress(),
                connection.startNanos(),
                connection.clientEnding(),
                connection.notes());
        var made = EvidenceCase.of(result, seen, replay);
        return connection.inferred()
                ? made.fact(
                        "inferred",
                        "the stages after TLS, from the lengths of encrypted records; what each length fits is said at its message")
                : made;
    }

    /** Whether nothing failed: the handshake completed, or the session was up before the capture began. */
    public boolean good() {
        return result.client().completed() || result.client().ending() == EndingKind.ALREADY_UP;
    }

    /** From the first of the connection in the capture to the last. */
    public Duration seenFor() {
        var events = connection.client().events();
        return Duration.ofNanos(
                events.isEmpty() ? 0 : events.get(events.size() - 1).nanos());
    }

    /** The verdict as the client's end would have it, which saw what its user saw. */
    public static Diagnosis of(String file, Rebuilt connection) {
        var ending = connection.clientEnding();
        var result = new Result(
                file + "#" + connection.number(),
                OptionalLong.empty(),
                CAPTURE,
                1,
                Side.of(ending),
                Optional.of(Side.of(connection.serverEnding())),
                ending.kind() == EndingKind.ALREADY_UP ? List.of() : stages(connection.client()),
                predictions(connection),
                causes(connection),
                "",
                Optional.empty(),
                List.of(),
                List.of());
        return new Diagnosis(connection, result);
    }

    private static Facts facts(Rebuilt connection) {
        var facts = Observed.of(connection.clientEnding(), connection.client());
        for (String word : connection.observed()) {
            facts = facts.observed(word);
        }
        return Observed.ofAnswer(facts, connection.clientEnding(), answered(connection));
    }

    /** Bytes of the server that came after its Connection Confirm, or before there was one. */
    private static long answered(Rebuilt connection) {
        long confirm = connection.client().events().stream()
                .filter(event ->
                        event.kind() == Transcript.Kind.RECEIVED && event.pdu().equals("ConnectionConfirm"))
                .mapToLong(event -> event.bytes().length())
                .sum();
        return connection.tcp().map(tcp -> tcp.server().told() - confirm).orElse(0L);
    }

    /** Nothing is predicted of an outcome that is not in the file, nor of a code that only the keys show. */
    private static Map<Program, Prediction> predictions(Rebuilt connection) {
        boolean told = !connection.open() && !silentOnCause(connection);
        if (told || connection.clientEnding().kind() == EndingKind.COMPLETED) {
            return Measured.ofEnding(Predictions.of(facts(connection)));
        }
        var unknown = new EnumMap<Program, Prediction>(Program.class);
        for (Program program : Program.values()) {
            unknown.put(program, Prediction.unknown(program));
        }
        return unknown;
    }

    /** Without the keys a cause is inferred at most. */
    private static List<RankedCause> causes(Rebuilt connection) {
        var kind = connection.clientEnding().kind();
        if (kind == EndingKind.COMPLETED || silentOnCause(connection) && kind != EndingKind.PORT_CHECK) {
            return List.of();
        }
        var causes = Causes.of(facts(connection));
        return connection.inferred()
                ? causes.stream().map(RankedCause::inferred).toList()
                : causes;
    }

    /** Endings of which the capture holds no cause: what is missing in it may be the cause. */
    private static boolean silentOnCause(Rebuilt connection) {
        boolean oneDirection =
                connection.tcp().flatMap(TcpConnection::onlyDirection).isPresent();
        return connection.clientEnding().kind().isOfCaptures()
                || oneDirection
                || connection.incomplete()
                || connection.notRdp();
    }

    /** From the time of each stage's first event to the next one's; bytes are those of messages and TLS records. */
    private static List<StageTime> stages(Transcript transcript) {
        var stages = new ArrayList<StageTime>();
        Stage stage = Stage.CONNECT;
        long from = 0;
        long last = 0;
        long up = 0;
        long down = 0;
        for (var event : transcript.events()) {
            last = Math.max(last, event.nanos());
            if (event.stage() != stage) {
                stages.add(time(stage, from, event.nanos(), up, down));
                stage = event.stage();
                from = event.nanos();
                up = 0;
                down = 0;
            }
            if (event.kind() == Transcript.Kind.SENT) {
                up += event.bytes().length();
            } else if (event.kind() == Transcript.Kind.RECEIVED) {
                down += event.bytes().length();
            }
        }
        stages.add(time(stage, from, last, up, down));
        return stages;
    }

    private static StageTime time(Stage stage, long from, long to, long up, long down) {
        return new StageTime(stage, Duration.ofNanos(from), Duration.ofNanos(Math.max(0, to - from)), up, down);
    }
}
