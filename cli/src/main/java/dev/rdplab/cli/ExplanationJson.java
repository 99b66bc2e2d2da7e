package dev.rdplab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.explain.Explanation;
import dev.rdplab.lab.verdict.KnownCause;
import dev.rdplab.lab.verdict.KnownPair;
import java.util.List;

/** An explanation as JSON. */
final class ExplanationJson {

    private ExplanationJson() {}

    /** @param taken what was taken out of the text */
    static ObjectNode of(Explanation explanation, List<String> taken) {
        var root = OutputOptions.object();
        root.put("asked", explanation.asked());
        root.put("known", explanation.known());
        var from = root.putArray("taken");
        taken.forEach(from::add);
        var meanings = root.putArray("meanings");
        for (Code each : explanation.meanings()) {
            meanings.addObject()
                    .put("space", each.space().word())
                    .put("code", each.text())
                    .put("number", each.number())
                    .put("name", each.name())
                    .put("meaning", each.meaning())
                    .put("remark", each.remark())
                    .put("confidence", each.confidence().word())
                    .put("source", each.source());
        }
        explanation.pair().ifPresent(pair -> root.set("pair", json(pair)));
        var causes = root.putArray("causes");
        for (KnownCause cause : explanation.causes()) {
            var node = causes.addObject()
                    .put("id", cause.id())
                    .put("cause", cause.cause())
                    .put("wire", cause.wire())
                    .put("fix", cause.fix())
                    .put("check", cause.check())
                    .put("confidence", cause.confidence().word())
                    .put("source", cause.source());
            if (!cause.linux().isEmpty()) {
                node.put("linux", cause.linux());
            }
        }
        if (!explanation.hint().isEmpty()) {
            root.put("hint", explanation.hint());
        }
        if (!explanation.says().isEmpty()) {
            var says = root.putArray("says");
            explanation.says().forEach(says::add);
        }
        return root;
    }

    private static ObjectNode json(KnownPair pair) {
        var node = OutputOptions.object()
                .put("pair", pair.pair().toString())
                .put("title", pair.title())
                .put("meaning", pair.meaning())
                .put("dialog", pair.dialog())
                .put("confidence", pair.confidence().word())
                .put("source", pair.source());
        var wire = node.putArray("wire");
        for (var each : pair.wire()) {
            wire.addObject()
                    .put("what", each.what())
                    .put("scenario", each.scenario())
                    .put("confidence", each.confidence().word())
                    .put("source", each.source());
        }
        var not = node.putArray("not");
        pair.not().forEach(each -> not.addObject()
                .put("what", each.what())
                .put("because", each.because())
                .put("scenario", each.scenario()));
        return node;
    }
}
