package dev.rdplab.diagnosis.path;

import dev.rdplab.diagnosis.path.PathReport.Idle;
import dev.rdplab.diagnosis.path.PathReport.OfAddress;
import dev.rdplab.diagnosis.path.PathReport.RoundTrips;
import dev.rdplab.diagnosis.path.PathReport.Size;
import dev.rdplab.transport.EventLoops;
import dev.rdplab.transport.MeasuredSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Measures the TCP path to a server with connections that end before the server asks for credentials. One at a time, except
 * that silent ones wait together. Nothing but TCP is needed: no privilege, no ICMP, no help of the server.
 */
public final class PathProbe {

    /** Limit for all but the silence. */
    public static final Duration WHOLE = Duration.ofSeconds(55);

    private static final Duration SECOND_FAMILY = Duration.ofSeconds(20);

    private final EventLoops loops;
    private final InetSocketAddress target;
    private final Consumer<String> progress;

    /**
     * @param loops are used by this thread alone
     * @param target unresolved
     * @param progress is told what comes next, in a few words
     */
    public PathProbe(EventLoops loops, InetSocketAddress target, Consumer<String> progress) {
        this.loops = loops;
        this.target = target;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @param host as the user wrote it
     * @param silence how long a silent connection is watched at most; empty for not at all
     * @throws UnknownHostException when the name has no address
     */
    public PathReport run(String host, Optional<Duration> silence) throws InterruptedException, UnknownHostException {
        long began = System.nanoTime();
        var addresses = oneOfEach(InetAddress.getAllByName(target.getHostString()));
        var seen = new ArrayList<OfAddress>();
        var notes = new ArrayList<String>();
        for (var address : addresses) {
            var left = WHOLE.minusNanos(System.nanoTime() - began);
            boolean more = addresses.size() > seen.size() + 1;
            seen.add(address(address, more ? left.minus(SECOND_FAMILY) : left, notes));
        }
        var idle = Optional.<Idle>empty();
        var reached = seen.stream().filter(one -> one.failure().isEmpty()).findFirst();
        if (silence.isPresent() && reached.isPresent()) {
            progress.accept("silent connections, up to " + silence.get().toSeconds() + " s");
            var look = look(addresses.get(seen.indexOf(reached.get())), IdleLook.whole(silence.get()));
            idle = Optional.of(IdleLook.of(look, silence.get()));
            note(notes, idle.get());
        }
        var findings = Findings.of(seen, idle);
        return new PathReport(
                host,
                List.copyOf(seen),
                idle,
                findings,
                Settings.of(seen, idle),
                List.copyOf(notes),
                Duration.ofNanos(System.nanoTime() - began));
    }

    private static List<InetAddress> oneOfEach(InetAddress[] all) {
        var chosen = new ArrayList<InetAddress>();
        for (var address : all) {
            if (chosen.stream().noneMatch(one -> one.getClass() == address.getClass())) {
                chosen.add(address);
            }
        }
        return chosen;
    }

    private Look look(InetAddress address, Duration whole) {
        var text = target.getHostString();
        boolean literal =
                Arrays.asList(address.getHostAddress(), address.toString()).contains(text)
                        || text.indexOf(':') >= 0
                        || text.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
        return new Look(
                loops,
                new InetSocketAddress(address, target.getPort()),
                literal || !text.chars().allMatch(c -> c > ' ' && c < 127) ? Optional.empty() : Optional.of(text),
                whole);
    }

    private OfAddress address(InetAddress address, Duration whole, List<String> notes) throws InterruptedException {
        boolean v6 = address instanceof Inet6Address;
        var text = address.getHostAddress();
        var look = look(address, whole);
        progress.accept(text + ": connecting");
        var first = look.open(OptionalInt.empty());
        if (first.isEmpty()) {
            var none = look.roundTrips();
            return new OfAddress(
                    text,
                    v6,
                    Optional.of(look.failure()),
                    none.times().isEmpty() ? RoundTrips.NONE : none,
                    OptionalInt.empty(),
                    false,
                    Optional.empty(),
                    Size.UNKNOWN,
                    Size.UNKNOWN);
        }
        OptionalInt segment;
        try (var socket = first.get()) {
            segment = segment(socket);
        }
        int headers = v6 ? 60 : 40;
        progress.accept(text + ": segments towards the server");
        var up = segment.isPresent() ? new UpSearch(look, headers).run() : WithoutDetails.up(look);
        progress.accept(text + ": segments from the server");
        var down = new DownSearch(look, headers, up).run();
        progress.accept(text + ": retransmissions");
        var trips = TripCount.of(look);
        note(notes, text, look, segment.isPresent(), up, down);
        return new OfAddress(
                text, v6, Optional.empty(), look.roundTrips(), segment, look.helloReset(), trips, up, down);
    }

    private static OptionalInt segment(MeasuredSocket socket) {
        return socket.details()
                .map(d -> OptionalInt.of(d.sendSegment() + d.optionBytes()))
                .orElse(OptionalInt.empty());
    }

    private static void note(List<String> notes, Idle idle) {
        if (idle.steps().stream().allMatch(step -> step.silence() == PathReport.Silence.UNKNOWN)) {
            notes.add("silent connections: none could be opened, or the server answers a ClientHello with RST at once");
        }
    }

    private static void note(List<String> notes, String address, Look look, boolean details, Size up, Size down) {
        if (!details) {
            notes.add("this system gives a program neither segment sizes nor retransmissions (Linux does, by TCP_INFO):"
                    + " a black hole is found, its size is not");
        }
        if (!look.tls()) {
            notes.add(address + ": the server goes on without TLS, so no large segments could be exchanged");
        } else if (up.fate() == PathReport.Fate.UNKNOWN && details) {
            notes.add(address + ": packets towards the server could not be measured");
        }
        if (look.tls() && down.fate() == PathReport.Fate.UNKNOWN) {
            notes.add(address + ": packets from the server could not be measured: "
                    + (look.failure().isEmpty() ? "its answers to a ClientHello showed nothing" : look.failure()));
        }
        down.passed().ifPresent(bytes -> {
            if (down.fate() == PathReport.Fate.PASSED && bytes < up.passed().orElse(bytes)) {
                notes.add(address + ": the server's longest packet before a logon has " + bytes
                        + " bytes; longer ones from it were not seen");
            }
        });
    }
}
