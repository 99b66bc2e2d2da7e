package dev.rdplab.diagnosis.path;

import dev.rdplab.diagnosis.path.PathReport.Advice;
import dev.rdplab.diagnosis.path.PathReport.Fate;
import dev.rdplab.diagnosis.path.PathReport.Idle;
import dev.rdplab.diagnosis.path.PathReport.OfAddress;
import dev.rdplab.diagnosis.path.PathReport.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What to set, from what was measured. */
final class Settings {

    private static final int V4_HEADERS = 40;
    private static final int V6_HEADERS = 60;

    /** Keeps nearly every NAT's flow alive; what WireGuard's documents name. */
    private static final Duration USUAL_KEEPALIVE = Duration.ofSeconds(25);

    private static final Duration LEAST_KEEPALIVE = Duration.ofSeconds(1);

    /** SYNs of Windows are sent after 0, 1 and 3 s and those of Linux before: the third is over after 7 s. */
    private static final Duration THREE_SYNS = Duration.ofSeconds(7);

    private final List<Advice> advice = new ArrayList<>();

    private Settings() {}

    static List<Advice> of(List<OfAddress> addresses, Optional<Idle> idle) {
        var settings = new Settings();
        if (addresses.stream().anyMatch(OfAddress::helloReset)) {
            settings.add(
                    "TLS inspection",
                    "off for this host and port",
                    "RST follows the first bytes of TLS; if it stays, the server's key is the cause: rdplab probe HOST");
        }
        settings.sizes(addresses);
        idle.ifPresent(settings::keepalive);
        settings.deadlines(addresses);
        return List.copyOf(settings.advice);
    }

    private void add(String setting, String value, String evidence) {
        advice.add(new Advice(setting, value, evidence));
    }

    private void sizes(List<OfAddress> addresses) {
        var reached = addresses.stream().filter(one -> one.failure().isEmpty()).toList();
        var limits = reached.stream()
                .flatMap(one -> Stream.of(one.up(), one.down()))
                .filter(Size::isLimited)
                .toList();
        var least = limits.stream()
                .map(Size::passed)
                .flatMapToInt(OptionalInt::stream)
                .min();
        if (least.isEmpty()) {
            unlimited(reached, limits.isEmpty());
            return;
        }
        int mtu = least.getAsInt();
        var evidence = evidence(reached);
        add(
                "MTU",
                String.valueOf(mtu),
                evidence + "; MTU of the tunnel's device at both ends when measured through the"
                        + " tunnel; for the network below a tunnel take off its overhead (WireGuard: " + (mtu - 60)
                        + " over IPv4, " + (mtu - 80) + " over IPv6)");
        add(
                "MSS clamp",
                String.valueOf(mtu - V4_HEADERS),
                "MTU " + mtu + " less 40 bytes of IPv4 and TCP headers (" + (mtu - V6_HEADERS)
                        + " for IPv6), on SYNs in both directions");
        add("mssfix", mtu + " fixed", "OpenVPN 2.6: packets inside the tunnel of at most " + mtu + " bytes");
        boolean silent = limits.stream().anyMatch(size -> size.fate() == Fate.VANISHED);
        if (silent) {
            add(
                    "ICMP",
                    "let through type 3 code 4, ICMPv6 type 2",
                    "it is a black hole because no ICMP tells the" + " sender that its packets are too long");
        }
    }

    private void unlimited(List<OfAddress> reached, boolean none) {
        if (!none) {
            add("MSS clamp", "1200, then larger", "large packets vanish; this system cannot tell from which size on");
            return;
        }
        var up = reached.stream()
                .map(one -> one.up().passed())
                .flatMapToInt(OptionalInt::stream)
                .min();
        var down = reached.stream()
                .map(one -> one.down().passed())
                .flatMapToInt(OptionalInt::stream)
                .min();
        if (up.isPresent()) {
            add(
                    "MTU",
                    "no change",
                    "packets of " + up.getAsInt() + " bytes pass towards the server"
                            + (down.isPresent() ? ", of " + down.getAsInt() + " bytes from it" : ""));
            reached.stream()
                    .map(OfAddress::segment)
                    .flatMapToInt(OptionalInt::stream)
                    .min()
                    .ifPresent(mss ->
                            add("MSS clamp", "no change", "the MSS is " + mss + ", and segments of that size pass"));
        }
    }

    private static String evidence(List<OfAddress> reached) {
        var parts = new ArrayList<String>();
        for (var one : reached) {
            way(one.up(), "up").ifPresent(parts::add);
            way(one.down(), "down").ifPresent(parts::add);
        }
        return String.join(", ", parts);
    }

    private static Optional<String> way(Size size, String word) {
        if (!size.isLimited() || size.passed().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(word + ": " + size.passed().getAsInt() + " bytes pass, "
                + size.lost().orElse(0) + " "
                + switch (size.fate()) {
                    case TOLD -> "is refused with ICMP";
                    case RESET -> "is reset";
                    default -> "vanish";
                });
    }

    private void keepalive(Idle idle) {
        var survived = idle.survived();
        if (Findings.isForgetful(idle)) {
            var died = idle.died().orElseThrow();
            var every = survived.isZero() ? died.after().dividedBy(2) : survived;
            every = every.compareTo(USUAL_KEEPALIVE) > 0 ? USUAL_KEEPALIVE : every;
            every = every.compareTo(LEAST_KEEPALIVE) < 0 ? LEAST_KEEPALIVE : every;
            var text = every.toSeconds() + " s";
            var evidence = "silence of " + Findings.text(survived) + " is survived, of " + Findings.text(died.after())
                    + " is not";
            add("PersistentKeepalive", text, evidence + "; WireGuard's name, OpenVPN's is keepalive or ping");
            add(
                    "RDP keep-alive",
                    "1 min is the least that Windows' policy \"Configure keep-alive connection interval\"" + " allows",
                    every.toSeconds() >= 60
                            ? evidence
                            : evidence + ": too slow for this path, set the tunnel's or the box's time-out");
        } else if (!survived.isZero()) {
            add(
                    "PersistentKeepalive",
                    "no change",
                    "a connection lives after " + Findings.text(survived) + " of silence");
        }
    }

    private void deadlines(List<OfAddress> addresses) {
        for (var one : addresses) {
            var longest = one.roundTrips().longest();
            if (longest.isEmpty() || one.failure().isPresent()) {
                continue;
            }
            var again =
                    one.retransmissions().map(PathReport.Retransmissions::again).orElse(0)
                            + one.roundTrips().again();
            var trip = longest.get();
            if (again >= Findings.RETRANSMISSIONS) {
                add(
                        "connect deadline",
                        "at least " + seconds(THREE_SYNS.plus(trip)),
                        "a third SYN is sent after 3 s and" + " may take until then; segments are lost here");
            } else {
                add(
                        "connect deadline",
                        "at least " + seconds(Duration.ofSeconds(3).plus(trip)),
                        "one lost SYN is sent" + " again after 1 s; round trip " + Findings.text(trip) + " at most");
            }
            add(
                    "handshake deadline",
                    "at least "
                            + seconds(trip.multipliedBy(20)
                                    .plus(
                                            again >= Findings.RETRANSMISSIONS
                                                    ? Duration.ofSeconds(10)
                                                    : Duration.ofSeconds(3))),
                    "about 20 round" + " trips of " + Findings.text(trip) + ", and time for what is sent again");
            return;
        }
    }

    private static String seconds(Duration duration) {
        return (duration.toMillis() + 999) / 1_000 + " s";
    }
}
