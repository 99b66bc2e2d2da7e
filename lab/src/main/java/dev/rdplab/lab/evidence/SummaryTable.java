package dev.rdplab.lab.evidence;

import dev.rdplab.lab.Program;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** All cases of a page in one table, which the page's script filters. */
final class SummaryTable {

    private SummaryTable() {}

    static void draw(Markup page, List<EvidenceCase> cases) {
        boolean judged = cases.get(0).result().expected().isPresent();
        page.raw(
                "<section class=\"card\"><h2>Summary</h2><form class=\"filters\" id=\"filters\" role=\"search\" aria-label=\"Filter\" hidden>");
        page.raw("<label>name or text <input type=\"search\" id=\"filter-text\"></label>");
        select(page, "stage", cases, each -> each.result().client().stageWord());
        select(page, "ending", cases, each -> each.result().client().ending().word());
        page.raw("<label class=\"check\"><input type=\"checkbox\" id=\"filter-wrong\">")
                .text(judged ? "only not as expected" : "only failed")
                .raw("</label></form><p class=\"soft\" id=\"count\" role=\"status\"></p>");
        page.raw(
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"All runs\"><table class=\"stack summary\"><thead><tr>");
        for (String title : List.of("what", "stage", "ending", "mstsc shows", "time", "outcome", "in short")) {
            page.element("th scope=\"col\"" + (title.equals("time") ? " class=\"num\"" : ""), title);
        }
        page.raw("</tr></thead><tbody>");
        for (int i = 0; i < cases.size(); i++) {
            row(page, cases.get(i), i);
        }
        page.raw("</tbody></table></div></section>\n");
    }

    private static void select(Markup page, String name, List<EvidenceCase> cases, Function<EvidenceCase, String> key) {
        page.raw("<label>" + name + " <select id=\"filter-" + name + "\"><option value=\"\">any</option>");
        var words = new TreeSet<String>();
        cases.forEach(each -> words.add(key.apply(each)));
        words.forEach(word -> page.element("option", word));
        page.raw("</select></label>");
    }

    private static void row(Markup page, EvidenceCase each, int index) {
        var result = each.result();
        boolean wrong = result.expected().isPresent()
                ? !result.asExpected()
                : !result.client().completed();
        page.raw("<tr data-case=\"%d\" data-wrong=\"%b\" data-stage=\"", index, wrong)
                .text(result.client().stageWord())
                .raw("\" data-ending=\"")
                .text(result.client().ending().word())
                .raw("\"><th scope=\"row\" class=\"name\" data-title=\"what\"><a href=\"#case-" + (index + 1) + "\">")
                .text(result.scenario())
                .raw("</a></th>");
        page.element("td data-title=\"stage\"", result.client().stageWord());
        page.element("td data-title=\"ending\"", CaseSection.ending(result.client()));
        var mstsc = result.predictions().get(Program.MSTSC);
        page.element("td data-title=\"mstsc shows\"", mstsc == null ? "" : mstsc.shows());
        page.element("td class=\"num\" data-title=\"time\"", Markup.millis(CaseSection.millis(result)));
        page.raw("<td data-title=\"outcome\">");
        CaseSection.status(page, result);
        page.raw("</td>");
        var inShort = each.summary().isEmpty() && !result.causes().isEmpty()
                ? result.causes().get(0).known().cause()
                : each.summary();
        page.element("td class=\"wide\" data-title=\"in short\"", inShort).raw("</tr>\n");
    }
}
