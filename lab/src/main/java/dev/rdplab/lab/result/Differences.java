package dev.rdplab.lab.result;

import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.scenario.Expectation;
import java.util.ArrayList;
import java.util.List;

/** Compares what came with what a scenario expects. */
final class Differences {

    private Differences() {}

    static List<String> between(Expectation expected, Result result) {
        var differences = new ArrayList<String>();
        var client = result.client();
        compare(differences, "stage", expected.stage(), client.stage());
        compare(differences, "ending", expected.ending(), client.ending());
        expected.by().ifPresent(by -> compare(differences, "ended by", by, client.by()));
        expected.code()
                .ifPresent(code -> compare(
                        differences,
                        "code",
                        Codes.text(code),
                        client.code().isPresent() ? Codes.text(client.code().getAsLong()) : "none"));
        expected.attempts().ifPresent(attempts -> compare(differences, "attempts", attempts, result.attempts()));
        expected.mstsc()
                .ifPresent(pair -> compare(
                        differences,
                        "mstsc",
                        pair.toString(),
                        result.predictions().containsKey(Program.MSTSC)
                                ? result.predictions()
                                        .get(Program.MSTSC)
                                        .pair()
                                        .map(CodePair::toString)
                                        .orElse("unknown")
                                : "unknown"));
        return differences;
    }

    private static void compare(List<String> differences, String what, Object expected, Object came) {
        if (!expected.equals(came)) {
            differences.add(what + " " + came + ", expected " + expected);
        }
    }
}
