package dev.rdplab.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.Map;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err progress and complaints
 * @param outColumns width of stdout in characters; 0 when it is no terminal
 * @param errColumns the same for stderr
 */
record Terminal(PrintWriter out, PrintWriter err, int outColumns, int errColumns) {

    /** Used where the width is not known. */
    static final int DEFAULT_COLUMNS = 100;

    /** The process's own, as the launcher found them. */
    static Terminal system(Map<String, String> environment) {
        return new Terminal(
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true),
                columns("rdplab.out.columns", environment),
                columns("rdplab.err.columns", environment));
    }

    /** For tests: no terminal. */
    static Terminal to(Writer out, Writer err) {
        return new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), 0, 0);
    }

    /** Width to wrap at. */
    int width() {
        return outColumns > 0 ? Math.max(40, Math.min(outColumns, 160)) : DEFAULT_COLUMNS;
    }

    private static int columns(String property, Map<String, String> environment) {
        String text = System.getProperty(property, environment.getOrDefault("COLUMNS", "0"));
        boolean terminal = System.getProperty(property) != null || System.console() != null && isJdk17Console();
        try {
            return terminal ? Math.max(0, Integer.parseInt(text.strip())) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Until JDK 21 a console means that both ends are terminals; later releases always have one. */
    private static boolean isJdk17Console() {
        return Runtime.version().feature() < 22;
    }
}
