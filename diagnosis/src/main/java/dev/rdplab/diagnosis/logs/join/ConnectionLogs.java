package dev.rdplab.diagnosis.logs.join;

import dev.rdplab.diagnosis.logs.LogEntry;
import dev.rdplab.diagnosis.logs.rule.AbsenceRule;
import dev.rdplab.diagnosis.logs.rule.LogRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the logs say of one connection.
 *
 * @param connection the connection
 * @param joined how its records were found; empty when there are none
 * @param statements the records that belong to it and say something, in the order of time
 * @param absences channels that cover its time and have no such record
 * @param ambiguous records that would prove a cause, were this the only connection that fits
 * @param notes what kept a record from counting
 */
public record ConnectionLogs(
        LoggedConnection connection,
        Optional<String> joined,
        List<Statement> statements,
        List<AbsenceRule> absences,
        List<Statement> ambiguous,
        List<String> notes) {

    public ConnectionLogs {
        statements = List.copyOf(statements);
        absences = List.copyOf(absences);
        ambiguous = List.copyOf(ambiguous);
        notes = List.copyOf(notes);
    }

    /**
     * A record and what it says.
     *
     * @param time of the record, on the capture's clock
     */
    public record Statement(LogEntry record, LogRule rule, Instant time) {

        boolean does(LogRule.Effect effect) {
            return rule.effect() == effect;
        }
    }

    /** The records that prove a cause. */
    public List<Statement> proofs() {
        return statements.stream().filter(s -> s.does(LogRule.Effect.PROVES)).toList();
    }

    /** Whether they prove different causes: then they prove none. */
    public boolean contradictory() {
        return proofs().stream().map(s -> s.rule().cause()).distinct().count() > 1;
    }

    /** The cause that is proven. */
    public Optional<String> proven() {
        return contradictory()
                ? Optional.empty()
                : proofs().stream().findFirst().flatMap(s -> s.rule().cause());
    }

    /** The records that make a cause likelier. */
    public List<Statement> supports() {
        return statements.stream().filter(s -> s.does(LogRule.Effect.SUPPORTS)).toList();
    }

    /** What is worth a note and speaks for no cause. */
    public List<Statement> remarks() {
        return statements.stream().filter(s -> s.does(LogRule.Effect.NOTES)).toList();
    }

    /** The record with the first number of mstsc's pair. */
    public Optional<Statement> observation() {
        return statements.stream().filter(s -> s.does(LogRule.Effect.OBSERVES)).findFirst();
    }

    /** The first number of mstsc's pair, as the client wrote it down. */
    public OptionalLong observed() {
        return observation().map(s -> s.rule().number(s.record())).orElse(OptionalLong.empty());
    }
}
