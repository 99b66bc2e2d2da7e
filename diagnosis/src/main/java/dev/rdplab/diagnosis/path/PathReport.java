package dev.rdplab.diagnosis.path;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was measured of a path.
 *
 * @param host as the user wrote it
 * @param addresses of the host, one of each family
 * @param idle how long silent connections lived; empty when this was not measured
 * @param findings what is wrong or worth knowing, the faults first
 * @param settings what to set, each with its evidence
 * @param notes what could not be measured, and why
 * @param whole how long it took
 */
public record PathReport(
        String host,
        List<OfAddress> addresses,
        Optional<Idle> idle,
        List<Finding> findings,
        List<Advice> settings,
        List<String> notes,
        Duration whole) {

    /** Whether anything was found that harms a connection. */
    public boolean isFaulty() {
        return findings.stream().anyMatch(Finding::fault);
    }

    /**
     * The path to one address.
     *
     * @param failure why there is no connection; empty when there was one
     * @param roundTrips of SYN and SYN-ACK, which no delayed acknowledgement prolongs
     * @param segment MSS towards the peer, in bytes: what it announced, or a box on the way in its name, or less where the route of
     *     this machine carries less; empty where the system does not tell
     * @param helloReset whether the first bytes of TLS were answered with RST
     * @param retransmissions empty where the system does not tell
     * @param up towards the server
     * @param down towards the client
     */
    public record OfAddress(
            String address,
            boolean v6,
            Optional<String> failure,
            RoundTrips roundTrips,
            OptionalInt segment,
            boolean helloReset,
            Optional<Retransmissions> retransmissions,
            Size up,
            Size down) {

        /** Bytes of IP and TCP headers without options. */
        public int headers() {
            return v6 ? 60 : 40;
        }
    }

    /** Sorted times of connecting. @param again how many SYNs were sent again; their times do not count */
    public record RoundTrips(List<Duration> times, int again) {

        static final RoundTrips NONE = new RoundTrips(List.of(), 0);

        public Optional<Duration> shortest() {
            return times.stream().findFirst();
        }

        public Optional<Duration> middle() {
            return times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() / 2));
        }

        public Optional<Duration> longest() {
            return times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() - 1));
        }
    }

    /** Segments sent one at a time, each acknowledged before the next. @param again how many of them had to be sent again */
    public record Retransmissions(int sent, int again) {}

    /** What happened to the longest packets. */
    public enum Fate {
        /** All that could be tried passed. */
        PASSED("passed"),
        /** Longer packets vanish, and no ICMP message tells the sender. */
        VANISHED("vanished"),
        /** Longer packets were refused with ICMP, and the sender made them smaller. */
        TOLD("told"),
        /** A longer packet was answered with RST. */
        RESET("reset"),
        /** Could not be measured. */
        UNKNOWN("unknown");

        private final String word;

        Fate(String word) {
            this.word = word;
        }

        /** As JSON has it. */
        public String word() {
            return word;
        }
    }

    /**
     * IP packets in one direction, in bytes.
     *
     * @param passed the longest that arrived, or that ICMP allows
     * @param lost the shortest that did not; empty when all passed
     */
    public record Size(Fate fate, OptionalInt passed, OptionalInt lost) {

        static final Size UNKNOWN = new Size(Fate.UNKNOWN, OptionalInt.empty(), OptionalInt.empty());

        static Size passed(int bytes) {
            return new Size(Fate.PASSED, OptionalInt.of(bytes), OptionalInt.empty());
        }

        /** Whether longer packets do not arrive. */
        public boolean isLimited() {
            return fate == Fate.VANISHED || fate == Fate.RESET || fate == Fate.TOLD;
        }
    }

    /** What became of a silent connection. */
    public enum Silence {
        ALIVE("alive"),
        /** What was sent after the silence was not acknowledged. */
        FORGOTTEN("forgotten"),
        /** What was sent after the silence was answered with RST. */
        RESET("reset"),
        /** The other end, or a box, closed it while it was silent. */
        CLOSED("closed"),
        /** There was no connection to begin with, or the server ends each as soon as it is asked. */
        UNKNOWN("unknown");

        private final String word;

        Silence(String word) {
            this.word = word;
        }

        /** As JSON has it. */
        public String word() {
            return word;
        }
    }

    /** One silent connection. @param after how long it was silent, or when it was closed */
    public record Step(Duration after, Silence silence) {}

    /** Silent connections, the shortest silence first. */
    public record Idle(List<Step> steps) {

        /** The longest silence that a connection survived. */
        public Duration survived() {
            return steps.stream()
                    .takeWhile(step -> step.silence() == Silence.ALIVE)
                    .map(Step::after)
                    .reduce(Duration.ZERO, (a, b) -> b);
        }

        /** The first that did not survive. */
        public Optional<Step> died() {
            return steps.stream()
                    .filter(step -> step.silence() != Silence.ALIVE && step.silence() != Silence.UNKNOWN)
                    .findFirst();
        }
    }

    /** @param word for programs @param fault whether it harms a connection @param text one sentence */
    public record Finding(String word, boolean fault, String text) {}

    /** @param setting what to set @param value to what @param evidence what was measured */
    public record Advice(String setting, String value, String evidence) {}
}
