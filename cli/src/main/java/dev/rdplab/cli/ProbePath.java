package dev.rdplab.cli;

import dev.rdplab.diagnosis.path.PathJson;
import dev.rdplab.diagnosis.path.PathProbe;
import dev.rdplab.diagnosis.path.PathReport;
import dev.rdplab.transport.EventLoops;
import dev.rdplab.words.Durations;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/** {@code rdplab probe HOST --path}. */
final class ProbePath {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Terminal terminal;
    private final OutputOptions output;
    private final EvidenceOptions evidence;

    ProbePath(Terminal terminal, OutputOptions output, EvidenceOptions evidence) {
        this.terminal = terminal;
        this.output = output;
        this.evidence = evidence;
    }

    /** @param idle null when the option was not given */
    int run(String host, InetSocketAddress target, Duration idle) throws InterruptedException {
        if (idle != null && (idle.compareTo(SHORTEST) < 0 || idle.compareTo(LONGEST) > 0)) {
            throw new UsageException("--idle " + Durations.text(idle) + " is not between " + Durations.text(SHORTEST)
                    + " and " + Durations.text(LONGEST));
        }
        evidence.make();
        var report = measured(host, target, Optional.ofNullable(idle));
        evidence.write(terminal, "path.json", PathJson.of(report).toPrettyString() + "\n");
        if (output.json) {
            OutputOptions.print(terminal, PathJson.of(report));
        } else {
            terminal.out().print(PathText.of(report, output.paint(terminal), terminal.width()));
        }
        return report.isFaulty() ? Exit.UNEXPECTED : Exit.EXPECTED;
    }

    private PathReport measured(String host, InetSocketAddress target, Optional<Duration> idle)
            throws InterruptedException {
        boolean live = terminal.live() && !output.quiet;
        try (var loops = EventLoops.ofThisThread()) {
            return new PathProbe(loops, target, next -> {
                        if (live) {
                            terminal.status(next);
                        }
                    })
                    .run(host, idle);
        } catch (UnknownHostException e) {
            throw new CannotRunException("the name '" + target.getHostString() + "' has no address; try an address, or"
                    + " ask the DNS server that the VPN sets");
        } finally {
            if (live) {
                terminal.clearStatus();
            }
        }
    }
}
