package dev.rdplab.cli;

import dev.rdplab.diagnosis.probe.CertificateView;
import dev.rdplab.diagnosis.probe.Probe;
import dev.rdplab.diagnosis.probe.ServerView;
import dev.rdplab.lab.evidence.Distribution;
import dev.rdplab.lab.result.FurtherTry;
import dev.rdplab.lab.result.StageTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a probe found, for people. */
final class ProbeText {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    /** Columns that a further try with its outcome needs on one line. */
    private static final int WIDE_TRY = 110;

    private final Terminal terminal;
    private final Paint paint;
    private final String leaving;
    private final Hints hints;

    /** @param leaving what is added about a completed handshake: why it went no further */
    ProbeText(Terminal terminal, Paint paint, String leaving, Hints hints) {
        this.terminal = terminal;
        this.paint = paint;
        this.leaving = leaving;
        this.hints = hints;
    }

    void one(Probe probe) {
        var table = new Table("stage", "ms", "bytes up", "bytes down");
        for (StageTime stage : probe.result().stages()) {
            table.row(
                    stage.stage().word(),
                    EndingText.millis(millis(stage.duration())),
                    Long.toString(stage.bytesUp()),
                    Long.toString(stage.bytesDown()));
        }
        line(table.render(paint, terminal.outColumns()));
        server(probe.server());
        probe.software().ifPresent(s -> fact("software", s.name() + " (" + s.confidence() + ": " + s.because() + ")"));
        if (!facts(probe.server()).isEmpty() || probe.software().isPresent()) {
            line("");
        }
    }

    /** What further tries are announced with. */
    void furtherTries() {
        line("further tries, one thing changed in each:");
    }

    void made(FurtherTry made) {
        var outcome = made.outcome().map(EndingText::where).orElse("");
        var time = made.outcome().isPresent() ? EndingText.millis(millis(made.took())) + " ms" : "";
        var shows = made.shows().equals("gets further") || made.shows().equals("works")
                ? paint.good(made.shows())
                : made.shows();
        int columns = terminal.outColumns();
        if (columns > 0 && columns < WIDE_TRY) {
            line("  " + made.what());
            line(Wrap.text("    ", "    ", (outcome.isEmpty() ? "" : outcome + ", " + time + ": ") + shows, columns));
        } else {
            line("  " + String.format("%-32s %-38s %9s  ", made.what(), outcome, time) + shows);
        }
    }

    void many(List<Probe> probes) {
        var results = probes.stream().map(Probe::result).toList();
        var table = new Table("stage", "came through", "failed", "min ms", "p50", "p95", "max");
        for (var stage : Distribution.ofStages(results)) {
            boolean measured = stage.measured();
            table.row(
                    stage.name(),
                    Integer.toString(stage.times().size()),
                    stage.failed() == 0 ? "" : paint.bad(Integer.toString(stage.failed())),
                    measured ? text(stage.min()) : "",
                    measured ? text(stage.quantile(0.5)) : "",
                    measured ? text(stage.quantile(0.95)) : "",
                    measured ? text(stage.max()) : "");
        }
        line(table.render(paint, terminal.outColumns()));
        var failures = probes.stream()
                .filter(probe -> !probe.result().client().completed())
                .collect(Collectors.groupingBy(
                        probe -> EndingText.where(probe.result().client()), LinkedHashMap::new, Collectors.toList()));
        int failed = failures.values().stream().mapToInt(List::size).sum();
        line(probes.size() - failed + " of " + probes.size() + " completed"
                + failures.entrySet().stream()
                        .map(entry -> entry.getValue().size() + " " + entry.getKey())
                        .collect(Collectors.joining(", ", failed == 0 ? "" : "; ", "")));
        failures.values().stream().max(Comparator.comparingInt(List::size)).ifPresent(most -> {
            line("");
            verdict(most.get(0));
        });
    }

    /** What the server showed, by title. */
    static Map<String, String> facts(ServerView server) {
        var facts = new LinkedHashMap<String, String>();
        server.selected()
                .ifPresent(s -> facts.put(
                        "security", s + server.flags().map(f -> ", flags " + f).orElse("")));
        server.tls().ifPresent(tls -> facts.put("TLS", tls.version() + ", " + tls.cipherSuite()));
        server.certificate().ifPresent(c -> {
            facts.put("certificate", c.subject() + (c.selfSigned() ? ", self-signed" : ", issued by " + c.issuer()));
            facts.put("valid", DAY.format(c.notBefore()) + " to " + DAY.format(c.notAfter()));
            facts.put("key", c.key() + ", " + c.signature());
            facts.put("SHA-256", c.sha256());
        });
        if (!server.names().isEmpty()) {
            facts.put("names", String.join(", ", server.names()));
        }
        server.clockDifference().ifPresent(d -> facts.put("clock", clock(d)));
        return facts;
    }

    private void server(ServerView server) {
        server.selected()
                .ifPresent(s -> fact(
                        "security", s + server.flags().map(f -> ", flags " + f).orElse("")));
        server.tls().ifPresent(tls -> fact("TLS", tls.version() + ", " + tls.cipherSuite()));
        server.certificate().ifPresent(this::certificate);
        if (!server.names().isEmpty()) {
            fact("names", String.join(", ", server.names()));
        }
        server.clockDifference().ifPresent(d -> fact("clock", clock(d)));
    }

    private void certificate(CertificateView certificate) {
        boolean valid = certificate.validAt(Instant.now());
        fact(
                "certificate",
                certificate.subject()
                        + (certificate.selfSigned() ? ", self-signed" : ", issued by " + certificate.issuer()));
        fact(
                "",
                certificate.key() + ", " + certificate.signature() + ", "
                        + (valid ? "valid " : paint.bad("not valid today: "))
                        + DAY.format(certificate.notBefore()) + " to " + DAY.format(certificate.notAfter()));
        fact("", "SHA-256 " + certificate.sha256());
    }

    static String clock(Duration difference) {
        if (difference.abs().compareTo(ServerView.PLAUSIBLE) > 0) {
            return "not a plausible time";
        }
        long seconds = difference.abs().toSeconds();
        return seconds == 0
                ? "as ours, to the second"
                : seconds + " s " + (difference.isNegative() ? "behind ours" : "ahead of ours");
    }

    void verdict(Probe probe) {
        new VerdictText(terminal, paint, leaving, hints).print(probe.result());
    }

    private void fact(String name, String text) {
        line(Wrap.text(paint.name(String.format("%-12s", name)), " ".repeat(12), text, terminal.width()));
    }

    private void line(String text) {
        terminal.out().println(text);
    }

    private static String text(Duration duration) {
        return EndingText.millis(millis(duration));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
