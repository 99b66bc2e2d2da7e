package dev.rdplab.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.run.Playbook;
import dev.rdplab.lab.run.PlayedConnection;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.verdict.Observed;
import dev.rdplab.lab.verdict.Predictions;
import dev.rdplab.protocol.handshake.Transcript;
import java.util.Locale;

/** What the interface shows of things, as JSON. No byte of a message is in it: some hold passwords. */
final class Views {

    private Views() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode scenario(Scenario scenario) {
        var expect = scenario.expect();
        var node = object().put("path", scenario.path())
                .put("kind", scenario.kind().word())
                .put("summary", scenario.summary())
                .put("stage", expect.stage().word())
                .put("ending", expect.ending().word());
        expect.mstsc().map(CodePair::toString).ifPresentOrElse(p -> node.put("mstsc", p), () -> node.putNull("mstsc"));
        return node.put("playable", Playbook.unplayable(scenario).isEmpty());
    }

    static ObjectNode scenarioWithFile(Scenario scenario) {
        return scenario(scenario)
                .put("cause", scenario.cause())
                .put("fix", scenario.fix())
                .put("file", Catalogue.text(scenario.path()));
    }

    static ObjectNode connection(PlayedConnection played) {
        var report = played.report();
        var ending = report.ending();
        var node = object().put("number", played.number())
                .put("scenario", played.scenario().path())
                .put("seed", played.seed())
                .put("stage", ending.stage().word())
                .put("ending", ending.kind().word())
                .put("by", ending.outcome().by().word())
                .put("detail", ending.outcome().detail())
                .put("lastSent", ending.lastSent())
                .put("lastReceived", ending.lastReceived())
                .put("durationMs", millis(report.endNanos() - report.startNanos()))
                .put(
                        "mstsc",
                        Predictions.of(Observed.of(ending, report.transcript()))
                                .get(Program.MSTSC)
                                .shows());
        ending.outcome().code().ifPresentOrElse(code -> node.put("code", code), () -> node.putNull("code"));
        report.peer()
                .ifPresentOrElse(
                        peer -> node.put("client", peer.getAddress().getHostAddress()), () -> node.putNull("client"));
        var faults = node.putArray("faults");
        played.fired().forEach(fired -> faults.add(fired.toString()));
        var problems = node.putArray("problems");
        played.problems().forEach(problems::add);
        return node;
    }

    static ObjectNode connectionWithTranscript(PlayedConnection played) {
        var node = connection(played);
        var stages = node.putArray("stages");
        for (var stage : played.report().stages()) {
            stages.addObject()
                    .put("stage", stage.stage().word())
                    .put("startMs", millis(stage.startNanos() - played.report().startNanos()))
                    .put("durationMs", millis(stage.durationNanos()))
                    .put("bytesSent", stage.traffic().sent())
                    .put("bytesReceived", stage.traffic().received());
        }
        var events = node.putArray("transcript");
        for (Transcript.Event event : played.report().transcript().events()) {
            events.addObject()
                    .put("ms", millis(event.nanos() - played.report().startNanos()))
                    .put("kind", event.kind().name().toLowerCase(Locale.ROOT))
                    .put("stage", event.stage().word())
                    .put("pdu", event.pdu())
                    .put("carries", event.carries())
                    .put("length", event.bytes().length())
                    .put("detail", event.detail());
        }
        return node.put("omittedEvents", played.report().transcript().omitted());
    }

    private static double millis(long nanos) {
        return Math.max(0, Math.round(nanos / 1_000.0) / 1_000.0);
    }
}
