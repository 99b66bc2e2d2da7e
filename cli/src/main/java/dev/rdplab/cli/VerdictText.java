package dev.rdplab.cli;

import dev.rdplab.lab.Program;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.verdict.NextTests;
import dev.rdplab.lab.verdict.RankedCause;

/** The verdict for people: where it died, why, what to do, and which test would tell. */
final class VerdictText {

    private static final int CAUSES = 3;

    private final Terminal terminal;
    private final Paint paint;

    VerdictText(Terminal terminal, Paint paint) {
        this.terminal = terminal;
        this.paint = paint;
    }

    void print(Result result) {
        var client = result.client();
        if (client.completed()) {
            line(paint.good("completed") + " up to " + client.stage()
                    + (client.detail().isEmpty() ? "" : " (" + client.detail() + ")"));
            return;
        }
        line(Wrap.text(
                "",
                "  ",
                paint.bad("failed in " + client.stage()) + ": " + EndingText.of(client) + " by the " + client.by()
                        + (client.detail().isEmpty() ? "" : " (" + client.detail() + ")"),
                terminal.width()));
        line("  sent last " + orNothing(client.lastSent()) + ", received last " + orNothing(client.lastReceived())
                + (result.attempts() > 1 ? ", after " + result.attempts() + " attempts" : ""));
        line("  shown for it: " + shown(result));
        var causes = result.causes();
        if (causes.isEmpty()) {
            line("  no known cause fits");
        }
        for (int i = 0; i < Math.min(CAUSES, causes.size()); i++) {
            cause(i + 1, causes.get(i));
        }
        if (causes.size() > 1) {
            NextTests.known().apart(causes).ifPresent(test -> {
                line("");
                line(Wrap.text(paint.bold("next: "), "      ", test, terminal.width()));
            });
        }
    }

    private String shown(Result result) {
        var text = new StringBuilder();
        for (Program program : Program.values()) {
            var prediction = result.predictions().get(program);
            text.append(text.isEmpty() ? "" : ", ").append(program).append(' ');
            text.append(
                    prediction.exit().isPresent()
                            ? "exit " + prediction.exit().getAsInt()
                            : program == Program.MSTSC ? paint.bold(prediction.shows()) : prediction.shows());
            text.append(" (").append(prediction.confidence()).append(')');
        }
        return text.toString();
    }

    private void cause(int rank, RankedCause ranked) {
        var known = ranked.known();
        int width = terminal.width();
        line("");
        line(Wrap.text(rank + ". ", "   ", paint.bold(known.cause()) + " (" + known.confidence() + ")", width));
        ranked.evidence().forEach(text -> line(Wrap.text("   for:     ", "            ", text, width)));
        ranked.counter().forEach(text -> line(Wrap.text("   against: ", "            ", text, width)));
        line(Wrap.text("   check:   ", "            ", known.check(), width));
        line(Wrap.text("   fix:     ", "            ", known.fix(), width));
    }

    private static String orNothing(String title) {
        return title.isEmpty() ? "nothing" : title;
    }

    private void line(String text) {
        terminal.out().println(text);
    }
}
