package dev.rdplab.lab.evidence;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.result.FurtherTry;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.Side;
import dev.rdplab.lab.verdict.NextTests;
import dev.rdplab.lab.verdict.RankedCause;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One case on the page: verdict, causes, times, messages, predictions, and the command that does it again. */
final class CaseSection {

    private static final int SHOWN_CAUSES = 3;

    private final Markup page;
    private final EvidenceCase each;
    private final Result result;

    private CaseSection(Markup page, EvidenceCase each) {
        this.page = page;
        this.each = each;
        this.result = each.result();
    }

    /** @param messages whether its messages are listed: of very many runs those of the unexpected ones are enough */
    static void draw(Markup page, EvidenceCase each, boolean messages) {
        var section = new CaseSection(page, each);
        section.verdict();
        section.causes();
        section.tries();
        TimeLine.draw(page, each);
        if (section.result.client().stage() != null) { // else nobody knows where the time went
            Waterfall.draw(page, each);
        }
        if (messages) {
            MessageList.draw(page, each);
        } else if (!each.transcripts().isEmpty()) {
            page.element("p class=\"note\"", "Its messages are in " + each.folder() + "/transcript.ndjson.");
        }
        section.predictions();
        section.replay();
    }

    static void status(Markup page, Result result) {
        if (result.expected().isPresent()) {
            page.pill(result.asExpected() ? "good" : "bad", result.asExpected() ? "as expected" : "not as expected");
        } else if (result.client().ending().isOfCaptures()) { // neither a success nor a failure
            page.pill("plain", result.client().ending().word().replace('-', ' '));
        } else {
            page.pill(
                    result.client().completed() ? "good" : "bad",
                    result.client().completed() ? "completed" : "failed");
        }
    }

    /** The ending with its code. */
    static String ending(Side side) {
        if (side.code().isEmpty()) {
            return side.ending().word();
        }
        long code = side.code().getAsLong();
        return side.ending().word() + " "
                + (code > 255 || code < 0
                        ? "0x" + Long.toHexString(code & 0xffff_ffffL).toUpperCase(Locale.ROOT)
                        : code);
    }

    static double millis(Result result) {
        if (result.stages().isEmpty()) {
            return 0;
        }
        var last = result.stages().get(result.stages().size() - 1);
        return last.start().plus(last.duration()).toNanos() / 1e6;
    }

    private void verdict() {
        var client = result.client();
        boolean fine = client.completed();
        boolean open = client.ending().isOfCaptures();
        page.raw("<section class=\"card verdict" + (fine ? " good" : open ? " open" : "") + "\"><p>");
        status(page, result);
        page.raw(" ")
                .element(
                        "span class=\"soft\"",
                        Markup.millis(millis(result)) + ", " + result.attempts()
                                + (result.attempts() == 1 ? " connection" : " connections") + ", link: "
                                + result.link().backend()
                                + (result.link().layer().equals("none")
                                        ? ""
                                        : " (" + result.link().layer() + ")"));
        page.raw("</p><p class=\"big\">");
        if (fine) {
            page.text("The handshake completed, up to " + client.stageWord() + ".");
        } else if (client.ending() == EndingKind.ALREADY_UP) {
            page.text("Session: ").element("strong", EndingSentence.of(client)).text(".");
        } else {
            page.text(open ? "In " : "Failed in ")
                    .element("strong", client.stageWord())
                    .text(": ")
                    .element("strong", EndingSentence.of(client))
                    .text(".");
        }
        page.raw("</p>\n");
        if (!fine && !result.causes().isEmpty()) {
            likeliest(result.causes().get(0));
        }
        if (!each.summary().isEmpty()) {
            page.raw("<p>")
                    .element("strong", "What was done: ")
                    .text(each.summary())
                    .raw("</p>\n");
        }
        facts();
        if (!result.differences().isEmpty()) {
            page.raw("<p>")
                    .element("strong", "Differs: ")
                    .text(String.join("; ", result.differences()))
                    .raw("</p>\n");
        }
        if (!each.notes().isEmpty()) {
            page.raw("<ul class=\"note\">");
            each.notes().forEach(note -> page.element("li", note));
            page.raw("</ul>\n");
        }
        page.raw("</section>\n");
    }

    private void likeliest(RankedCause cause) {
        page.raw("<p>").element("strong", "Most likely: ").text(cause.known().cause() + " ");
        confidence(cause.confidence());
        page.raw("</p><p>").element("strong", "Fix: ").text(cause.known().fix()).raw("</p>\n");
        cause.records().forEach(record -> page.raw("<p>")
                .element("strong", "Proof: ")
                .text(record.line())
                .raw("</p>\n"));
    }

    private void facts() {
        var client = result.client();
        page.raw("<dl>").entry("ending", ending(client)).entry("detail", client.detail());
        page.entry("client sent last", client.lastSent().isEmpty() ? "nothing" : client.lastSent());
        page.entry("client received last", client.lastReceived().isEmpty() ? "nothing" : client.lastReceived());
        result.server()
                .filter(server -> !client.ending().isOfCaptures()
                        && !(captured() && server.equals(client))) // one capture shows both ends
                .ifPresent(server -> page.entry(
                        "the server saw",
                        server.stageWord() + ": " + ending(server)
                                + (server.by() == null ? "" : " by the " + server.by())
                                + (server.detail().isEmpty() ? "" : " (" + server.detail() + ")")));
        if (!each.connections().isEmpty()) {
            var first = each.connections().get(0);
            page.entry("addresses", first.client() + " to " + first.server());
        }
        each.facts().forEach((name, value) -> page.entry(name, value));
        page.raw("<dt>not checked</dt><dd><ul class=\"plain\">");
        unchecked().forEach(line -> page.element("li", line));
        page.raw("</ul></dd></dl>\n");
    }

