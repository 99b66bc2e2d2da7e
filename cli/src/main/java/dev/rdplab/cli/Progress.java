package dev.rdplab.cli;

import dev.rdplab.lab.run.RunReport;

/** One line on stderr that says how far a campaign is; only on a terminal. */
final class Progress {

    private final Terminal terminal;
    private final boolean shown;
    private final int total;
    private int done;
    private int failed;

    Progress(Terminal terminal, OutputOptions output, int total) {
        this.terminal = terminal;
        this.shown = terminal.live() && !output.quiet;
        this.total = total;
    }

    /** Says at once what is going on. */
    void begins(String what) {
        if (shown) {
            terminal.status(what);
        }
    }

    synchronized void finished(RunReport report) {
        done++;
        failed += report.asExpected() ? 0 : 1;
        if (shown) {
            var line = done + "/" + total + (failed > 0 ? ", " + failed + " not as expected" : "") + "  "
                    + report.scenario().path();
            terminal.status(line);
        }
    }

    void clear() {
        if (shown) {
            terminal.clearStatus();
        }
    }
}
