package dev.rdplab.lab.evidence;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Transcript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The messages of a case as a list that reads as a sequence diagram. The page's script adds the bytes of a message. */
final class MessageList {

    /** Rows of one connection; the transcript has them all. */
    private static final int MOST_ROWS = 500;

    private static final Pattern RECORD = Pattern.compile("tls ([<>]) (.*?) (\\d+)");

    /** @param transcript its place in the case @param index the place of the event in its transcript */
    private record Row(Transcript.Event event, Role end, int transcript, int index, boolean lost, String leg) {

        Row(Transcript.Event event, Role end, int transcript, int index, boolean lost) {
            this(event, end, transcript, index, lost, "");
        }
    }

    /** The classes of the two halves between the three lifelines of a relay. */
    private static final List<String> LEGS = List.of("leg-client", "leg-server");

    /**
     * A message on the wire, or how the connection ended.
     *
     * @param up whether the client sent it
     */
    record Wire(long nanos, boolean up, String title, boolean ending) {}

    private MessageList() {}

    /** The messages of the first connection of a case, with the ending as the client saw it, in the order of time. */
    static List<Wire> wire(EvidenceCase each) {
        var wire = new ArrayList<Wire>();
        var all = each.transcripts();
        if (all.isEmpty()) {
            return wire;
        }
        for (Row row : rows(all, all.get(0).connection())) {
            var event = row.event();
            if (event.kind() == Transcript.Kind.ENDING
                    && row.end() == all.get(0).role()) {
                wire.add(new Wire(event.nanos(), false, event.detail(), true));
            }
            sent(event)
                    .ifPresent(sent ->
                            wire.add(new Wire(event.nanos(), sent == (row.end() == Role.CLIENT), title(event), false)));
        }
        return wire;
    }

    private static String title(Transcript.Event event) {
        var record = RECORD.matcher(event.detail());
        if (record.matches()) {
            return record.group(2);
        }
        var title = event.pdu().isEmpty() ? "bytes not understood" : event.pdu();
        return event.carries().isEmpty() ? title : title + " (" + event.carries() + ")";
    }

