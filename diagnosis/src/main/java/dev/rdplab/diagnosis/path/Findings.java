package dev.rdplab.diagnosis.path;

import dev.rdplab.diagnosis.path.PathReport.Fate;
import dev.rdplab.diagnosis.path.PathReport.Finding;
import dev.rdplab.diagnosis.path.PathReport.Idle;
import dev.rdplab.diagnosis.path.PathReport.OfAddress;
import dev.rdplab.diagnosis.path.PathReport.Silence;
import dev.rdplab.diagnosis.path.PathReport.Size;
import dev.rdplab.words.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the figures of a path mean. */
final class Findings {

    /** One may be a hiccup. */
    static final int RETRANSMISSIONS = 2;

    private static final int ETHERNET = 1500;

    private final List<Finding> found = new ArrayList<>();

    private Findings() {}

    static List<Finding> of(List<OfAddress> addresses, Optional<Idle> idle) {
        var findings = new Findings();
        for (var address : addresses) {
            findings.address(address, addresses.size() > 1 ? address.address() + ": " : "");
        }
        findings.families(addresses);
        idle.ifPresent(findings::silence);
        findings.found.sort(Comparator.comparing(finding -> !finding.fault()));
        return List.copyOf(findings.found);
    }

    private void fault(String word, String text) {
        found.add(new Finding(word, true, text));
    }

    private void fact(String word, String text) {
        found.add(new Finding(word, false, text));
    }

    private void address(OfAddress address, String where) {
        address.failure().ifPresent(why -> fault("unreachable", where + why));
        if (address.helloReset()) {
            fault(
                    "reset-tls",
                    where
                            + "the first bytes of TLS are answered with RST, the Connection Request before them was not: a"
                            + " box that forbids or inspects TLS on this port, or a server that cannot use its key");
        }
        size(address.up(), where, "up", "towards the server");
        size(address.down(), where, "down", "from the server");
        address.retransmissions().ifPresent(trips -> {
            int again = trips.again() + address.roundTrips().again();
            int all = trips.sent() + address.roundTrips().times().size();
            if (again >= RETRANSMISSIONS) {
                fault("loss", where + "packets are lost: " + again + " of " + all + " segments had to be sent again");
            } else if (again == 1) {
                fact("one-retransmission", where + "1 of " + all + " segments was sent again; too few to call it loss");
            }
        });
        address.segment().ifPresent(mss -> {
            int usual = ETHERNET - address.headers();
            int told = address.up().fate() == Fate.TOLD ? address.up().passed().orElse(0) - address.headers() : 0;
            if (mss < usual && mss != told) {
                fact(
                        "mss-clamped",
                        where + "the MSS towards the server is " + mss + " instead of " + usual
                                + ": a clamp on the path or at the server, or a smaller MTU at either end");
            }
        });
    }

    private void size(Size size, String where, String way, String words) {
        var passed = size.passed().isPresent() ? String.valueOf(size.passed().getAsInt()) : "";
        switch (size.fate()) {
            case VANISHED ->
                fault(
                        "mtu-black-hole-" + way,
                        where
                                + (passed.isEmpty()
                                        ? "large packets " + words
                                                + " vanish, small ones pass; no ICMP tells the sender"
                                        : "packets " + words + " longer than " + passed
                                                + " bytes vanish, and no ICMP tells the sender"));
            case RESET ->
                fault(
                        "reset-large-" + way,
                        where + "a packet " + words + " longer than " + passed
                                + " bytes is answered with RST; a server does not look at sizes: a box on the path does it");
            case TOLD ->
                fact(
                        "mtu-told-" + way,
                        where + "packets " + words + " may have " + passed
                                + " bytes; ICMP tells the sender, as it should");
            default -> {}
        }
    }

    private void families(List<OfAddress> addresses) {
        if (addresses.size() < 2) {
            return;
        }
        var first = addresses.get(0);
        var second = addresses.get(1);
        if (first.failure().isPresent() != second.failure().isPresent()) {
            var dead = first.failure().isPresent() ? first : second;
            fact(
                    "families-differ",
                    "only IPv" + (dead.v6() ? 4 : 6) + " reaches the server; clients that try IPv" + (dead.v6() ? 6 : 4)
                            + " first wait for it");
            return;
        }
        var times = first.roundTrips().middle();
        var others = second.roundTrips().middle();
        if (first.up().fate() != second.up().fate()
                || first.down().fate() != second.down().fate()) {
            fact("families-differ", "IPv4 and IPv6 differ in the packets that pass");
        } else if (times.isPresent() && others.isPresent() && apart(times.get(), others.get())) {
            fact(
                    "families-differ",
                    "IPv4 and IPv6 differ in the round trip: " + text(times.get()) + " and " + text(others.get()));
        }
    }

    private static boolean apart(Duration a, Duration b) {
        var longer = a.compareTo(b) > 0 ? a : b;
        var shorter = longer == a ? b : a;
        return longer.compareTo(shorter.multipliedBy(2)) > 0
                && longer.minus(shorter).toMillis() >= 5;
    }

    private void silence(Idle idle) {
        var survived = idle.survived();
        if (idle.died().isEmpty()) {
            if (!survived.isZero()) {
                fact("idle-alive", "a connection lives after " + text(survived) + " of silence");
            }
            return;
        }
        var died = idle.died().get();
        var between = survived.isZero()
                ? "after less than " + text(died.after()) + " of silence"
                : "after " + text(survived) + " to " + text(died.after()) + " of silence";
        switch (died.silence()) {
            case FORGOTTEN ->
                fault(
                        "idle-silent",
                        between + " packets of the connection vanish: a box on the path forgets it, and"
                                + " neither end learns of it");
            case RESET ->
                fault(
                        "idle-reset",
                        between + " the first packet is answered with RST: a box on the path forgets the"
                                + " connection");
            default ->
                fact(
                        "idle-closed",
                        "the other end, or a box in its name, closes a silent connection after " + text(died.after())
                                + "; before a logon that is usually the server's own limit");
        }
    }

    static boolean isForgetful(Idle idle) {
        return idle.died()
                .filter(step -> step.silence() == Silence.FORGOTTEN || step.silence() == Silence.RESET)
                .isPresent();
    }

    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0.%d ms".formatted(duration.toNanos() / 100_000);
        }
        return millis < 1_000
                ? millis + " ms"
                : Durations.text(Duration.ofMillis(millis < 10_000 ? millis / 100 * 100 : millis / 1_000 * 1_000));
    }
}
