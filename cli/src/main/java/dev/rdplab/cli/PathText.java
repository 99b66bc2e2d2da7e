package dev.rdplab.cli;

import dev.rdplab.diagnosis.path.PathReport;
import dev.rdplab.diagnosis.path.PathReport.OfAddress;
import dev.rdplab.diagnosis.path.PathReport.Size;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The report of {@code probe --path} for people. */
final class PathText {

    private static final int LABEL = 21;

    private final Paint paint;
    private final int columns;
    private final StringBuilder out = new StringBuilder();

    private PathText(Paint paint, int columns) {
        this.paint = paint;
        this.columns = columns;
    }

    static String of(PathReport report, Paint paint, int columns) {
        var text = new PathText(paint, columns);
        text.report(report);
        return text.out.toString();
    }

    private void report(PathReport report) {
        out.append("path to ").append(report.host()).append('\n');
        report.addresses().forEach(this::address);
        report.idle()
                .ifPresent(idle -> line(
                        "silence",
                        idle.steps().stream()
                                .map(step -> step.silence().word() + " after " + time(step.after()))
                                .collect(Collectors.joining(", "))));
        out.append('\n');
        if (report.findings().stream().noneMatch(PathReport.Finding::fault)) {
            out.append("no fault found\n");
        }
        for (var finding : report.findings()) {
            var mark = finding.fault() ? paint.bad("fault") : "note ";
            out.append(Wrap.text(mark + "  " + finding.word() + ": ", "       ", finding.text(), columns))
                    .append('\n');
        }
        if (!report.settings().isEmpty()) {
            out.append("\nsettings\n");
            report.settings().forEach(advice -> line(advice.setting(), advice.value() + "; " + advice.evidence()));
        }
        if (!report.notes().isEmpty()) {
            out.append('\n');
        }
        report.notes().forEach(note -> out.append(Wrap.text("not measured: ", "  ", note, columns))
                .append('\n'));
        out.append(String.format(
                Locale.ROOT, "%nmeasured in %.1f s%n", report.whole().toMillis() / 1e3));
    }

    private void line(String label, String text) {
        out.append(Wrap.text(
                        String.format(Locale.ROOT, "  %-" + (LABEL - 2) + "s  ", label),
                        " ".repeat(LABEL + 2),
                        text,
                        columns))
                .append('\n');
    }

    private void address(OfAddress address) {
        line("address", address.address());
        if (address.failure().isPresent()) {
            line("", address.failure().get());
            return;
        }
        var trips = address.roundTrips();
        line(
                "round trip",
                time(trips.shortest()) + " min, " + time(trips.middle()) + " p50, " + time(trips.longest()) + " max of "
                        + trips.times().size() + " connections");
        line("MSS", address.segment().isPresent() ? address.segment().getAsInt() + " towards the server" : "unknown");
        line("packets up", size(address.up()));
        line("packets down", size(address.down()));
        line(
                "retransmissions",
                address.retransmissions()
                        .map(again -> again.again() + " of " + again.sent() + " segments, sent one at a time"
                                + (trips.again() > 0 ? "; SYNs sent again: " + trips.again() : ""))
                        .orElse("unknown"));
    }

    private static String size(Size size) {
        var passed = bytes(size.passed());
        return switch (size.fate()) {
            case PASSED -> passed.isEmpty() ? "large ones pass" : "up to " + passed + " bytes pass";
            case VANISHED ->
                passed.isEmpty() ? "large ones vanish" : passed + " bytes pass, " + bytes(size.lost()) + " vanish";
            case RESET -> passed + " bytes pass, " + bytes(size.lost()) + " are answered with RST";
            case TOLD -> passed + " bytes pass, longer ones are refused with ICMP";
            case UNKNOWN -> "unknown";
        };
    }

    private static String bytes(OptionalInt bytes) {
        return bytes.isPresent() ? String.valueOf(bytes.getAsInt()) : "";
    }

    private static String time(Optional<Duration> time) {
        return time.map(PathText::time).orElse("unknown");
    }

    private static String time(Duration time) {
        double millis = time.toNanos() / 1e6;
        return millis < 1_000
                ? EndingText.millis(millis) + " ms"
                : String.format(Locale.ROOT, millis < 10_000 ? "%.1f s" : "%.0f s", millis / 1_000);
    }
}
