package dev.rdplab.cli;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.explain.Explanation;
import dev.rdplab.lab.verdict.KnownCause;
import dev.rdplab.lab.verdict.KnownPair;
import java.util.List;

/** Prints an explanation for people. */
final class ExplanationText {

    private final Terminal terminal;
    private final Paint paint;
    private final boolean verbose;
    private final int width;

    ExplanationText(Terminal terminal, Paint paint, boolean verbose) {
        this.terminal = terminal;
        this.paint = paint;
        this.verbose = verbose;
        this.width = terminal.width();
    }

    void print(Explanation explanation) {
        title(explanation);
        if (!explanation.known()) {
            line("  ", "  ", "Nothing is known of this code here.");
        }
        explanation.meanings().forEach(this::meaning);
        explanation.pair().ifPresent(this::pair);
        causes(explanation.causes());
        explanation.pair().ifPresent(this::myths);
        if (!explanation.hint().isEmpty()) {
            blank();
            line("", "", explanation.hint());
        }
    }

    private void title(Explanation explanation) {
        String what = explanation.pair().map(KnownPair::title).orElse(explanation.known() ? "" : "unknown");
        line(paint.bold(explanation.asked()) + (what.isEmpty() ? "" : "  "), "  ", what);
        blank();
    }

    private void meaning(Code code) {
        String number = code.text() + (code.text().startsWith("0x") ? " = " + code.number() : "");
        var head = new StringBuilder("  ")
                .append(paint.name(number))
                .append("  ")
                .append(code.space().title());
        if (!code.name().isEmpty()) {
            head.append("  ").append(paint.bold(code.name()));
        }
        terminal.out().println(head + "  " + confidence(code.confidence()));
        if (!code.meaning().isEmpty()) {
            line("      ", "      ", code.meaning());
        }
        if (!code.remark().isEmpty()) {
            line("      ", "      ", code.remark());
        }
        source("      ", code.source());
    }

    private void pair(KnownPair pair) {
        section("What it means");
        line("  ", "  ", pair.meaning());
        if (!pair.dialog().isEmpty()) {
            line("  dialog: ", "          ", pair.dialog());
        }
        source("  ", pair.source());
        if (!pair.wire().isEmpty()) {
            section("What has happened on the wire (one of these)");
            int number = 1;
            for (var each : pair.wire()) {
                line("  " + number++ + ". ", "     ", each.what() + "  " + confidence(each.confidence()));
                if (!each.scenario().isEmpty()) {
                    line("     ", "     ", paint.dim("reproduce it:") + " rdplab reproduce " + each.scenario());
                }
                if (verbose) {
                    source("     ", each.source());
                }
            }
        }
    }

    private void myths(KnownPair pair) {
        if (!pair.not().isEmpty()) {
            section("Often blamed, and not it");
            pair.not().forEach(each -> {
                String see = each.scenario().isEmpty()
                        ? ""
                        : " " + paint.dim("see it:") + " rdplab reproduce " + each.scenario();
                line("  - ", "    ", paint.bold(each.what()) + ": " + each.because() + "." + see);
            });
        }
    }

    private void causes(List<KnownCause> causes) {
        if (causes.isEmpty()) {
            return;
        }
        section("Known causes");
        int number = 1;
        for (KnownCause cause : causes) {
            line("  " + number++ + ". ", "     ", paint.bold(cause.cause()) + "  " + confidence(cause.confidence()));
            line("     wire    ", "             ", cause.wire());
            line("     fix     ", "             ", cause.fix());
            line("     check   ", "             ", cause.check());
            source("     ", cause.source());
        }
    }

    private String confidence(Confidence confidence) {
        String text = "[" + confidence.word() + "]";
        return switch (confidence) {
            case PROVEN, OBSERVED, DOCUMENTED, MEASURED -> paint.good(text);
            case REPORTED -> paint.name(text);
            case INFERRED -> paint.doubtful(text);
            case UNKNOWN -> paint.bad(text);
        };
    }

    private void source(String indent, String source) {
        String[] parts = source.split(" ; ");
        String shown = verbose || parts.length == 1 ? source : parts[0] + " and " + (parts.length - 1) + " more";
        terminal.out().println(paint.dim(Wrap.text(indent + "source  ", indent + "        ", shown, width)));
    }

    private void section(String title) {
        blank();
        terminal.out().println(paint.bold(title));
    }

    private void line(String first, String rest, String text) {
        terminal.out().println(Wrap.text(first, rest, text, width));
    }

    private void blank() {
        terminal.out().println();
    }
}
