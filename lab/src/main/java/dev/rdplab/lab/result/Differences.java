package dev.rdplab.lab.result;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.scenario.Expectation;
import dev.rdplab.lab.verdict.Prediction;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares what came with what a scenario expects. */
final class Differences {

    private Differences() {}

    static List<String> between(Expectation expected, Result result) {
        var differences = new ArrayList<String>();
        var client = result.client();
        compare(differences, "stage", expected.stage(), client.stage());
        boolean proxied = putBetween(result.link());
        compare(differences, "ending", expected.ending(), seen(client.ending(), expected.ending(), proxied));
        expected.by().ifPresent(by -> compare(differences, "ended by", by, client.by()));
        expected.code()
                .ifPresent(code -> compare(
                        differences,
                        "code",
                        Codes.text(code),
                        client.code().isPresent() ? Codes.text(client.code().getAsLong()) : "none"));
        contains(differences, "detail", expected.detail(), client.detail());
        expected.server().ifPresent(server -> server(differences, server, result.server(), proxied));
        expected.attempts().ifPresent(attempts -> compare(differences, "attempts", attempts, result.attempts()));
        expected.mstsc()
                .filter(pair -> !measured(result))
                .ifPresent(pair -> mstsc(differences, pair, expected, result));
        return differences;
    }

    /** Whether mstsc was measured by this user: that outranks what a file expects of it. */
    private static boolean measured(Result result) {
        return Optional.ofNullable(result.predictions().get(Program.MSTSC))
                .filter(prediction -> prediction.confidence() == Confidence.MEASURED)
                .isPresent();
    }

    /** What mstsc is said to show, and how far to believe it: that may differ where a proxy made a FIN of an RST. */
    private static void mstsc(List<String> differences, CodePair pair, Expectation expected, Result result) {
        var prediction = Optional.ofNullable(result.predictions().get(Program.MSTSC));
        var shown = prediction.flatMap(Prediction::pair).map(CodePair::toString).orElse("unknown");
        compare(differences, "mstsc", pair.toString(), shown);
        prediction
                .filter(same -> shown.equals(pair.toString()) && result.client().ending() == expected.ending())
                .ifPresent(same -> compare(
                        differences,
                        "confidence",
                        expected.confidence().word(),
                        same.confidence().word()));
    }

    private static void server(
            List<String> differences, Expectation.Server expected, Optional<Side> came, boolean proxied) {
        if (came.isEmpty()) {
            differences.add("the server saw no connection");
            return;
        }
        var side = came.get();
        compare(differences, "server's stage", expected.stage(), side.stage());
        compare(differences, "server's ending", expected.ending(), seen(side.ending(), expected.ending(), proxied));
        expected.by().ifPresent(by -> compare(differences, "server's side ended by", by, side.by()));
        if (expected.code().isPresent()) {
            compare(differences, "server's code", expected.code(), side.code());
        }
        contains(differences, "server's detail", expected.detail(), side.detail());
    }

    /** Whether a proxy without toxics stands where the scenario has nothing. */
    private static boolean putBetween(LinkUsed link) {
        boolean proxy = link.backend().equals("embedded") || link.backend().equals("toxiproxy");
        return proxy && link.settings().isEmpty();
    }

    /**
     * A proxy has two connections: an RST on one arrives as a FIN on the other, and a FIN as an RST at an end that had still
     * something to send.
     */
    private static EndingKind seen(EndingKind came, EndingKind expected, boolean proxied) {
        return proxied && expected.isClose() && came.isClose() ? expected : came;
    }

    private static void contains(List<String> differences, String what, String part, String came) {
        if (!came.contains(part)) {
            differences.add(what + " '" + came + "', expected '" + part + "' in it");
        }
    }

    private static void compare(List<String> differences, String what, Object expected, Object came) {
        if (!expected.equals(came)) {
            differences.add(what + " " + came + ", expected " + expected);
        }
    }
}
