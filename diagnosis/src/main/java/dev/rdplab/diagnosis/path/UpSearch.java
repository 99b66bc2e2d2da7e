package dev.rdplab.diagnosis.path;

import dev.rdplab.diagnosis.path.PathReport.Fate;
import dev.rdplab.diagnosis.path.PathReport.Size;
import dev.rdplab.transport.MeasuredSocket;
import dev.rdplab.transport.TcpDetails;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Finds the longest packet that passes towards the server: segments of growing size, each acknowledged before the next, as parts of
 * one ClientHello that is never finished. The server's kernel acknowledges them; the server has nothing to answer.
 */
final class UpSearch {

    /** IP packets that paths are known to carry; the sum fits into one ClientHello. */
    private static final int[] USUAL = {576, 1000, 1200, 1280, 1320, 1380, 1420, 1460};

    /** Of payload: a jumbo frame, and it fits into one ClientHello. */
    private static final int LARGEST = 9_000;

    private static final int PARTS = 8;
    private static final int CONNECTIONS = 9;
    private static final int FIRST = 64;

    /** What one search step takes when it fails, with room for the next measurements. */
    private static final Duration STEP = Duration.ofSeconds(5);

    private final Look look;
    private final int headers;
    private int passed = FIRST; // bytes of payload
    private int failed = Integer.MAX_VALUE;
    private int options;
    private int top;
    private Fate fate = Fate.PASSED;
    private int told;

    /** @param headers bytes of IP and TCP without options */
    UpSearch(Look look, int headers) {
        this.look = look;
        this.headers = headers;
    }

    Size run() throws InterruptedException {
        if (!connection(new int[] {Integer.MAX_VALUE})) {
            return Size.UNKNOWN;
        }
        for (int i = 1; i < CONNECTIONS && told == 0 && failed <= top && failed - passed > 1; i++) {
            if (!look.hasTimeFor(STEP) || !connection(i == 1 ? usual() : between())) {
                break;
            }
        }
        if (told > 0) {
            return new Size(Fate.TOLD, OptionalInt.of(told), OptionalInt.of(told + 1));
        }
        if (passed == FIRST) {
            return Size.UNKNOWN;
        }
        return failed > top
                ? Size.passed(packet(passed))
                : new Size(fate, OptionalInt.of(packet(passed)), OptionalInt.of(packet(failed)));
    }

    private int packet(int payload) {
        return payload + options + headers;
    }

    private int[] usual() {
        return Arrays.stream(USUAL).map(size -> size - options - headers).toArray();
    }

    /** Evenly, and at last the one that failed: it may have been bad luck. */
    private int[] between() {
        var sizes = new TreeSet<Integer>();
        for (int i = 1; i < PARTS; i++) {
            sizes.add(passed + (int) Math.ceil((failed - passed) * (double) i / PARTS));
        }
        sizes.add(failed);
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Tries sizes in turn until one fails. @return false when nothing could be learnt */
    private boolean connection(int[] sizes) throws InterruptedException {
        var opened = look.open(OptionalInt.empty());
        if (opened.isEmpty() || !look.tls()) {
            opened.ifPresent(MeasuredSocket::close);
            return false;
        }
        try (var socket = opened.get()) {
            var details = socket.details();
            if (details.isEmpty()) {
                return false;
            }
            options = details.get().optionBytes();
            top = Math.min(LARGEST, details.get().sendSegment());
            var stream = Opening.largestClientHello(look.name());
            int at = FIRST;
            if (look.begin(socket, Arrays.copyOf(stream, FIRST)) != Look.Sent.ACKNOWLEDGED) {
                return false;
            }
            for (int size : sizes) {
                int wanted = Math.min(size, top);
                if (wanted <= passed && wanted != top || at + wanted >= stream.length) {
                    continue;
                }
                if (!part(socket, Arrays.copyOfRange(stream, at, at + wanted))) {
                    return true;
                }
                at += wanted;
                if (wanted == top) {
                    return true;
                }
            }
            return true;
        }
    }

    private boolean part(MeasuredSocket socket, byte[] part) throws InterruptedException {
        int before = mtu(socket);
        var sent = look.send(socket, part);
        int after = mtu(socket);
        if (after > 0 && before > 0 && after < before) {
            told = after;
            return false;
        }
        boolean whole =
                socket.details().filter(d -> d.sendSegment() >= part.length).isPresent();
        if (sent == Look.Sent.ACKNOWLEDGED && whole) {
            passed = Math.max(passed, part.length);
            if (part.length >= failed) {
                failed = Integer.MAX_VALUE;
            }
            return true;
        }
        if (sent == Look.Sent.CLOSED) {
            return false; // the server's own decision
        }
        failed = Math.min(failed, part.length);
        fate = sent == Look.Sent.RESET ? Fate.RESET : Fate.VANISHED;
        return false;
    }

    private static int mtu(MeasuredSocket socket) {
        return socket.details().map(TcpDetails::pathMtu).orElse(0);
    }
}
