package dev.rdplab.cli;

import dev.rdplab.chaos.process.OwnCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks help at blanks, never inside a word or a command that one would paste. Picocli breaks after dots and brackets, too. */
final class HelpText {

    /** The width that picocli is given, so that it breaks nothing. */
    static final int UNBROKEN = 8_000;

    private static final Pattern TWO_COLUMNS = Pattern.compile("^(\\s+\\S.*?\\s{2,})(\\S.*)$");
    private static final String USAGE = "Usage:";
    private static final Pattern SYNOPSIS = Pattern.compile("^(Usage: (?:[a-z]+ )+)(.*)$");
    private static final int LEAST_TEXT = 20;

    private HelpText() {}

    /** The help in lines of at most {@code width} characters; examples stay whole. */
    static String wrap(String help, int width) {
        var out = new StringBuilder();
        boolean continued = false;
        for (String paragraph : paragraphs(help)) {
            String line = paragraph.startsWith(USAGE) ? paragraph : OwnCommand.in(paragraph);
            boolean example =
                    continued || line.startsWith("  " + OwnCommand.name() + " ") && !line.contains("  ".repeat(2));
            continued = example && line.endsWith("\\");
            out.append(example || line.length() <= width ? line : broken(line, width))
                    .append('\n');
        }
        return out.toString();
    }

    private static String broken(String line, int width) {
        var synopsis = SYNOPSIS.matcher(line);
        if (synopsis.matches()) {
            return Wrap.text(synopsis.group(1), " ".repeat(synopsis.group(1).length()), synopsis.group(2), width);
        }
        var columns = TWO_COLUMNS.matcher(line);
        if (columns.matches()) {
            int indent = columns.group(1).length();
            return width - indent >= LEAST_TEXT
                    ? Wrap.text(columns.group(1), " ".repeat(indent), columns.group(2), width)
                    : columns.group(1).stripTrailing() + '\n' + Wrap.text("      ", "      ", columns.group(2), width);
        }
        var indent = " ".repeat(Math.min(line.length() - line.stripLeading().length(), width / 2));
        return Wrap.text(indent, indent, line, width);
    }

    /** Lines of text that go on in the next line become one. */
    private static List<String> paragraphs(String help) {
        var lines = new ArrayList<String>();
        for (String line : help.lines().map(String::stripTrailing).toList()) {
            var last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
            boolean goesOn =
                    isText(last) && isText(line) && !last.endsWith(".") && !last.endsWith(":") && !line.endsWith(":");
            if (goesOn) {
                lines.set(lines.size() - 1, last + ' ' + line);
            } else {
                lines.add(line);
            }
        }
        return lines;
    }

    private static boolean isText(String line) {
        return !line.isEmpty() && line.charAt(0) != ' ' && !line.startsWith(USAGE);
    }
}
