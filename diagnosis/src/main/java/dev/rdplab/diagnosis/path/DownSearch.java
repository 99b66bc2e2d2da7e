package dev.rdplab.diagnosis.path;

import dev.rdplab.diagnosis.path.PathReport.Fate;
import dev.rdplab.diagnosis.path.PathReport.Size;
import dev.rdplab.transport.MeasuredSocket;
import dev.rdplab.transport.TcpDetails;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Finds the longest packet that passes from the server: its answer to a ClientHello, with an MSS announced that allows segments of
 * one size and no larger. The answer is as long as the server's certificate makes it; longer packets cannot be asked for.
 */
final class DownSearch {

    /** Every path carries that. */
    private static final int SMALLEST = 536;

    private static final int ETHERNET = 1500;
    private static final int OPTIONS = 12;
    private static final int STEPS = 12;
    private static final Duration STEP = Duration.ofSeconds(4);
    private static final Duration QUIET = Duration.ofMillis(400);
    private static final int AN_ALERT = 64;

    /** Signatures of one key differ by a few bytes. */
    private static final int TOLERANCE = 24;

    private final Look look;
    private final int headers;
    private final Size up;
    private long flight;
    private int largest; // packet that arrived
    private int announced;
    private boolean reset;

    /** @param up what was found the other way: nearly always the first guess for this one */
    DownSearch(Look look, int headers, Size up) {
        this.look = look;
        this.headers = headers;
        this.up = up;
    }

    Size run() throws InterruptedException {
        if (look.left().compareTo(STEP) < 0 || !measured()) {
            return Size.UNKNOWN;
        }
        var free = answer(OptionalInt.empty());
        if (free == Answer.SILENT && look.hasTimeFor(STEP)) {
            free = answer(OptionalInt.empty()); // the server may have been busy, or packets were lost
        }
        if (free != Answer.SILENT) {
            return free == Answer.WHOLE ? Size.passed(largest) : Size.UNKNOWN;
        }
        int pass = SMALLEST;
        int fail = (int) Math.min(announced, flight + OPTIONS);
        if (fail <= pass) {
            return Size
                    .UNKNOWN; // the whole answer fits into a packet that passes: its length is not why it does not come
        }
        for (int i = 0; i < STEPS && fail - pass > 1 && look.hasTimeFor(STEP); i++) {
            int size = next(pass, fail);
            switch (answer(OptionalInt.of(size))) {
                case WHOLE -> pass = size;
                case SILENT -> fail = size;
                default -> i = STEPS;
            }
        }
        return new Size(
                reset ? Fate.RESET : Fate.VANISHED, OptionalInt.of(pass + headers), OptionalInt.of(fail + headers));
    }

    /** What passes up, one byte more, then the middle. */
    private int next(int pass, int fail) {
        int guess = up.isLimited() ? up.passed().orElse(0) - headers : 0;
        if (guess > pass && guess < fail) {
            return guess;
        }
        return guess + 1 > pass && guess + 1 < fail ? guess + 1 : (pass + fail) / 2;
    }

    /** How long the server's answer is, in small segments. */
    private boolean measured() throws InterruptedException {
        return answer(OptionalInt.of(SMALLEST)) == Answer.WHOLE && flight > AN_ALERT;
    }

    private enum Answer {
        WHOLE,
        SILENT,
        NONE
    }

    private Answer answer(OptionalInt most) throws InterruptedException {
        var opened = look.open(most);
        if (opened.isEmpty() || !look.tls()) {
            opened.ifPresent(MeasuredSocket::close);
            return Answer.NONE;
        }
        try (var socket = opened.get()) {
            long before = socket.received();
            announced =
                    Math.max(ETHERNET, socket.details().map(TcpDetails::pathMtu).orElse(0)) - headers;
            if (look.send(socket, Opening.clientHello(look.name())) == Look.Sent.RESET) {
                return Answer.NONE;
            }
            if (flight == 0) {
                socket.await(() -> socket.received() > before, look.patience());
                flight = quiet(socket, before);
                return flight == 0 ? Answer.NONE : Answer.WHOLE;
            }
            boolean whole = socket.await(() -> socket.received() - before >= flight - TOLERANCE, look.patience());
            if (whole) {
                socket.details()
                        .ifPresent(d -> largest = Math.max(largest, d.receiveSegment() + d.optionBytes() + headers));
                return Answer.WHOLE;
            }
            reset |= socket.state() == MeasuredSocket.State.RESET;
            return Answer.SILENT;
        }
    }

    private long quiet(MeasuredSocket socket, long before) throws InterruptedException {
        long seen;
        do {
            seen = socket.received();
            long known = seen;
            socket.await(
                    () -> socket.received() > known, QUIET.plus(look.roundTrip().multipliedBy(2)));
        } while (socket.received() > seen && look.hasTimeFor(QUIET));
        return seen - before;
    }
}
