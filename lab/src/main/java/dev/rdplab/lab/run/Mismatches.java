package dev.rdplab.lab.run;

import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.scenario.Expectation;
import dev.rdplab.lab.verdict.Facts;
import dev.rdplab.lab.verdict.Predictions;
import dev.rdplab.transport.ConnectionReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** In what a run differs from what its scenario expects. */
final class Mismatches {

    private final List<String> found = new ArrayList<>();

    private Mismatches() {}

    static List<String> of(Expectation expect, ClientReport client, List<ConnectionReport> server) {
        var mismatches = new Mismatches();
        var ending = client.ending();
        mismatches.compare("stage", expect.stage(), ending.stage());
        mismatches.compare("ending", expect.ending(), ending.kind());
        expect.by()
                .ifPresent(by -> mismatches.compare("by", by, ending.outcome().by()));
        if (expect.code().isPresent()) {
            mismatches.compare("code", hex(expect.code()), hex(ending.outcome().code()));
        }
        expect.attempts().ifPresent(count -> mismatches.compare("attempts", count, server.size()));
        expect.mstsc().ifPresent(pair -> {
            var shown = Predictions.of(Facts.of(ending)).get(Program.MSTSC).pair();
            mismatches.compare(
                    "mstsc", pair.toString(), shown.map(Object::toString).orElse("unknown"));
        });
        return mismatches.found;
    }

    private void compare(String what, Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            this.found.add(what + " " + found + " instead of " + expected);
        }
    }

    private static String hex(OptionalLong code) {
        return code.isPresent() ? "0x" + Long.toHexString(code.getAsLong()) : "none";
    }
}
