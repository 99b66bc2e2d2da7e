package dev.rdplab.diagnosis.logs;

import dev.rdplab.diagnosis.logs.join.ConnectionLogs.Statement;
import dev.rdplab.diagnosis.logs.rule.LogRule;
import dev.rdplab.lab.verdict.LogRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record as it is shown: only the fields that decide, and no names that a capture does not show. Of a line of text the
 * phrase that decides is shown.
 */
public final class Quote {

    private static final String MESSAGE = "message";
    private static final String MASK = "***";

    private Quote() {}

    /** @param names whether names of users and machines are shown, and lines of text whole */
    public static LogRecord of(Statement statement, boolean names) {
        var entry = statement.record();
        return new LogRecord(
                entry.file(),
                entry.record(),
                entry.channel(),
                entry.provider(),
                entry.id(),
                entry.time(),
                fields(statement, names));
    }

    private static Map<String, String> fields(Statement statement, boolean names) {
        var fields = new LinkedHashMap<String, String>();
        for (String field : statement.rule().quote()) {
            LogRule.value(statement.record(), field)
                    .ifPresent(value -> fields.put(field, names ? value : masked(statement, field, value)));
        }
        return fields;
    }

    private static String masked(Statement statement, String field, String value) {
        return switch (field) {
            case MESSAGE -> statement.rule().phrase(field, value).orElse(MASK);
            case "Targetname" -> value.contains("/") ? value.substring(0, value.indexOf('/') + 1) + MASK : MASK;
            case "TargetRealm", "data1" -> MASK;
            default -> value;
        };
    }
}
