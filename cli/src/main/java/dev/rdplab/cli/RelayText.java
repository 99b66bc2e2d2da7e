package dev.rdplab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.ResultJson;
import dev.rdplab.lab.result.Side;
import dev.rdplab.relay.RelayReport;
import dev.rdplab.words.VisibleText;
import java.util.ArrayList;
import java.util.List;

/** A finished connection of a relay, as a line or as an object. */
final class RelayText {

    private RelayText() {}

    private static double millis(RelayReport report) {
        return (report.endNanos() - report.startNanos()) / 1e6;
    }

    static ObjectNode json(RelayReport report, Result result) {
        var node = OutputOptions.object().put("event", "finished").put("connection", report.number());
        var whole = ResultJson.of(result);
        for (String key : List.of("stage", "ending", "by", "code", "detail", "lastSent", "lastReceived")) {
            var value = whole.path("client").get(key);
            if (value != null) {
                node.set(key, value);
            }
        }
        node.put("ms", Math.round(millis(report) * 1000) / 1000.0)
                .put("bytesUp", report.client().fromClient())
                .put("bytesDown", report.client().fromServer());
        node.set("legs", whole.get("legs"));
        node.set("faults", whole.has("faults") ? whole.get("faults") : node.arrayNode());
        node.set("predictions", whole.get("predictions"));
        node.set("link", whole.get("link"));
        if (result.expected().isPresent()) {
            for (String key : List.of("expected", "asExpected", "differences")) {
                node.set(key, whole.get(key));
            }
        }
        return node;
    }

    static String line(RelayReport report, Result result, Paint paint) {
        var legs = result.remarks().legs().orElseThrow();
        var parts = new ArrayList<String>();
        parts.add("#" + report.number() + " client leg: " + told(legs.client(), paint));
        parts.add("server leg: " + told(legs.server(), paint));
        parts.add(report.client().fromClient() + " bytes up, " + report.client().fromServer() + " down, "
                + EndingText.millis(millis(report)) + " ms");
        result.remarks()
                .faults()
                .forEach(fault -> parts.add((fault.triggered() ? "triggered: " : "not triggered: ")
                        + fault.at()
                        + (fault.triggered() ? "" : " (" + fault.why() + ")")));
        if (result.expected().isPresent()) {
            parts.add(
                    result.asExpected()
                            ? paint.good("as expected")
                            : paint.bad("not as expected: " + String.join(", ", result.differences())));
        }
        return String.join("; ", parts);
    }

    private static String told(Side side, Paint paint) {
        var ending = EndingText.of(side);
        var last = side.lastReceived().isEmpty() ? "nothing" : side.lastReceived();
        return paint.name(side.stageWord()) + " " + (side.completed() ? paint.good(ending) : paint.bad(ending)) + " by "
                + side.by() + ", last from the server " + VisibleText.of(last)
                + (side.detail().isEmpty() ? "" : " (" + VisibleText.of(side.detail()) + ")");
    }
}
