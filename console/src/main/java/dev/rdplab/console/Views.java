package dev.rdplab.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.evidence.EndingSentence;
import dev.rdplab.lab.run.Playbook;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.verdict.Prediction;
import dev.rdplab.lab.verdict.RankedCause;
import dev.rdplab.protocol.handshake.Transcript;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** What the interface shows of things, as JSON. What it shows of messages is masked: some hold passwords. */
final class Views {

    private Views() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Of the program; {@code development} when it runs from its classes. */
    static String version() {
        var own = Views.class.getPackage().getImplementationVersion();
        return own == null ? "development" : own;
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

    static ObjectNode connection(Finished finished) {
        var result = finished.result();
        var side = result.client();
        var node = object().put("number", finished.number())
                .put("time", finished.ended().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("scenario", result.scenario());
        result.seed().ifPresentOrElse(seed -> node.put("seed", seed), () -> node.putNull("seed"));
        node.put("stage", side.stage() == null ? null : side.stageWord())
                .put("ending", side.ending().word())
                .put("by", side.by() == null ? null : side.by().word())
                .put("says", EndingSentence.of(side))
                .put("detail", side.detail())
                .put("lastSent", side.lastSent())
                .put("lastReceived", side.lastReceived())
                .put("durationMs", millis(finished.duration().toNanos()));
        side.code().ifPresentOrElse(code -> node.put("code", code), () -> node.putNull("code"));
        finished.client()
                .ifPresentOrElse(
                        peer -> node.put("client", peer.getAddress().getHostAddress()), () -> node.putNull("client"));
        var mstsc = result.predictions().getOrDefault(Program.MSTSC, Prediction.unknown(Program.MSTSC));
        node.put("mstsc", mstsc.shows())
                .put("mstscConfidence", mstsc.confidence().word());
        var likeliest = side.completed()
                ? Optional.<RankedCause>empty()
                : result.causes().stream().findFirst();
        node.put("completed", side.completed())
                .put("cause", likeliest.map(cause -> cause.known().cause()).orElse(null))
                .put(
                        "confidence",
                        likeliest.map(cause -> cause.confidence().word()).orElse(null))
                .put("fix", likeliest.map(cause -> cause.known().fix()).orElse(null));
        var stages = node.putArray("stages");
        for (var stage : result.stages()) {
            stages.addObject()
                    .put("stage", stage.stage().word())
                    .put("startMs", millis(stage.start().toNanos()))
                    .put("durationMs", millis(stage.duration().toNanos()))
                    .put("bytesSent", stage.bytesDown())
                    .put("bytesReceived", stage.bytesUp());
        }
        var faults = node.putArray("faults");
        finished.fired().forEach(faults::add);
        var outcomes = node.putArray("faultOutcomes");
        result.remarks().faults().forEach(fault -> outcomes.addObject()
                .put("at", fault.at())
                .put("triggered", fault.triggered())
                .put("why", fault.why()));
        var problems = node.putArray("problems");
        result.problems().forEach(problems::add);
        return node;
    }

    static ObjectNode connectionWithTranscript(Finished finished) {
        var node = connection(finished);
        var events = node.putArray("transcript");
        int omitted = 0;
        int index = 0;
        for (Transcript transcript : finished.evidence().get().transcripts()) {
            for (Transcript.Event event : transcript.events()) {
                events.addObject()
                        .put("index", index++)
                        .put("end", transcript.role().word())
                        .put("ms", millis(event.nanos()))
                        .put("kind", event.kind().name().toLowerCase(Locale.ROOT))
                        .put("stage", event.stage().word())
                        .put("pdu", event.pdu())
                        .put("carries", event.carries())
                        .put("length", event.bytes().length())
                        .put("detail", event.detail());
            }
            omitted += transcript.omitted();
        }
        return node.put("omittedEvents", omitted);
    }

    /** What is chosen for the connections to come. */
    static ObjectNode choices(Steered lab) {
        var node = object().put("usual", lab.usual());
        var queue = node.putArray("queue");
        var addresses = node.putArray("addresses");
        var cookies = node.putArray("cookies");
        lab.playbook().map(Playbook::choices).ifPresent(chosen -> {
            chosen.queue().forEach(each -> queue.addObject()
                    .put("scenario", each.getKey().path())
                    .put("connections", each.getValue()));
            chosen.addresses().forEach((address, scenario) -> addresses
                    .addObject()
                    .put("address", address.getHostAddress())
                    .put("scenario", scenario.path()));
            chosen.cookies()
                    .forEach((cookie, scenario) ->
                            cookies.addObject().put("cookie", cookie).put("scenario", scenario.path()));
        });
        return node.put("changeable", lab.playbook().isPresent());
    }

    private static double millis(long nanos) {
        return Math.max(0, Math.round(nanos / 1_000.0) / 1_000.0);
    }
}
