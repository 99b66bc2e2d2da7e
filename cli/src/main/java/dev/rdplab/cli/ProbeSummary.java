package dev.rdplab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.diagnosis.probe.Probe;
import dev.rdplab.lab.evidence.Distribution;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** What many probes of one server came to, as one JSON object: the line after their results. */
final class ProbeSummary {

    static final String SCHEMA = "rdplab-probes-1";

    private ProbeSummary() {}

    static ObjectNode of(String host, int asked, List<Probe> probes) {
        var node = OutputOptions.object()
                .put("schema", SCHEMA)
                .put("host", host)
                .put("asked", asked)
                .put("probes", probes.size())
                .put(
                        "completed",
                        probes.stream()
                                .filter(probe -> probe.result().client().completed())
                                .count());
        var endings = node.putArray("endings");
        probes.stream()
                .collect(Collectors.groupingBy(
                        probe -> List.of(
                                probe.result().client().ending(),
                                probe.result().client().stageWord()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values()
                .forEach(same -> {
                    var client = same.get(0).result().client();
                    endings.addObject()
                            .put("stage", client.stageWord())
                            .put("ending", client.ending().word())
                            .put("count", same.size());
                });
        var stages = node.putArray("stages");
        for (var stage :
                Distribution.ofStages(probes.stream().map(Probe::result).toList())) {
            var one = stages.addObject()
                    .put("stage", stage.name())
                    .put("cameThrough", stage.times().size())
                    .put("failed", stage.failed());
            if (stage.measured()) {
                one.put("minMs", millis(stage.min()))
                        .put("p50Ms", millis(stage.quantile(0.5)))
                        .put("p95Ms", millis(stage.quantile(0.95)))
                        .put("maxMs", millis(stage.max()));
            }
        }
        return node;
    }

    /** To the microsecond. */
    private static double millis(Duration time) {
        return Math.round(time.toNanos() / 1e3) / 1e3;
    }
}