    private boolean captured() {
        return result.link().backend().equals("capture");
    }

    /** What must not be concluded from this case. */
    private List<String> unchecked() {
        var lines = new ArrayList<String>();
        var stage = result.client().stage();
        if (result.client().ending() == EndingKind.ALREADY_UP) {
            lines.add("the handshake: it is not in the capture");
        } else if (result.client().ending() == EndingKind.CAPTURE_ENDS) {
            lines.add("how the connection ended: it is not in the capture");
        } else if (!result.client().completed()) {
            lines.add("what would have come after " + result.client().stageWord());
        } else if (stage != null && stage != Stage.ACTIVE) {
            lines.add("the stages after " + stage);
        } else {
            lines.add("graphics, channels and everything else inside the session");
        }
        if (result.server().isEmpty()) {
            lines.add("how the server saw it");
        }
        if (result.link().layer().equals("stream")) {
            lines.add("loss of packets: this link delays, limits and cuts bytes");
        }
        if (result.remarks().notes().contains("password-not-checked")) {
            lines.add("the password: the server did not ask for it");
        }
        if (!result.predictions().isEmpty() && !result.client().ending().isOfCaptures()) {
            lines.add("mstsc: what it shows is predicted");
        }
        return lines;
    }

    private void confidence(Confidence confidence) {
        var kind =
                switch (confidence) {
                    case PROVEN, MEASURED, DOCUMENTED -> "good";
                    case REPORTED -> "warn";
                    default -> "plain";
                };
        page.pill(kind, confidence.word());
    }

    private void causes() {
        var causes = result.causes();
        if (causes.isEmpty()) {
            EndingSentence.next(result.client()).ifPresent(this::next);
            return;
        }
        page.element("h3", "Causes, the likeliest first").raw("<ol class=\"causes\">");
        for (int i = 0; i < causes.size(); i++) {
            if (i == SHOWN_CAUSES) {
                page.raw(
                        "</ol><details><summary>%d less likely</summary><ol class=\"causes\" start=\"%d\">",
                        causes.size() - SHOWN_CAUSES, SHOWN_CAUSES + 1);
            }
            cause(i + 1, causes.get(i));
        }
        page.raw(causes.size() > SHOWN_CAUSES ? "</ol></details>\n" : "</ol>\n");
        if (causes.get(0).confidence() == Confidence.PROVEN) {
            next(causes.get(0).known().fix());
        } else {
            NextTests.known().apart(causes, !result.tries().isEmpty()).ifPresent(this::next);
        }
    }

    private void next(String step) {
        page.element("h3", "What to do next").element("p", step);
    }

    private void cause(int rank, RankedCause ranked) {
        page.raw("<li><h4><span class=\"rank\">%d.</span>", rank)
                .text(ranked.known().cause() + " ");
        confidence(ranked.confidence());
        page.raw(
                "</h4><meter min=\"0\" max=\"100\" value=\"%d\">score %d of 100</meter><ul class=\"evidence\">",
                ranked.score(), ranked.score());
        ranked.evidence().forEach(line -> page.element("li class=\"for\"", line));
        ranked.counter().forEach(line -> page.element("li class=\"against\"", line));
        page.raw("</ul><dl>");
        page.entry("fix", ranked.known().fix()).entry("on Linux", ranked.known().linux());
        page.entry("check", ranked.known().check())
                .entry("source", ranked.known().source());
        page.raw("</dl></li>\n");
    }

    private void tries() {
        if (result.tries().isEmpty()) {
            return;
        }
        page.element("h3", "Further tries, one thing changed in each");
        page.table(
                "Further tries",
                List.of("what", "outcome", "time", "shows"),
                List.of(2),
                result.tries().stream().map(CaseSection::row).toList());
    }

    private static List<String> row(FurtherTry one) {
        return List.of(
                one.what(),
                one.outcome()
                        .map(side -> ending(side) + " in " + side.stageWord())
                        .orElse("not made"),
                one.outcome().isEmpty() ? "" : Markup.millis(one.took().toNanos() / 1e6),
                one.shows());
    }

    private void predictions() {
        var rows = new ArrayList<List<String>>();
        for (Program program : Program.values()) {
            var prediction = result.predictions().get(program);
            if (prediction != null) {
                rows.add(List.of(
                        program.word(),
                        prediction.exit().isPresent()
                                ? "exit " + prediction.exit().getAsInt()
                                : prediction.shows(),
                        prediction.confidence().word(),
                        (prediction.log() + " " + prediction.source()).strip()));
            }
        }
        boolean known =
                result.predictions().values().stream().anyMatch(each -> each.confidence() != Confidence.UNKNOWN);
        if (!known && result.client().ending().isOfCaptures()) {
            return; // the capture does not hold the ending that a client would show
        }
        if (!rows.isEmpty()) {
            page.element("h3", "What real clients show");
        }
        if (!rows.isEmpty() && !known) {
            page.element(
                    "p class=\"soft\"", "Unknown: nobody has said or measured what a client shows for this ending.");
        } else if (!rows.isEmpty()) {
            page.table("Predictions", List.of("client", "shows", "confidence", "log and source"), List.of(), rows);
        }
    }

    private void replay() {
        if (!each.replay().isEmpty()) {
            page.element("h3", "Do it again")
                    .raw("<div class=\"replay\">")
                    .element("code", each.replay())
                    .raw("</div>\n");
        }
    }
}
