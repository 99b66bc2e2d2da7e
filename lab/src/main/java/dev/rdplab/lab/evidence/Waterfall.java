package dev.rdplab.lab.evidence;

import dev.rdplab.lab.result.StageTime;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Transcript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The stages of one connection over time, as SVG, and the same as a table. */
final class Waterfall {

    private static final int WIDTH = 960;
    private static final int LEFT = 130;
    private static final int RIGHT = 240;
    private static final int TOP = 26;
    private static final int ROW = 30;

    /** @param server whether the server is who was waited for */
    private record Part(double from, double to, boolean server) {}

    private Waterfall() {}

    static void draw(Markup page, EvidenceCase each) {
        var stages = each.result().stages();
        if (stages.isEmpty()) {
            return;
        }
        page.element("h3", "Time per stage");
        page.raw(
                "<figure class=\"waterfall\"><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"",
                WIDTH, TOP + ROW * stages.size() + 4);
        page.text("Stages: "
                + stages.stream()
                        .map(s -> s.stage() + " " + Markup.millis(millis(s.duration())))
                        .collect(Collectors.joining(", ")));
        page.raw("\">");
        var last = stages.get(stages.size() - 1);
        var scale = Scale.linear(millis(last.start().plus(last.duration())), LEFT, WIDTH - RIGHT);
        scale.draw(page, TOP, TOP + ROW * stages.size());
        for (int i = 0; i < stages.size(); i++) {
            row(page, each, stages.get(i), scale, TOP + i * ROW, stages.get(i) == last);
        }
        page.raw(
                "</svg></figure><ul class=\"legend\"><li><span class=\"server\"></span>waiting for the server or the path</li>"
                        + "<li><span class=\"client\"></span>the client at work</li><li>\u2715 where it ended</li></ul>\n");
        page.raw("<details><summary class=\"soft\">as a table</summary>");
        page.table(
                "Stages",
                List.of("stage", "start", "time", "bytes up", "bytes down"),
                List.of(1, 2, 3, 4),
                stages.stream()
                        .map(s -> List.of(
                                s.stage().word(),
                                Markup.millis(millis(s.start())),
                                Markup.millis(millis(s.duration())),
                                Long.toString(s.bytesUp()),
                                Long.toString(s.bytesDown())))
                        .toList());
        page.raw("</details>\n");
    }

    private static void row(Markup page, EvidenceCase each, StageTime stage, Scale scale, int y, boolean last) {
        boolean died = last && !each.result().client().completed();
        page.raw(
                        "<g class=\"row\"><text x=\"%d\" y=\"%d\" text-anchor=\"end\"%s>",
                        LEFT - 10, y + 19, died ? " class=\"died\"" : "")
                .text(stage.stage().word())
                .raw("</text>");
        for (Part part : parts(each, stage)) {
            page.raw(
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                    part.server() ? "server" : "client",
                    scale.at(part.from()),
                    y + 6,
                    Math.max(1, scale.at(part.to()) - scale.at(part.from())),
                    ROW - 12);
        }
        double end = scale.at(millis(stage.start().plus(stage.duration())));
        if (died) {
            page.raw("<text class=\"cross\" x=\"%.1f\" y=\"%d\">\u2715</text>", end + 3, y + 20);
        }
        page.raw("<text class=\"small\" x=\"%d\" y=\"%d\">", WIDTH - RIGHT + 24, y + 19)
                .text(Markup.millis(millis(stage.duration())) + "  \u2191 " + Markup.bytes(stage.bytesUp())
                        + "  \u2193 " + Markup.bytes(stage.bytesDown()))
                .raw("</text></g>");
    }

    /** Who was waited for: after something is sent the other end is, after something is received this one. */
    private static List<Part> parts(EvidenceCase each, StageTime stage) {
        double begin = millis(stage.start());
        double end = begin + millis(stage.duration());
        var parts = new ArrayList<Part>();
        double from = begin;
        boolean server = true;
        var client = each.transcripts().stream()
                .filter(transcript -> transcript.role() == Role.CLIENT)
                .reduce((first, second) -> second);
        for (var event : client.map(Transcript::events).orElse(List.of())) {
            double at = event.nanos() / 1e6;
            var way = MessageList.sent(event);
            if (at > end || way.isEmpty()) {
                continue;
            }
            boolean sent = way.get();
            double to = Math.max(at, begin);
            if (to > from) {
                parts.add(new Part(from, to, server));
            }
            from = Math.max(from, to);
            server = sent;
        }
        if (end > from || parts.isEmpty()) {
            parts.add(new Part(from, end, server));
        }
        return parts;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
