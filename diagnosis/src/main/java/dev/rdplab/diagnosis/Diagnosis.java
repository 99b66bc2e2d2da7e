package dev.rdplab.diagnosis;

import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.capture.rebuild.Rebuilt;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.evidence.SeenConnection;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.Side;
import dev.rdplab.lab.result.StageTime;
import dev.rdplab.lab.verdict.Causes;
import dev.rdplab.lab.verdict.Facts;
import dev.rdplab.lab.verdict.Predictions;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import java.time.Duration;
import java.util.ArrayList;
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
        return captures.connections().stream()
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
        return EvidenceCase.of(result, seen, replay);
    }

    /** The verdict as the client's end would have it, which saw what its user saw. */
    public static Diagnosis of(String file, Rebuilt connection) {
        var ending = connection.clientEnding();
        var facts = Facts.of(ending);
        for (String word : connection.observed()) {
            facts = facts.observed(word);
        }
        var result = new Result(
                file + "#" + connection.number(),
                OptionalLong.empty(),
                CAPTURE,
                1,
                Side.of(ending),
                Optional.of(Side.of(connection.serverEnding())),
                stages(connection.client()),
                Predictions.of(facts),
                ending.kind() == EndingKind.COMPLETED ? List.of() : Causes.of(facts),
                "",
                Optional.empty(),
                List.of(),
                List.of());
        return new Diagnosis(connection, result);
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
