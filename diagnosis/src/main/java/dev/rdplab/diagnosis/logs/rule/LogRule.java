package dev.rdplab.diagnosis.logs.rule;

import dev.rdplab.diagnosis.logs.LogEntry;
import dev.rdplab.protocol.Stage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What a record says about a connection.
 *
 * @param provider the provider, or the program of a text log
 * @param ids event ids; {@code 0} in text logs
 * @param where each must fit
 * @param unless none may fit
 * @param join how the record is brought to its connection
 * @param reached the stage that a connection reached at least when such a record is about it; empty where any may be
 * @param effect what follows
 * @param cause the id of a cause, for effects that have one
 * @param says one sentence
 * @param otherwise what else the record can be about; empty where nothing is known
 * @param quote the fields that decide, in the order in which they are shown
 */
public record LogRule(
        String provider,
        List<Integer> ids,
        List<FieldTest> where,
        List<FieldTest> unless,
        Join join,
        Optional<Stage> reached,
        Effect effect,
        Optional<String> cause,
        String says,
        String otherwise,
        List<String> quote) {

    private static final Pattern ERROR_INFO = Pattern.compile("SetErrorInfo\\((0x[0-9a-fA-F]+|\\d+)\\)");

    /** The name under which rules see the number of {@code SetErrorInfo(N)} in the field {@code MethodName}. */
    public static final String ERROR_INFO_FIELD = "ErrorInfo";

    public LogRule {
        ids = List.copyOf(ids);
        where = List.copyOf(where);
        unless = List.copyOf(unless);
        quote = List.copyOf(quote);
    }

    /** How a record is brought to its connection. */
    public enum Join {
        /** By the ActivityID of the connection's event 131. */
        ACTIVITY,
        /** By the client's address, and its port where the record has one. */
        ADDRESS,
        /** By time, when one connection fits and no other. */
        TIME;
    }

    /** What follows from the record. */
    public enum Effect {
        /** The cause is proven. */
        PROVES,
        /** The cause is likelier. */
        SUPPORTS,
        /** Nothing about the cause; the sentence is a note. */
        NOTES,
        /** The record has the first number of mstsc's pair in the quoted field. */
        OBSERVES,
        /** The server accepted the connection of the address and port in the field {@code ClientIP}. */
        ACCEPTS,
        /** The last line of a connection in a text log. */
        ENDS;
    }

    public boolean fits(LogEntry record) {
        return ids.contains(record.id())
                && provider.equalsIgnoreCase(record.provider())
                && where.stream()
                        .allMatch(test ->
                                value(record, test.field()).filter(test::fits).isPresent())
                && unless.stream()
                        .noneMatch(test ->
                                value(record, test.field()).filter(test::fits).isPresent());
    }

    /** The value of a field, {@link #ERROR_INFO_FIELD} included. */
    public static Optional<String> value(LogEntry record, String field) {
        if (field.equals(ERROR_INFO_FIELD)) {
            return record.field("MethodName")
                    .map(ERROR_INFO::matcher)
                    .filter(m -> m.matches())
                    .map(m -> m.group(1));
        }
        return record.field(field);
    }

    /** The words that the rule looked for in a field and found. */
    public Optional<String> phrase(String field, String value) {
        return where.stream()
                .filter(test -> test.field().equals(field))
                .flatMap(test -> test.values().stream())
                .filter(wanted -> new FieldTest(field, List.of(wanted)).fits(value))
                .map(wanted -> symbol(wanted.replace("*", ""), value))
                .findFirst();
    }

    /** What begins a symbol is shown as the whole symbol. */
    private static String symbol(String part, String value) {
        var whole = Pattern.compile(Pattern.quote(part) + (part.endsWith("_") ? "[A-Z0-9_]*" : ""))
                .matcher(value);
        return whole.find() ? whole.group() : part;
    }

    /** The number in the first quoted field. */
    public OptionalLong number(LogEntry record) {
        return quote.stream()
                .map(field -> value(record, field).map(LogNumbers::parse).orElse(OptionalLong.empty()))
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }
}
