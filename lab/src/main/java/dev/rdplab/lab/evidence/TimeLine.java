package dev.rdplab.lab.evidence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The messages of a connection and the records of its logs, in the order of time, as SVG and as a table. */
final class TimeLine {

    private static final int WIDTH = 1080;
    private static final int CLIENT = 104;
    private static final int SERVER = 474;
    private static final int LOG = 502;
    private static final int TOP = 34;
    private static final int ROW = 24;
    private static final int LINE = 17;
    private static final int LINE_LENGTH = 70; // characters of the log's column

    /** Messages at the beginning and at the end that are always drawn, and beside each record. */
    private static final int FIRST = 12;

    private static final int LAST = 8;
    private static final int BESIDE = 2;
    private static final int MOST_RECORDS = 60;

    /** A pause that is written between two rows. */
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    /** @param wire of the messages; empty for a record or for messages that are left out */
    private record Row(long nanos, Optional<MessageList.Wire> wire, Optional<LoggedMoment> logged, int omitted) {

        static Row of(MessageList.Wire wire) {
            return new Row(wire.nanos(), Optional.of(wire), Optional.empty(), 0);
        }

        /** What lies somewhere within a second is not drawn before the connection. */
        static Row of(LoggedMoment logged) {
            long at = logged.at().toNanos();
            boolean within = logged.toTheSecond() && at < 0 && at > -PAUSE;
            return new Row(within ? 0 : at, Optional.empty(), Optional.of(logged), 0);
        }

        String when() {
            return logged.filter(LoggedMoment::toTheSecond)
                    .map(each -> signed(each.at().toNanos()) + " +1 s")
                    .orElseGet(() -> signed(nanos));
        }
    }

    private TimeLine() {}

    /** Nothing where no log was given. */
    static void draw(Markup page, EvidenceCase each) {
        if (each.logged().isEmpty() && each.absent().isEmpty()) {
            return;
        }
        page.element("h3", "Wire and logs on one time line");
        if (each.logged().isEmpty()) {
            page.element("p", "No record of the logs belongs to this connection.");
        } else {
            var rows = rows(each);
            picture(page, rows);
            page.raw("<figcaption>From the first packet, by the capture\u2019s clock. The rows are in the order of"
                    + " time; their distances are not to scale.");
            if (each.logged().stream().anyMatch(LoggedMoment::toTheSecond)) {
                page.raw(" \u201c+1\u00a0s\u201d: the log writes whole seconds, so the record lies anywhere within"
                        + " that second.");
            }
            page.raw("</figcaption></figure>\n");
            table(page, rows);
        }
        if (!each.absent().isEmpty()) {
            page.element("p", "What the logs do not have:").raw("<ul class=\"plain\">");
            each.absent().forEach(line -> page.element("li", line));
            page.raw("</ul>\n");
        }
    }

    private static List<Row> rows(EvidenceCase each) {
        var logged = each.logged().stream().limit(MOST_RECORDS).map(Row::of).toList();
        var wire = MessageList.wire(each);
        var rows = new ArrayList<Row>(logged);
        int before = -1;
        for (int index : kept(wire, logged)) {
            if (index > before + 1) {
                rows.add(new Row(wire.get(index).nanos(), Optional.empty(), Optional.empty(), index - before - 1));
            }
            rows.add(Row.of(wire.get(index)));
            before = index;
        }
        rows.sort(Comparator.comparingLong(Row::nanos)); // stable: a record comes before a message of the same time
        return rows;
    }

    private static TreeSet<Integer> kept(List<MessageList.Wire> wire, List<Row> logged) {
        var kept = new TreeSet<Integer>();
        for (int i = 0; i < wire.size(); i++) {
            if (i < FIRST || i >= wire.size() - LAST) {
                kept.add(i);
            }
        }
        for (Row row : logged) {
            int place = 0;
            while (place < wire.size() && wire.get(place).nanos() < row.nanos()) {
                place++;
            }
            for (int i = Math.max(0, place - BESIDE); i < Math.min(wire.size(), place + BESIDE); i++) {
                kept.add(i);
            }
        }
        return kept;
    }

