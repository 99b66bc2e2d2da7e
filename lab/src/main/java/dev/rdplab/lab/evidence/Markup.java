package dev.rdplab.lab.evidence;

import java.util.List;
import java.util.Locale;

/** HTML and SVG as text. Whatever comes from outside goes through {@link #text}, so that nothing of it is taken for markup. */
final class Markup {

    private final StringBuilder out = new StringBuilder();

    /** Markup of the page's own. */
    Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Markup of the page's own with numbers in it, by {@link String#format}. */
    Markup raw(String format, Object... numbers) {
        return raw(String.format(Locale.ROOT, format, numbers));
    }

    /** A text. Controls, and marks that turn the direction of text, are shown as {@code \\uXXXX}. */
    Markup text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> {
                    if (hidden(c)) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return this;
    }

    private static boolean hidden(char c) {
        return Character.isISOControl(c) && c != '\n' || Character.getType(c) == Character.FORMAT;
    }

    /** An element with a text in it. @param tag with its attributes, such as {@code p class="soft"} */
    Markup element(String tag, String text) {
        return raw("<" + tag + ">").text(text).raw("</" + tag.split(" ", 2)[0] + ">");
    }

    /** A label in a rounded box. @param kind good, bad, warn or plain */
    Markup pill(String kind, String text) {
        return element("span class=\"pill " + kind + "\"", text);
    }

    /** An entry of a list of definitions; nothing where the text is empty. */
    Markup entry(String name, String text) {
        return text.isEmpty() ? this : element("dt", name).element("dd", text);
    }

    /** A table of texts. @param numeric the columns with numbers */
    Markup table(String label, List<String> titles, List<Integer> numeric, List<List<String>> rows) {
        raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .text(label)
                .raw("\"><table class=\"stack\"><thead><tr>");
        for (int i = 0; i < titles.size(); i++) {
            element("th scope=\"col\"" + (numeric.contains(i) ? " class=\"num\"" : ""), titles.get(i));
        }
        raw("</tr></thead><tbody>");
        for (List<String> row : rows) {
            raw("<tr>");
            for (int i = 0; i < row.size(); i++) {
                var tag = i == 0 ? "th scope=\"row\" class=\"name\"" : numeric.contains(i) ? "td class=\"num\"" : "td";
                raw("<" + tag + " data-title=\"").text(titles.get(i)).raw("\">").text(row.get(i));
                raw(i == 0 ? "</th>" : "</td>");
            }
            raw("</tr>\n");
        }
        return raw("</tbody></table></div>\n");
    }

    /** A time of the page's own. */
    static String millis(double ms) {
        return ms >= 1_000
                ? String.format(Locale.ROOT, "%.2f s", ms / 1_000)
                : String.format(Locale.ROOT, ms >= 10 ? "%.0f ms" : "%.1f ms", ms);
    }

    static String bytes(long count) {
        return count >= 10_000 ? String.format(Locale.ROOT, "%.1f kB", count / 1_000.0) : count + " B";
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
