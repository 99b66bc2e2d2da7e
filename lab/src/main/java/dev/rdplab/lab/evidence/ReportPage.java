package dev.rdplab.lab.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page of a report: one self-contained file that can be read without JavaScript. Its script filters, copies, and
 * shows the bytes of a message; its data is the same as JSON.
 */
final class ReportPage {

    /** Runs whose messages are all listed; of more runs only those of the unexpected ones are. */
    private static final int MOST_WITH_MESSAGES = 100;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss XXX");
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACES = Pattern.compile("@(TITLE|STYLE|TOP|MAIN|PROGRAM|DATA)@");

    private ReportPage() {}

    static String of(Evidence evidence) {
        return of(evidence.title(), top(evidence), main(evidence), data(evidence));
    }

    /** @param top the header's HTML @param main that of the findings @param data the same as JSON, fit for a script element */
    static String of(String title, String top, String main, String data) {
        return PLACES.matcher(resource("report.html"))
                .replaceAll(place -> Matcher.quoteReplacement(
                        switch (place.group(1)) {
                            case "TITLE" -> new Markup().text(title).toString();
                            case "STYLE" -> style();
                            case "TOP" -> top;
                            case "MAIN" -> main;
                            case "PROGRAM" -> resource("report.js");
                            default -> data;
                        }));
    }

    static String style() {
        return resource("report.css");
    }

    private static String top(Evidence evidence) {
        var page = new Markup().element("h1", evidence.title());
        var cases = evidence.cases();
        if (cases.size() > 1) {
            boolean judged = cases.get(0).result().expected().isPresent();
            long good = cases.stream()
                    .filter(each -> judged
                            ? each.result().asExpected()
                            : each.result().client().completed())
                    .count();
            page.raw("<p>")
                    .pill(
                            good == cases.size() ? "good" : "bad",
                            good + " of " + cases.size() + (judged ? " as expected" : " completed"));
            page.raw("</p>");
        }
        page.raw(origin(evidence.command()));
        evidence.notes().forEach(note -> page.element("p class=\"note\"", note));
        return page.toString();
    }

    /** The command, when and on which machine it ran, and the version, as HTML. */
    static String origin(String command) {
        return new Markup()
                .raw("<dl class=\"facts\">")
                .entry("command", command)
                .entry("made", ZonedDateTime.now().format(TIME))
                .entry("on", host())
                .entry(
                        "by",
                        "rdplab " + version() + ", Java " + Runtime.version().feature())
                .raw("</dl>")
                .toString();
    }

    private static String version() {
        var own = ReportPage.class.getPackage().getImplementationVersion();
        return own == null ? "(development)" : own;
    }

    /** The name of this machine, without asking anything of a network. */
    private static String host() {
        try {
            if (Files.isReadable(HOST_NAME)) {
                return Files.readString(HOST_NAME).strip();
            }
        } catch (IOException e) {
            // the environment may know
        }
        return Stream.of("COMPUTERNAME", "HOSTNAME")
                .map(System::getenv)
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .orElse("unknown");
    }

    private static String main(Evidence evidence) {
        var page = new Markup();
        var cases = evidence.cases();
        if (cases.size() > 1) {
            SummaryTable.draw(page, cases);
        }
        for (int i = 0; i < evidence.maps().size(); i++) {
            Charts.map(page, evidence.maps().get(i), i + 1);
        }
        Charts.distributions(page, evidence.distributions());
        if (cases.size() == 1) {
            page.raw("<article id=\"case-1\">\n");
            CaseSection.draw(page, cases.get(0), true);
            page.raw("</article>\n");
            return page.toString();
        }
        boolean opened = false;
        for (int i = 0; i < cases.size(); i++) {
            var result = cases.get(i).result();
            boolean wrong = result.expected().isPresent() && !result.asExpected();
            page.raw("<details class=\"case card\" id=\"case-%d\"%s><summary>", i + 1, wrong && !opened ? " open" : "");
            opened |= wrong;
            page.element("h2", result.scenario()).raw(" ");
            CaseSection.status(page, result);
            page.raw(" ")
                    .element(
                            "span class=\"soft\"",
                            result.client().stageWord() + ", " + CaseSection.ending(result.client()));
            page.raw("</summary>\n");
            CaseSection.draw(page, cases.get(i), wrong || cases.size() <= MOST_WITH_MESSAGES);
            page.raw("</details>\n");
        }
        return page.toString();
    }

    /** Inside a script element nothing may look like its end, or like a comment. */
    private static String data(Evidence evidence) {
        try {
            return JSON.writeValueAsString(ReportData.of(evidence))
                    .replace("<", "\\u003c")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (var in = ReportPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