    /** Whether this end sent it, a PDU or a TLS record; empty when it received it neither. */
    static Optional<Boolean> sent(Transcript.Event event) {
        return switch (event.kind()) {
            case SENT -> Optional.of(true);
            case RECEIVED -> Optional.of(false);
            case SIGNAL -> {
                var record = RECORD.matcher(event.detail());
                yield record.matches() ? Optional.of(record.group(1).equals(">")) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    static void draw(Markup page, EvidenceCase each) {
        var all = each.transcripts();
        if (all.isEmpty()) {
            return;
        }
        page.element("h3", "Messages");
        if (each.result().remarks().legs().isPresent() && all.size() == LEGS.size()) {
            page.element("p class=\"soft\"", "Both legs, in the order and at the times of the relay.");
            page.raw("<div class=\"lanes three\" aria-hidden=\"true\"><span>client</span><span>relay</span>"
                    + "<span>server</span></div><ol class=\"sequence three\">");
            var rows = legs(all);
            rows.stream().limit(MOST_ROWS).forEach(row -> row(page, row));
            page.raw("</ol>");
            if (rows.size() > MOST_ROWS) {
                page.element("p class=\"note\"", rows.size() - MOST_ROWS + " more events are in transcript.ndjson");
            }
            return;
        }
        page.element("p class=\"soft\"", "In the order and at the times of the client, where it was seen.");
        var numbers =
                all.stream().map(Transcript::connection).distinct().sorted().toList();
        for (int number : numbers) {
            if (numbers.size() > 1) {
                page.element("h4", "Connection " + number);
            }
            var rows = rows(all, number);
            page.raw(
                    "<div class=\"lanes\" aria-hidden=\"true\"><span>client</span><span>server</span></div><ol class=\"sequence\">");
            rows.stream().limit(MOST_ROWS).forEach(row -> row(page, row));
            page.raw("</ol>");
            long omitted = Math.max(0, rows.size() - MOST_ROWS)
                    + all.stream()
                            .filter(t -> t.connection() == number)
                            .mapToInt(Transcript::omitted)
                            .sum();
            if (omitted > 0) {
                page.element("p class=\"note\"", omitted + " more events are in transcript.ndjson or were left out");
            }
        }
    }

    /** Both legs of a relay; stages and faults, which both have, once. */
    private static List<Row> legs(List<Transcript> all) {
        var rows = new ArrayList<Row>();
        for (int leg = 0; leg < all.size(); leg++) {
            var events = all.get(leg).events();
            for (int i = 0; i < events.size(); i++) {
                var kind = events.get(i).kind();
                boolean shared = kind == Transcript.Kind.STAGE || kind == Transcript.Kind.FAULT;
                if (leg == 0 || !shared) {
                    rows.add(new Row(events.get(i), Role.CLIENT, leg, i, false, shared ? "" : LEGS.get(leg)));
                }
            }
        }
        rows.sort(Comparator.comparingLong(row -> row.event().nanos()));
        return rows;
    }

    private static List<Row> rows(List<Transcript> all, int number) {
        int client = place(all, number, Role.CLIENT);
        int server = place(all, number, Role.SERVER);
        var mine = client < 0 ? List.<Transcript.Event>of() : all.get(client).events();
        var theirs = server < 0 ? List.<Transcript.Event>of() : all.get(server).events();
        boolean both = client >= 0 && server >= 0;
        var rows = new ArrayList<Row>();
        var base = client >= 0 ? mine : theirs;
        var end = client >= 0 ? Role.CLIENT : Role.SERVER;
        var unheard = both ? unmatched(mine, theirs) : List.<Transcript.Event>of();
        for (int i = 0; i < base.size(); i++) {
            if (base.get(i).kind() != Transcript.Kind.ENDING) {
                rows.add(new Row(base.get(i), end, client >= 0 ? client : server, i, contains(unheard, base.get(i))));
            }
        }
        if (both) {
            var lost = unmatched(theirs, mine);
            for (int i = 0; i < theirs.size(); i++) {
                if (contains(lost, theirs.get(i)) || theirs.get(i).kind() == Transcript.Kind.FAULT) {
                    rows.add(new Row(theirs.get(i), Role.SERVER, server, i, contains(lost, theirs.get(i))));
                }
            }
        }
        rows.sort(Comparator.comparingLong(row -> row.event().nanos()));
        ending(mine).ifPresent(event -> rows.add(new Row(event, Role.CLIENT, client, 0, false)));
        ending(theirs).ifPresent(event -> rows.add(new Row(event, Role.SERVER, server, 0, false)));
        return rows;
    }

    private static boolean contains(List<Transcript.Event> events, Transcript.Event event) {
        return events.stream().anyMatch(each -> each == event);
    }

    private static int place(List<Transcript> all, int number, Role role) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).connection() == number && all.get(i).role() == role) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<Transcript.Event> ending(List<Transcript.Event> events) {
        return events.stream().filter(e -> e.kind() == Transcript.Kind.ENDING).reduce((first, second) -> second);
    }

    /** What one end sent and the other never had, in order. */
    private static List<Transcript.Event> unmatched(List<Transcript.Event> from, List<Transcript.Event> to) {
        var received = to.stream()
                .filter(e -> e.kind() == Transcript.Kind.RECEIVED && !e.bytes().isEmpty())
                .toList();
        var lost = new ArrayList<Transcript.Event>();
        int at = 0;
        for (var event : from) {
            if (event.kind() != Transcript.Kind.SENT || event.bytes().isEmpty()) {
                continue;
            }
            int hit = at;
            while (hit < received.size()
                    && !(received.get(hit).pdu().equals(event.pdu())
                            && received.get(hit).bytes().equals(event.bytes()))) {
                hit++;
            }
            if (hit < received.size()) {
                at = hit + 1;
            } else {
                lost.add(event);
            }
        }
        return lost;
    }

    private static void row(Markup page, Row row) {
        var event = row.event();
        page.raw("<li" + (event.kind() == Transcript.Kind.STAGE ? " class=\"stage\"" : "") + "><span class=\"when\">")
                .text(Markup.millis(event.nanos() / 1e6))
                .raw("</span>");
        if (!row.leg().isEmpty()) {
            page.raw("<div class=\"" + row.leg() + "\">");
        }
        var record = RECORD.matcher(event.detail());
        switch (event.kind()) {
            case STAGE ->
                page.element("span", event.detail().isEmpty() ? event.stage().word() : event.detail());
            case SENT, RECEIVED ->
                arrow(
                        page,
                        row,
                        event.kind() == Transcript.Kind.SENT,
                        title(event),
                        size(event),
                        event.bytes().length() > 0);
            case SIGNAL -> {
                if (record.matches()) {
                    arrow(
                            page,
                            row,
                            record.group(1).equals(">"),
                            title(event),
                            Markup.bytes(Long.parseLong(record.group(3))),
                            false);
                } else {
                    told(page, row, "");
                }
            }
            case TLS -> told(page, row, "TLS up: ");
            case FAULT -> told(page, row, "Fault: ");
            case ENDING -> told(page, row, row.leg().isEmpty() ? row.end() + ": " : "this leg: ");
            case DEVIATION -> told(page, row, "Deviation: ");
        }
        page.raw(row.leg().isEmpty() ? "</li>\n" : "</div></li>\n");
    }

    private static void told(Markup page, Row row, String before) {
        page.element(
                "div class=\"event " + row.event().kind().name().toLowerCase(Locale.ROOT)
                        + (row.end() == Role.SERVER ? " right" : "") + "\"",
                before
                        + row.event().detail()
                        + (row.event().kind() == Transcript.Kind.FAULT ? " (at the " + row.end() + ")" : ""));
    }

    /** Of a message whose bytes are hidden, what is known all the same. */
    private static String size(Transcript.Event event) {
        boolean hidden = event.bytes().isEmpty() && !event.detail().isEmpty();
        return hidden ? event.detail() : Markup.bytes(event.bytes().length());
    }

    /** @param fields whether the page can show the message's fields; a record of TLS has none */
    private static void arrow(Markup page, Row row, boolean sent, String title, String size, boolean fields) {
        boolean up = sent == (row.end() == Role.CLIENT);
        boolean tls = row.event().kind() == Transcript.Kind.SIGNAL;
        page.raw("<div class=\"arrow " + (up ? "up" : "down") + (row.lost() ? " lost" : "") + (tls ? " tls" : "")
                + "\"");
        if (fields) {
            page.raw(" data-transcript=\"%d\" data-event=\"%d\"", row.transcript(), row.index());
        }
        page.raw("><span class=\"hide\">")
                .text(up ? "client to server: " : "server to client: ")
                .raw("</span>");
        page.element("span class=\"pdu\"", title).element("span class=\"size\"", size);
        if (row.lost()) {
            page.pill("bad", "never arrived");
        }
        page.raw("</div>");
    }
}
