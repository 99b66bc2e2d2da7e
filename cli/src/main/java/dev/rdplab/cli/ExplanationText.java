package dev.rdplab.cli;

import dev.rdplab.chaos.process.OwnCommand;
import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.explain.Explanation;
import dev.rdplab.lab.verdict.KnownCause;
import dev.rdplab.lab.verdict.KnownPair;
import java.util.List;
import java.util.stream.Collectors;

/** Prints an explanation for people: what it is, the likeliest causes and what to do next; all of it when asked. */
final class ExplanationText {

    /** Causes in the short form. */
    private static final int FEW = 3;

    private final Terminal terminal;
    private final Paint paint;
    private final boolean all;
    private final int width;

    ExplanationText(Terminal terminal, Paint paint, boolean all) {
        this.terminal = terminal;
        this.paint = paint;
        this.all = all;
        this.width = terminal.width();
    }

    /** What was taken out of a longer text. */
    void taken(List<String> taken) {
        line(
                paint.dim("taken from the text: "),
                "  ",
                taken.stream().map(ExplanationText::oneLine).collect(Collectors.joining(" | ")));
        blank();
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ");
    }

    void print(Explanation explanation) {
        title(explanation);
        if (!explanation.known()) {
            line("  ", "  ", "rdplab does not know this code.");
        }
        explanation.says().forEach(each -> line("  ", "  ", each));
        explanation.pair().ifPresent(this::pair);
        if (explanation.pair().isEmpty()) {
            meanings(explanation.meanings());
        }
        causes(explanation.causes());
        explanation.pair().ifPresent(pair -> {
            myths(pair);
            section("The numbers");
            meanings(explanation.meanings());
        });
        if (!explanation.hint().isEmpty()) {
            blank();
            line("", "", explanation.hint());
        }
        if (!all && explanation.known()) {
            blank();
            line("", "", paint.dim("more: --all (wire, fixes, sources), --sources, --json"));
        }
    }

    private void title(Explanation explanation) {
        String what = explanation.pair().map(KnownPair::title).orElse(explanation.known() ? "" : "unknown");
        line(
                paint.bold(oneLine(explanation.asked()) + decimal(explanation.asked())) + (what.isEmpty() ? "" : "  "),
                "  ",
                what);
        if (explanation.pair().isEmpty()) {
            blank();
        }
    }

    /** Of a number that is no status: logs print it so, and it may have been asked for so. */
    private static String decimal(String asked) {
        boolean small = asked.matches("0x[0-9A-Fa-f]{2,6}");
        return small ? " = " + Integer.decode(asked) : "";
    }

    /** The first whole, of the others a line each, with the word that chooses its table. */
    private void meanings(List<Code> meanings) {
        for (int i = 0; i < meanings.size(); i++) {
            meaning(meanings.get(i), all || i == 0 || meanings.size() <= FEW);
        }
        if (meanings.size() > FEW
                && meanings.stream().map(Code::space).distinct().count() > 1) {
            var first = meanings.get(0);
            line(
                    "  ",
                    "  ",
                    paint.dim("one table only: " + OwnCommand.name() + " explain " + Explanation.chooser(first.space())
                            + ":" + first.number()));
        }
    }

    private void meaning(Code code, boolean whole) {
        String number = code.text() + (code.text().startsWith("0x") ? " = " + code.number() : "");
        var head = "  " + paint.name(number) + "  " + code.space().title();
        var name = code.name().isEmpty() ? "" : "  " + paint.bold(code.name());
        var confidence = "  " + confidence(code.confidence());
        boolean fits = Paint.width(head + name + confidence) <= terminal.width();
        terminal.out().println(fits ? head + name + confidence : head + "\n      " + (name + confidence).strip());
        if (!whole) {
            return;
        }
        if (!code.meaning().isEmpty()) {
            line("      ", "      ", code.meaning());
        }
        if (!code.remark().isEmpty()) {
            line("      ", "      ", code.remark());
        }
        if (all) {
            source("      ", code.source());
        }
    }

    private void pair(KnownPair pair) {
        section("What it means");
        line("  ", "  ", pair.meaning() + "  " + confidence(pair.confidence()));
        if (!all) {
            return;
        }
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
                    line(
                            "     ",
                            "     ",
                            paint.dim("reproduce it:") + " " + OwnCommand.name() + " reproduce " + each.scenario());
                }
                source("     ", each.source());
            }
        }
    }

    private void myths(KnownPair pair) {
        if (pair.not().isEmpty()) {
            return;
        }
        section("Often blamed, but not the cause");
        if (!all) {
            line("  ", "  ", pair.not().stream().map(KnownPair.Myth::what).collect(Collectors.joining("; ")));
            return;
        }
        pair.not().forEach(each -> {
            String see = each.scenario().isEmpty()
                    ? ""
                    : " " + paint.dim("see it:") + " " + OwnCommand.name() + " reproduce " + each.scenario();
            line("  - ", "    ", paint.bold(each.what()) + ": " + each.because() + "." + see);
        });
    }

    private void causes(List<KnownCause> causes) {
        if (causes.isEmpty()) {
            return;
        }
        section(causes.size() > FEW && !all ? "Known causes, the likeliest of " + causes.size() : "Known causes");
        int number = 1;
        for (KnownCause cause : all ? causes : causes.subList(0, Math.min(FEW, causes.size()))) {
            line("  " + number++ + ". ", "     ", paint.bold(cause.cause()) + "  " + confidence(cause.confidence()));
            if (all) {
                line("     wire    ", "             ", cause.wire());
                line("     fix     ", "             ", cause.fix());
                linux("     linux   ", "             ", cause);
                line("     check   ", "             ", cause.check());
                line("     id      ", "             ", cause.id());
                source("     ", cause.source());
            }
        }
        if (!all) {
            section(causes.size() > 1 ? "Next, for cause 1" : "Next");
            line("  check   ", "          ", causes.get(0).check());
            line("  fix     ", "          ", causes.get(0).fix());
            linux("  linux   ", "          ", causes.get(0));
        }
    }

    private void linux(String first, String rest, KnownCause cause) {
        if (!cause.linux().isEmpty()) {
            line(first, rest, cause.linux());
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
        terminal.out().println(paint.dim(Wrap.text(indent + "source  ", indent + "        ", source, width)));
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
