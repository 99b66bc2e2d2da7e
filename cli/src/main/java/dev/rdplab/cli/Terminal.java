package dev.rdplab.cli;

import dev.rdplab.words.VisibleText;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Where a command writes. All text passes {@link VisibleWriter}: nothing that a peer or a file holds reaches a terminal raw. */
final class Terminal {

    /** Used where the width is not known. */
    static final int DEFAULT_COLUMNS = 100;

    private static final int NARROWEST = 40;
    private static final int WIDEST = 160;

    private final VisibleWriter toOut;
    private final VisibleWriter toErr;
    private final PrintWriter out;
    private final PrintWriter err;
    private final int outColumns;
    private final int errColumns;
    private final boolean sequences;

    private Terminal(VisibleWriter toOut, VisibleWriter toErr, int outColumns, int errColumns, boolean sequences) {
        this.toOut = toOut;
        this.toErr = toErr;
        this.out = new PrintWriter(toOut, true);
        this.err = new PrintWriter(toErr, true);
        this.outColumns = outColumns;
        this.errColumns = errColumns;
        this.sequences = sequences;
    }

    /** The process's own, as the launcher found them; everything that prints to {@code System.err} prints there, too. */
    static Terminal system(Map<String, String> environment) {
        var terminal = new Terminal(
                writer(FileDescriptor.out, "stdout.encoding"),
                writer(FileDescriptor.err, "stderr.encoding"),
                columns("rdplab.out.columns", environment),
                columns("rdplab.err.columns", environment),
                !environment.getOrDefault("TERM", "").equals("dumb"));
        System.setOut(terminal.stream(terminal.out));
        System.setErr(terminal.stream(terminal.err));
        return terminal;
    }

    private static VisibleWriter writer(FileDescriptor descriptor, String property) {
        var charset = charset(System.getProperty(property, System.getProperty("sun." + property)));
        var encoder = charset.name().startsWith("UTF-") ? null : charset.newEncoder();
        return new VisibleWriter(new OutputStreamWriter(new FileOutputStream(descriptor), charset), encoder);
    }

    private static Charset charset(String name) {
        try {
            return name == null || name.isEmpty() ? Charset.defaultCharset() : Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            return Charset.defaultCharset();
        }
    }

    /** For tests: no terminal. */
    static Terminal to(Writer out, Writer err) {
        return to(out, err, 0, Map.of());
    }

    /** For tests: a terminal of this width, or none with 0. */
    static Terminal to(Writer out, Writer err, int columns, Map<String, String> environment) {
        return new Terminal(
                new VisibleWriter(out, null),
                new VisibleWriter(err, null),
                columns,
                columns,
                !environment.getOrDefault("TERM", "").equals("dumb"));
    }

    /** For tests: stdout is a pipe, stderr a terminal of this width. */
    static Terminal piped(Writer out, Writer err, int errColumns) {
        return new Terminal(new VisibleWriter(out, null), new VisibleWriter(err, null), 0, errColumns, true);
    }

    /** Results. */
    PrintWriter out() {
        return out;
    }

    /** For picocli, which writes there a help at a time, or the one line of the version, and then flushes. */
    PrintWriter help() {
        var text = new StringWriter() {
            @Override
            public void flush() {
                var written = toString();
                boolean oneLine = written.indexOf('\n') == written.length() - 1; // the version, to be copied whole
                out.print(oneLine ? written : HelpText.wrap(written, width()));
                out.flush();
                getBuffer().setLength(0);
            }
        };
        return new PrintWriter(text, false);
    }

    /** Progress and complaints. */
    PrintWriter err() {
        return err;
    }

    /** Width of stdout in characters; 0 when it is not a terminal. */
    int outColumns() {
        return outColumns;
    }

    /** Width to wrap at. Output to a pipe is most often read by {@code less} on the terminal of stderr. */
    int width() {
        if (outColumns > 0) {
            return Math.max(NARROWEST, Math.min(outColumns, WIDEST));
        }
        return errColumns > 0 ? Math.max(NARROWEST, Math.min(errColumns, DEFAULT_COLUMNS)) : DEFAULT_COLUMNS;
    }

    /** Whether stdout is a terminal that knows colours. */
    boolean outColours() {
        return outColumns > 0 && sequences;
    }

    /** Whether stderr is a terminal on which a line can be written over. */
    boolean live() {
        return errColumns > 0 && sequences;
    }

    /** Writes a line over the last one on stderr, cut to its width; only on a terminal. */
    void status(String line) {
        if (live()) {
            var text = VisibleText.of(line);
            over(text.substring(0, Math.min(text.length(), errColumns - 1)));
        }
    }

    /** Prints a line on stdout; where both ends are one terminal, not behind the line of {@link #status}. */
    void result(String line) {
        if (outColumns > 0) {
            clearStatus();
        }
        out.println(line);
    }

    /** Takes the line of {@link #status} away. */
    void clearStatus() {
        if (live()) {
            over("");
        }
    }

    private void over(String text) {
        synchronized (err) {
            err.flush();
            try {
                toErr.raw("\r\u001b[K" + text);
                toErr.flush();
            } catch (IOException gone) {
                // nobody sees the progress
            }
        }
    }

    /** Why stdout cannot be written to; empty while it can. */
    Optional<IOException> failure() {
        out.flush();
        return toOut.failure();
    }

    /** A stream for code that knows no writers, such as a logger. */
    private PrintStream stream(PrintWriter writer) {
        var bytes = new OutputStream() {
            private final ByteArrayOutputStream line = new ByteArrayOutputStream();

            @Override
            public synchronized void write(int b) {
                line.write(b);
                if (b == '\n') {
                    flush();
                }
            }

            @Override
            public synchronized void flush() {
                writer.print(line.toString(StandardCharsets.UTF_8));
                writer.flush();
                line.reset();
            }
        };
        try {
            return new PrintStream(bytes, true, StandardCharsets.UTF_8.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int columns(String property, Map<String, String> environment) {
        String text = System.getProperty(property, environment.getOrDefault("COLUMNS", "0"));
        boolean terminal = System.getProperty(property) != null || environment.containsKey("COLUMNS") && isConsole();
        try {
            return terminal ? Math.max(0, Integer.parseInt(text.strip())) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Until JDK 21 a console means that both ends are terminals; later releases always have one, and can be asked. */
    private static boolean isConsole() {
        var console = System.console();
        if (console == null || Runtime.version().feature() < 22) {
            return console != null;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }
}
