package dev.rdplab.cli;

import dev.rdplab.chaos.process.OwnCommand;
import dev.rdplab.diagnosis.probe.Probe;
import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.evidence.EndingSentence;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.Side;
import dev.rdplab.lab.verdict.NextTests;
import dev.rdplab.lab.verdict.RankedCause;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.List;
import java.util.stream.Collectors;

/** The verdict for people: where it died, why, what to do, and which test would tell. */
final class VerdictText {

    private static final int CAUSES = 3;

    /** Points of a score by which a cause is ahead when the next one is no rival. */
    private static final int CLEAR_LEAD = 20;

    private final Terminal terminal;
    private final Paint paint;
    private final String leaving;

    private final Hints hints;

    /** @param leaving what is added about a completed handshake: why it went no further */
    VerdictText(Terminal terminal, Paint paint, String leaving, Hints hints) {
        this.terminal = terminal;
        this.paint = paint;
        this.leaving = leaving;
        this.hints = hints;
    }

    void print(Result result) {
        var client = result.client();
        if (client.completed()) {
            line(Wrap.text(
                    paint.good("completed") + ": ",
                    "  ",
                    "reached " + client.stageWord()
                            + (client.detail().isEmpty() ? "" : " (" + client.detail() + ")")
                            + leaving,
                    terminal.width()));
            if (result.remarks().notes().contains(Probe.PASSWORD_NOT_CHECKED)) {
                line(Wrap.text(
                        "",
                        "",
                        "note: the password was not checked. Without NLA the server takes user and password in Client Info and"
                                + " checks them after the handshake, on its logon screen, if at all",
                        terminal.width()));
            }
            result.causes().stream()
                    .filter(cause -> cause.confidence() == Confidence.PROVEN)
                    .forEach(cause -> cause(1, cause));
            return;
        }
        if (client.ending().isOfCaptures() && result.causes().isEmpty()) {
            ofCaptures(client);
            return;
        }
        var causes = result.causes();
        point(
                client.ending().isOfCaptures() ? "seen in" : "failed in",
                paint.bad(client.stageWord()) + ": " + EndingText.sentence(client));
        point(
                "likely",
                causes.isEmpty()
                        ? "no known cause fits"
                        : paint.bold(named(causes.get(0))) + " (" + likely(causes) + ")");
        if (!causes.isEmpty() && causes.get(0).confidence() == Confidence.PROVEN) {
            point("fix", hints.complete(causes.get(0).known().fix()));
        } else {
            NextTests.known()
                    .apart(causes, !result.tries().isEmpty())
                    .ifPresent(test -> point("next", hints.complete(numbered(test, causes))));
        }
        line("");
        lastMessages(result);
        line(Wrap.text("what clients show: ", "  ", shown(result), terminal.width()));
        for (int i = 0; i < Math.min(CAUSES, causes.size()); i++) {
            cause(i + 1, causes.get(i));
        }
        if (causes.size() > CAUSES) {
            line("");
            var ids = causes.stream()
                    .skip(CAUSES)
                    .map(cause -> cause.known().id())
                    .collect(Collectors.joining(", "));
            var less = causes.size() - CAUSES + " less likely: " + ids + " (" + OwnCommand.name() + " explain "
                    + causes.get(CAUSES).known().id() + ")";
            line(paint.dim(Wrap.text("", "  ", less, terminal.width())));
        }
    }

    private void lastMessages(Result result) {
        var client = result.client();
        if (!client.lastSent().isEmpty() || !client.lastReceived().isEmpty()) {
            line(Wrap.text(
                    "",
                    "  ",
                    "sent last " + orNothing(client.lastSent()) + ", received last " + orNothing(client.lastReceived())
                            + (result.attempts() > 1 ? ", after " + result.attempts() + " attempts" : ""),
                    terminal.width()));
        }
    }

    /** The causes of a test by their numbers below, before their ids. */
    private static String numbered(String test, List<RankedCause> causes) {
        var text = test;
        for (int i = 0; i < Math.min(CAUSES, causes.size()); i++) {
            var id = causes.get(i).known().id();
            text = text.replace(": " + id, ": cause " + (i + 1) + " below (" + id + ")");
        }
        return text;
    }

    /** The capture does not hold an outcome: what it shows, and how to get one that does. */
    private void ofCaptures(Side client) {
        boolean up = client.ending() == EndingKind.ALREADY_UP;
        point(up ? "session" : "open", (up ? "" : "in " + client.stageWord() + ": ") + EndingText.sentence(client));
        EndingSentence.next(client).ifPresent(step -> point("next", step));
    }

    /** The cause; where only what was seen names the service, with that. */
    private static String named(RankedCause cause) {
        String known = cause.known().cause();
        return cause.known().id().equals("another-service")
                ? known + ": " + cause.evidence().get(0)
                : known;
    }

    /** How sure the first is: by how it is known, and by how far the second is behind. */
    private static String likely(List<RankedCause> causes) {
        var first = causes.get(0);
        if (first.confidence() == Confidence.PROVEN) {
            return "proven by the log";
        }
        if (causes.size() == 1) {
            return first.confidence() + (first.confidence() == Confidence.INFERRED ? "" : "; no other cause fits");
        }
        int lead = first.score() - causes.get(1).score();
        return first.confidence() + (lead >= CLEAR_LEAD ? "; clearly ahead of the others" : "; others are close");
    }

    private void point(String name, String text) {
        line(Wrap.text(paint.name(String.format("%-10s ", name)), " ".repeat(11), text, terminal.width()));
    }

    private String shown(Result result) {
        var text = new StringBuilder();
        for (Program program : Program.values()) {
            var prediction = result.predictions().get(program);
            boolean variant = program == Program.WINDOWS_APP || program == Program.XFREERDP331;
            if (variant && !prediction.confidence().equals(dev.rdplab.lab.Confidence.REPORTED)) {
                continue;
            }
            text.append(text.isEmpty() ? "" : ", ").append(program).append(' ');
            text.append(
                    prediction.exit().isPresent()
                            ? "exit " + prediction.exit().getAsInt()
                            : program.showsPair() ? paint.bold(prediction.shows()) : prediction.shows());
            text.append(" (").append(prediction.confidence()).append(')');
        }
        return text.toString();
    }

    private void cause(int rank, RankedCause ranked) {
        var known = ranked.known();
        int width = terminal.width();
        line("");
        line(Wrap.text(rank + ". ", "   ", paint.bold(known.cause()) + " (" + ranked.confidence() + ")", width));
        ranked.records().forEach(record -> line(Wrap.text("   proof:   ", "            ", record.line(), width)));
        ranked.evidence().forEach(text -> line(Wrap.text("   for:     ", "            ", text, width)));
        ranked.counter().forEach(text -> line(Wrap.text("   against: ", "            ", text, width)));
        line(Wrap.text("   check:   ", "            ", hints.complete(known.check()), width));
        line(Wrap.text("   fix:     ", "            ", hints.complete(known.fix()), width));
        if (!known.linux().isEmpty()) {
            line(Wrap.text("   linux:   ", "            ", hints.complete(known.linux()), width));
        }
    }

    private static String orNothing(String title) {
        return title.isEmpty() ? "nothing" : title;
    }

    private void line(String text) {
        terminal.out().println(text);
    }
}
