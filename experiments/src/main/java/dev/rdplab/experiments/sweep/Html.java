package dev.rdplab.experiments.sweep;

import java.util.List;

/** A builder for an HTML page that escapes all text. */
public final class Html {

    private final StringBuilder out = new StringBuilder();

    public Html raw(String markup) {
        out.append(markup);
        return this;
    }

    public Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    public Html element(String name, String text) {
        return raw("<" + name + ">").text(text).raw("</" + name + ">\n");
    }

    public Html row(String element, List<String> texts) {
        raw("<tr>");
        texts.forEach(t -> raw("<" + element + ">").text(t).raw("</" + element + ">"));
        return raw("</tr>\n");
    }

    /** A title and its lines, or the line that says that there are none. */
    public Html list(String title, List<String> lines, String nothing) {
        element("h2", title).raw("<ul>");
        (lines.isEmpty() ? List.of(nothing) : lines).forEach(line -> element("li", line));
        return raw("</ul>\n");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
