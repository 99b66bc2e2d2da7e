package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodeTables;
import dev.rdplab.lab.verdict.Causes;
import dev.rdplab.lab.verdict.KnownCause;
import dev.rdplab.lab.verdict.KnownPair;
import dev.rdplab.lab.verdict.Pairs;
import dev.rdplab.lab.verdict.Predictions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Each source once, with the statements that hang on it. */
public final class Sources {

    private final Map<String, Map<String, String>> statements = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private Sources() {}

    /** Those of all causes, predictions, pairs and codes. */
    public static Map<String, List<String>> all() {
        var sources = new Sources();
        Causes.known().all().forEach(sources::cause);
        Pairs.all().forEach(sources::pair);
        Predictions.statements()
                .forEach(statement ->
                        sources.add(statement.source(), statement.text() + " [" + statement.confidence() + "]"));
        CodeTables.all().forEach(sources::code);
        return sources.listed();
    }

    /** Those of what was explained. */
    public static Map<String, List<String>> of(List<Explanation> explanations) {
        var sources = new Sources();
        for (Explanation each : explanations) {
            each.pair().ifPresent(sources::pair);
            each.causes().forEach(sources::cause);
            each.meanings().forEach(sources::code);
        }
        return sources.listed();
    }

    private void cause(KnownCause cause) {
        add(cause.source(), "cause " + cause.id() + " [" + cause.confidence() + "]");
    }

    private void pair(KnownPair pair) {
        add(pair.source(), "mstsc " + pair.pair() + ": " + pair.title() + " [" + pair.confidence() + "]");
        pair.wire()
                .forEach(wire -> add(
                        wire.source(), "mstsc " + pair.pair() + ": " + wire.what() + " [" + wire.confidence() + "]"));
    }

    private void code(Code code) {
        String name = code.name().isEmpty() ? code.meaning() : code.name();
        add(code.source(), code.space() + " " + code.text() + " " + name + " [" + code.confidence() + "]");
    }

    private void add(String sources, String statement) {
        for (String source : sources.split(" ; ")) {
            if (!source.isBlank()) {
                statements
                        .computeIfAbsent(source.strip(), any -> new LinkedHashMap<>())
                        .put(statement, statement);
            }
        }
    }

    private Map<String, List<String>> listed() {
        var listed = new LinkedHashMap<String, List<String>>();
        statements.forEach((source, hanging) -> listed.put(source, List.copyOf(hanging.keySet())));
        return Collections.unmodifiableMap(listed);
    }
}
