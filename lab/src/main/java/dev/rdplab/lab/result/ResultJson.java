package dev.rdplab.lab.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.scenario.Expectation;
import dev.rdplab.lab.verdict.LogRecord;
import dev.rdplab.lab.verdict.Prediction;
import dev.rdplab.lab.verdict.RankedCause;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Writes results as JSON, in the form of {@code schema/result.schema.json}. */
public final class ResultJson {

    /** Value of the key {@code schema}; the number rises when a reader has to change. */
    public static final String SCHEMA = "rdplab-result-2";

    private ResultJson() {}

    public static ObjectNode of(Result result) {
        var root = JsonNodeFactory.instance.objectNode();
        root.put("schema", SCHEMA);
        root.put("scenario", result.scenario());
        result.seed().ifPresentOrElse(seed -> root.put("seed", seed), () -> root.putNull("seed"));
        root.set("link", link(result.link()));
        root.put("attempts", result.attempts());
        root.set("client", side(result.client()));
        result.server().ifPresentOrElse(server -> root.set("server", side(server)), () -> root.putNull("server"));
        var stages = root.putArray("stages");
        for (StageTime stage : result.stages()) {
            stages.addObject()
                    .put("stage", stage.stage().word())
                    .put("startMs", millis(stage.start()))
                    .put("durationMs", millis(stage.duration()))
                    .put("bytesUp", stage.bytesUp())
                    .put("bytesDown", stage.bytesDown());
        }
        var predictions = root.putObject("predictions");
        for (Program program : Program.values()) {
            predictions.set(
                    program.word(),
                    prediction(result.predictions().getOrDefault(program, Prediction.unknown(program))));
        }
        var causes = root.putArray("causes");
        result.causes().forEach(cause -> causes.add(cause(cause)));
        root.put("transcriptSha256", result.transcriptSha256());
        result.expected().ifPresentOrElse(e -> root.set("expected", expected(e)), () -> root.putNull("expected"));
        root.put("asExpected", result.asExpected());
        var differences = root.putArray("differences");
        result.differences().forEach(differences::add);
        if (!result.tries().isEmpty()) {
            var tries = root.putArray("tries");
            result.tries().forEach(made -> tries.add(tried(made)));
        }
        RemarksJson.write(result.remarks(), root);
        return root;
    }

    private static ObjectNode link(LinkUsed link) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("backend", link.backend());
        node.put("layer", link.layer());
        node.set("settings", settings(link.settings()));
        return node;
    }

    /** By their names, so that equal ones read alike. */
    private static ObjectNode settings(Map<?, ?> settings) {
        var node = JsonNodeFactory.instance.objectNode();
        var sorted = new TreeMap<String, Object>();
        settings.forEach((name, value) -> sorted.put(name.toString(), value));
        sorted.forEach((name, value) -> node.set(name, setting(value)));
        return node;
    }

    private static JsonNode setting(Object value) {
        if (value instanceof Map<?, ?> more) {
            return settings(more);
        }
        if (value instanceof Iterable<?> list) {
            var array = JsonNodeFactory.instance.arrayNode();
            list.forEach(one -> array.add(setting(one)));
            return array;
        }
        if (value instanceof Boolean truth) {
            return JsonNodeFactory.instance.booleanNode(truth);
        }
        if (value instanceof Double || value instanceof Float) {
            return JsonNodeFactory.instance.numberNode(((Number) value).doubleValue());
        }
        return value instanceof Number number
                ? JsonNodeFactory.instance.numberNode(number.longValue())
                : JsonNodeFactory.instance.textNode(value.toString());
    }

    static ObjectNode side(Side side) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("stage", side.stage() == null ? null : side.stage().word());
        node.put("ending", side.ending().word());
        node.put("by", side.by() == null ? null : side.by().word());
        code(node, side.code());
        node.put("detail", side.detail());
        node.put("lastSent", side.lastSent());
        node.put("lastReceived", side.lastReceived());
        return node;
    }

    /** A record of a log, as in {@code causes[].records}. */
    public static ObjectNode record(LogRecord record) {
        return RemarksJson.record(record);
    }

    /** One prediction, as in {@code predictions}. */
    public static ObjectNode prediction(Prediction prediction) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("shows", prediction.shows());
        if (prediction.program().showsPair()) {
            var pair = prediction.pair();
            hex(node, "reason", pair.map(p -> OptionalLong.of(p.reason())).orElse(OptionalLong.empty()));
            hex(node, "extended", pair.map(CodePair::extended).orElse(OptionalLong.empty()));
        } else {
            prediction.exit().ifPresentOrElse(exit -> node.put("exit", exit), () -> node.putNull("exit"));
            node.put("log", prediction.log());
        }
        node.put("confidence", prediction.confidence().word());
        node.put("source", prediction.source());
        return node;
    }

    /** One cause, as in {@code causes}. */
    public static ObjectNode cause(RankedCause ranked) {
        var known = ranked.known();
        var node = JsonNodeFactory.instance.objectNode();
        node.put("id", known.id());
        node.put("cause", known.cause());
        node.put("score", ranked.score());
        var evidence = node.putArray("for");
        ranked.evidence().forEach(evidence::add);
        var counter = node.putArray("against");
        ranked.counter().forEach(counter::add);
        node.put("fix", known.fix())
                .put("check", known.check())
                .put("confidence", ranked.confidence().word())
                .put("source", known.source());
        if (!known.linux().isEmpty()) {
            node.put("linux", known.linux());
        }
        var records = node.putArray("records");
        ranked.records().forEach(one -> records.add(RemarksJson.record(one)));
        return node;
    }

    private static ObjectNode tried(FurtherTry made) {
        var node = JsonNodeFactory.instance.objectNode().put("what", made.what());
        made.outcome().ifPresentOrElse(side -> node.set("client", side(side)), () -> node.putNull("client"));
        node.put("ms", millis(made.took()));
        node.put("shows", made.shows());
        var observed = node.putArray("observed");
        made.observed().forEach(observed::add);
        return node;
    }

    private static ObjectNode expected(Expectation expect) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("stage", expect.stage().word());
        node.put("ending", expect.ending().word());
        code(node, expect.code());
        node.put("mstsc", expect.mstsc().map(CodePair::toString).orElse("unknown"));
        node.put("confidence", expect.confidence().word());
        return node;
    }

    private static void code(ObjectNode node, OptionalLong code) {
        if (code.isEmpty()) {
            node.putNull("code");
        } else if (Codes.small(code.getAsLong())) {
            node.put("code", code.getAsLong());
        } else {
            node.put("code", Codes.text(code.getAsLong()));
        }
    }

    private static void hex(ObjectNode node, String key, OptionalLong number) {
        if (number.isPresent()) {
            node.put(key, "0x" + Long.toHexString(number.getAsLong()).toUpperCase(Locale.ROOT));
        } else {
            node.putNull(key);
        }
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1_000.0) / 1_000.0;
    }
}
