package dev.rdplab.lab.scenario;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a scenario must lead to, as the client sees its last connection.
 *
 * @param by the side that ends it, when that matters
 * @param detail a part of what is said about the ending, such as the field to blame; empty when that does not matter
 * @param server how the server must see its last connection end, when that matters
 * @param attempts connections the server counts, when that matters
 * @param mstsc the pair that mstsc is expected to show; empty when that is unknown
 * @param confidence of {@code mstsc}
 * @param programs what real programs show, where the file says so
 */
public record Expectation(
        Stage stage,
        EndingKind ending,
        Optional<Role> by,
        OptionalLong code,
        String detail,
        Optional<Server> server,
        OptionalInt attempts,
        Optional<CodePair> mstsc,
        Confidence confidence,
        Map<Program, Shown> programs) {

    public Expectation {
        programs = Map.copyOf(programs);
    }

    /** How the server sees the end of its last connection. */
    public record Server(Stage stage, EndingKind ending, Optional<Role> by, OptionalLong code, String detail) {}

    /**
     * What a real program shows.
     *
     * @param exit its exit code
     * @param log a part of the line in its log that tells; may be empty
     * @param attempts connections in one run, where that was counted
     */
    public record Shown(int exit, Confidence confidence, String log, OptionalInt attempts) {}
}
