package dev.rdplab.junitjupiter;

import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.run.TranscriptText;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.opentest4j.AssertionFailedError;

/**
 * Assertions on a connection, to be read as one sentence. Each returns itself or throws an {@link AssertionFailedError}
 * with the transcript, the verdict, the command that does it again and the folder with the evidence.
 */
public final class ConnectionAssert {

    private final LabConnection connection;

    ConnectionAssert(LabConnection connection) {
        this.connection = connection;
    }

    /** It came at least to this stage. */
    public ConnectionAssert reached(Stage stage) {
        check(came(stage), "reach " + stage, ended());
        return this;
    }

    public ConnectionAssert didNotReach(Stage stage) {
        check(!came(stage), "not reach " + stage, ended());
        return this;
    }

    /** It ended in this stage. */
    public ConnectionAssert endedIn(Stage stage) {
        return equal(stage, connection.stage(), "end in " + stage, ended());
    }

    public ConnectionAssert endedWith(EndingKind kind) {
        return equal(kind, connection.ending().kind(), "end with " + kind, ended());
    }

    /** It was this end that ended it. */
    public ConnectionAssert by(Role role) {
        return equal(role, connection.ending().outcome().by(), "be ended by the " + role, ended());
    }

    /** The ending carried this number: alert, failure code, NTSTATUS, errorInfo or MCS result; unsigned. */
    public ConnectionAssert withCode(long code) {
        var came = connection.ending().outcome().code();
        return equal(
                OptionalLong.of(code),
                came,
                "end with code 0x" + Long.toHexString(code),
                came.isEmpty() ? "it carried none" : "it was 0x" + Long.toHexString(came.getAsLong()));
    }

    /** It was the so-manieth connection: of the server, or of this run of the client. */
    public ConnectionAssert afterAttempts(int count) {
        return equal(count, connection.attempts(), "be attempt " + count, "it was attempt " + connection.attempts());
    }

    /**
     * These messages came in this order, whichever way they went, others between them or not.
     *
     * @param names of PDUs such as {@code ConnectionRequest}, of what they carry such as {@code NTLM CHALLENGE}, or of TLS
     *     messages in clear such as {@code ClientHello}
     */
    public ConnectionAssert inOrder(String... names) {
        var left = new ArrayDeque<>(List.of(names));
        for (String message : connection.messages()) {
            if (!left.isEmpty() && isNamed(message, left.peek())) {
                left.remove();
            }
        }
        check(
                left.isEmpty(),
                "have the messages " + String.join(", ", names) + " in this order",
                left.peek() + " was not among the rest of " + connection.messages());
        return this;
    }

    /** From its beginning to its ending. */
    public ConnectionAssert tookLessThan(Duration limit) {
        check(
                connection.duration().compareTo(limit) < 0,
                "take less than " + millis(limit),
                "it took " + millis(connection.duration()));
        return this;
    }

    public ConnectionAssert tookAtLeast(Duration limit) {
        check(
                connection.duration().compareTo(limit) >= 0,
                "take at least " + millis(limit),
                "it took " + millis(connection.duration()));
        return this;
    }

    /** It came to the stage, and was in it no longer than that. */
    public ConnectionAssert tookLessThan(Duration limit, Stage stage) {
        var took = connection.duration(stage);
        check(
                took.isPresent() && took.get().compareTo(limit) < 0,
                "take less than " + millis(limit) + " in " + stage,
                took.map(time -> "it took " + millis(time)).orElse("it never came there"));
        return this;
    }

    /** What mstsc shows for such an ending: a pair such as {@code 0x904/0x7}, {@code session} or {@code unknown}. */
    public ConnectionAssert predicts(String shown) {
        return predicts(Program.MSTSC, shown);
    }

    /** What a real client shows for such an ending: for mstsc a pair, for others the exit code. */
    public ConnectionAssert predicts(Program program, String shown) {
        var prediction = connection.prediction(program);
        boolean pair = program.showsPair() && shown.startsWith("0x");
        boolean same = pair
                ? prediction.pair().map(CodePair.parse(shown)::equals).orElse(false)
                : prediction.shows().equals(shown);
        check(
                same,
                "make " + program + " show " + shown,
                "that would be " + prediction.shows() + " (" + prediction.confidence() + ")");
        return this;
    }

    /** At least one fault of the scenario was triggered, and none failed to. */
    public ConnectionAssert wasStruckByItsFaults() {
        check(
                !connection.faults().isEmpty() && connection.problems().isEmpty(),
                "have its faults triggered",
                connection.faults().isEmpty() ? "none triggered" : "" + connection.problems());
        return this;
    }

    /** It ended as the scenario says that the client sees it: stage, ending, who ended it and the code. */
    public ConnectionAssert endedAsExpectedBy(Scenario scenario) {
        var expected = scenario.expect();
        endedIn(expected.stage()).endedWith(expected.ending());
        expected.by().ifPresent(this::by);
        expected.code().ifPresent(this::withCode);
        return this;
    }

    /** By the title, or by whole words of what it carries. */
    private static boolean isNamed(String title, String name) {
        return title.matches("(?:.*[( ])?\\Q" + name.replace("\\E", "") + "\\E(?:[ ),].*)?");
    }

    private boolean came(Stage stage) {
        return connection.stage().compareTo(stage) >= 0;
    }

    private String ended() {
        return "it ended " + TranscriptText.ending(connection.ending());
    }

    private ConnectionAssert equal(Object expected, Object actual, String must, String but) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionFailedError(message(must, but), expected, actual);
        }
        return this;
    }

    private void check(boolean holds, String must, String but) {
        if (!holds) {
            throw new AssertionFailedError(message(must, but));
        }
    }

    private String message(String must, String but) {
        return "expected the connection to " + must + ", but " + but + "\n\n" + connection.described();
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
