package dev.rdplab.lab.evidence;

import dev.rdplab.lab.verdict.RankedCause;
import java.time.Instant;
import java.util.List;

/** The page of connections that only logs show. It has no verdict on how they ended, but what the logs prove. */
public final class LogReport {

    private static final String NO_DATA = "{\"cases\":[]}";

    /**
     * A connection that only logs show.
     *
     * @param began by the log's clock
     * @param stage the farthest that its records show
     * @param up whether the session came up
     * @param causes that the logs prove or support
     * @param records in the order of time, from {@code began}
     */
    public record Attempt(
            int number,
            Instant began,
            String client,
            String stage,
            boolean up,
            List<RankedCause> causes,
            List<LoggedMoment> records) {

        public Attempt {
            causes = List.copyOf(causes);
            records = List.copyOf(records);
        }

        private String cause() {
            return causes.isEmpty()
                    ? up ? "-" : "not logged"
                    : causes.get(0).known().id() + " (" + causes.get(0).confidence() + ")";
        }
    }

    private LogReport() {}

    /** @param command that was given @param files what was read, a sentence each */
    public static String of(String title, String command, List<String> files, List<Attempt> attempts) {
        var page = new Markup().raw("<ul class=\"note\">");
        files.forEach(file -> page.element("li", file));
        page.raw("</ul>\n");
        if (attempts.isEmpty()) {
            page.element("p", "The logs show no connection.");
        } else {
            page.table(
                    "Connections",
                    List.of("#", "began", "client", "stage reached", "cause"),
                    List.of(),
                    attempts.stream()
                            .map(each -> List.of(
                                    Integer.toString(each.number()),
                                    each.began().toString(),
                                    each.client(),
                                    each.stage(),
                                    each.cause()))
                            .toList());
        }
        attempts.forEach(each -> draw(page, each));
        var top = new Markup().element("h1", title).raw(ReportPage.origin(command));
        return ReportPage.of(title, top.toString(), page.toString(), NO_DATA);
    }

    private static void draw(Markup page, Attempt each) {
        page.raw("<section class=\"card verdict%s\" id=\"case-%d\">", each.up() ? " good" : "", each.number());
        page.element("h2", "Connection " + each.number());
        page.element(
                "p class=\"big\"",
                each.client() + ": "
                        + (each.up() ? "the session came up." : "the logs show it up to " + each.stage() + "."));
        for (RankedCause cause : each.causes()) {
            page.raw("<p>").element("strong", cause.known().cause()).raw(" ");
            page.pill("good", cause.confidence().word()).raw("</p>");
            cause.records().forEach(record -> page.element("p", "Proof: " + record.line()));
            page.element("p", "Fix: " + cause.known().fix());
        }
        if (each.records().isEmpty()) {
            page.element("p", "No record says more about it.");
        } else {
            page.table(
                    "Records",
                    List.of("time", "record", "means"),
                    List.of(),
                    each.records().stream()
                            .map(moment -> List.of(
                                    moment.record().time().toString(),
                                    moment.title(),
                                    moment.weight().words() + ": " + moment.says()))
                            .toList());
        }
        page.raw("</section>\n");
    }
}
