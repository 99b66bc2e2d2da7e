package dev.rdplab.packetlinks;

import java.time.Duration;

/** What shares and times of an impairment may be. */
final class Bounds {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Bounds() {}

    static void share(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " " + share + ", 0 to 1 allowed");
        }
    }

    static void time(String name, Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " " + time + ", 0 to " + LONGEST + " allowed");
        }
    }
}
