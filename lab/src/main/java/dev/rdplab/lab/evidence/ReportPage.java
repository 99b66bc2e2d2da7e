package dev.rdplab.lab.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page of a report: one file with its style, its program, the plotting library and the data. */
final class ReportPage {

    private static final String D3 = "/META-INF/resources/webjars/d3/7.9.0/dist/d3.min.js";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACES = Pattern.compile("@(TITLE|STYLE|D3|PROGRAM|DATA)@");

    private ReportPage() {}

    static String of(Evidence evidence) {
        return PLACES.matcher(resource("report.html"))
                .replaceAll(place -> Matcher.quoteReplacement(
                        switch (place.group(1)) {
                            case "TITLE" -> text(evidence.title());
                            case "STYLE" -> resource("report.css");
                            case "D3" -> resource(D3);
                            case "PROGRAM" -> resource("report.js");
                            default -> data(evidence);
                        }));
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

    private static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static String style() {
        return resource("report.css");
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