    private static void picture(Markup page, List<Row> rows) {
        var drawing = new Markup();
        int y = TOP;
        long before = rows.get(0).nanos();
        for (Row row : rows) {
            if (row.nanos() - before >= PAUSE) {
                drawing.raw("<text class=\"small soft\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">", middle(), y + 16)
                        .text("\u22ee " + seconds(row.nanos() - before) + " later")
                        .raw("</text>");
                y += ROW;
            }
            before = row.nanos();
            y += row(drawing, row, y);
        }
        int height = y + 6;
        page.raw(
                        "<figure class=\"scroll timeline\"><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"",
                        WIDTH, height)
                .text("Messages and log records in the order of time; the table below has the same")
                .raw("\">");
        page.raw("<text x=\"%d\" y=\"14\" class=\"small soft\">time</text>", 4)
                .raw("<text x=\"%d\" y=\"14\" text-anchor=\"middle\" class=\"died\">client</text>", CLIENT)
                .raw("<text x=\"%d\" y=\"14\" text-anchor=\"middle\" class=\"died\">server</text>", SERVER)
                .raw("<text x=\"%d\" y=\"14\" class=\"died\">logs</text>", LOG + 10);
        for (int x : List.of(CLIENT, SERVER)) {
            page.raw("<path class=\"life\" d=\"M%d 20V%d\"/>", x, height);
        }
        page.raw(drawing.toString()).raw("</svg>\n");
    }

    private static int middle() {
        return (CLIENT + SERVER) / 2;
    }

    /** Draws it and returns its height. */
    private static int row(Markup svg, Row row, int y) {
        if (row.omitted() > 0) {
            svg.raw("<text class=\"small soft\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">", middle(), y + 16)
                    .text("\u2026 " + row.omitted() + (row.omitted() == 1 ? " more message" : " more messages"))
                    .raw("</text>");
            return ROW;
        }
        svg.raw("<text class=\"small soft\" x=\"%d\" y=\"%d\" text-anchor=\"end\">", CLIENT - 16, y + 16)
                .text(row.when())
                .raw("</text>");
        row.wire().ifPresent(wire -> wire(svg, wire, y));
        return row.logged().map(logged -> logged(svg, logged, y)).orElse(ROW);
    }

    private static void wire(Markup svg, MessageList.Wire wire, int y) {
        if (wire.ending()) {
            svg.raw("<text class=\"cross\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">\u2715 ", middle(), y + 16)
                    .text(shortened(wire.title()))
                    .raw("</text>");
            return;
        }
        int from = wire.up() ? CLIENT : SERVER;
        int to = wire.up() ? SERVER : CLIENT;
        int tip = wire.up() ? to - 7 : to + 7;
        var side = wire.up() ? "client" : "server";
        svg.raw(
                        "<g class=\"message\"><text class=\"small\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">",
                        middle(), y + 14)
                .text(shortened(wire.title()))
                .raw("</text>");
        svg.raw("<path class=\"line " + side + "\" d=\"M%d %dH%d\"/>", from, y + 20, tip)
                .raw(
                        "<path class=\"" + side + "\" d=\"M%d %dL%d %dL%d %dZ\"/></g>",
                        to,
                        y + 20,
                        tip,
                        y + 16,
                        tip,
                        y + 24);
    }

    private static String shortened(String title) {
        int most = 50;
        return title.length() <= most ? title : title.substring(0, most - 1) + "\u2026";
    }

    private static int logged(Markup svg, LoggedMoment logged, int y) {
        var lines = new ArrayList<>(wrapped(logged.title()));
        int titles = lines.size();
        lines.addAll(wrapped(logged.weight().words() + ": " + logged.says()));
        int height = 10 + LINE * lines.size();
        svg.raw("<g class=\"record " + logged.weight().name().toLowerCase(Locale.ROOT) + "\">")
                .raw("<path class=\"lead\" d=\"M%d %dH%d\"/>", CLIENT, y + 13, LOG)
                .raw("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\"/>", LOG, y, WIDTH - LOG - 2, height)
                .raw("<rect class=\"edge\" x=\"%d\" y=\"%d\" width=\"5\" height=\"%d\"/>", LOG, y, height);
        for (int i = 0; i < lines.size(); i++) {
            svg.raw(
                            "<text" + (i < titles ? " class=\"died\"" : "") + " x=\"%d\" y=\"%d\">",
                            LOG + 14,
                            y + LINE * (i + 1))
                    .text(lines.get(i))
                    .raw("</text>");
        }
        svg.raw("</g>");
        return height + 6;
    }

    private static List<String> wrapped(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + word.length() >= LINE_LENGTH && line.length() > 0) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static void table(Markup page, List<Row> rows) {
        page.raw("<details><summary class=\"soft\">as a table, with the fields of the records</summary>");
        page.table(
                "Wire and logs",
                List.of("time", "where", "what", "means"),
                List.of(),
                rows.stream().map(TimeLine::cells).toList());
        page.raw("</details>\n");
    }

    private static List<String> cells(Row row) {
        if (row.logged().isPresent()) {
            var logged = row.logged().get();
            return List.of(
                    row.when(),
                    logged.record().file(),
                    logged.record().line(),
                    logged.weight().words() + ": " + logged.says());
        }
        if (row.wire().isEmpty()) {
            return List.of(row.when(), "wire", row.omitted() + " more messages", "");
        }
        var wire = row.wire().get();
        return List.of(
                row.when(),
                wire.ending() ? "wire" : wire.up() ? "client to server" : "server to client",
                wire.title(),
                wire.ending() ? "where it ended" : "");
    }

    private static String signed(long nanos) {
        return (nanos < 0 ? "\u2212" : "") + Markup.millis(Math.abs(nanos) / 1e6);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
