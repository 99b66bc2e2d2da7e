package dev.rdplab.experiments.flights;

import static dev.rdplab.experiments.flights.SendQueue.LOST;
import static dev.rdplab.experiments.flights.SendQueue.ON_THE_WAY;
import static dev.rdplab.experiments.flights.SendQueue.SELECTED;

/**
 * One end of a TCP connection as Linux does it: SYN and its retransmissions, ten segments to begin with and slow start, selective
 * acknowledgement, losses found by time (RACK and tail loss probes, RFC 8985) or by the timer that doubles (RFC 6298). What it hears is
 * a {@link Receiver}'s. Reads no clock; who owns it says when it is.
 */
final class TcpEnd {

    static final long NEVER = Long.MAX_VALUE;

    /** RFC 6928. */
    private static final int INITIAL_WINDOW = 10;

    /** Segments that arrive behind a hole and make its loss certain, RFC 5681 section 3.2. */
    private static final int DUPLICATES = 3;

    /** Two ticks of 4 ms are added to the timer of a probe. */
    private static final long TICKS = 8_000_000;

    /** Where the connection is. */
    enum State {
        CLOSED,
        SYN_SENT,
        SYN_RECEIVED,
        ESTABLISHED,
        /** Reset by the peer. */
        RESET,
        /** Given up by this end's kernel, or left by its program. */
        GONE
    }

    private enum Timer {
        RETRANSMISSION,
        PROBE,
        REORDERING
    }

    private final TcpKernel kernel;
    private final Lane out;
    private final int header;
    private final long patience;
    private final Estimate trip;
    private final SendQueue queue;
    private Receiver receiver;

    private State state;
    private long timerAt;
    private Timer timer;
    private int tries; // of the SYN or its answer, after the first
    private long synSentAt;
    private long echo; // the timestamp of the SYN that came first
    private int backoff;
    private int congestionWindow;
    private int slowStartThreshold;
    private int recoverUntil; // 0 while nothing is lost
    private boolean timedOut;
    private int probedUntil; // 0 while there is no probe
    private long struggling; // since when segments are retransmitted without an answer
    private long latestSent; // of all segments that have arrived, the one sent last
    private int latest;
    private long latestTrip;

    private int retransmissions;

    TcpEnd(TcpKernel kernel, int mtu, int clamp, Lane out) {
        this.kernel = kernel;
        this.out = out;
        header = TcpKernel.HEADERS + (kernel.timestamps() ? TcpKernel.TIMESTAMPS : 0);
        patience = kernel.patienceNanos();
        trip = new Estimate(
                kernel.timers().leastRto().toNanos(), kernel.timers().mostRto().toNanos());
        queue = new SendQueue(kernel.segment(mtu, clamp));
    }

    void meets(TcpEnd other) {
        receiver = new Receiver(other.queue);
    }

    void reset() {
        state = State.CLOSED;
        timerAt = NEVER;
        struggling = NEVER;
        tries = 0;
        backoff = 0;
        congestionWindow = INITIAL_WINDOW;
        slowStartThreshold = Integer.MAX_VALUE;
        recoverUntil = 0;
        timedOut = false;
        probedUntil = 0;
        latest = -1;
        latestSent = 0;
        receiver.reset();
        retransmissions = 0;
        trip.reset();
        queue.reset();
    }

    State state() {
        return state;
    }

    /** Writes of the peer that have arrived in full. */
    int heardWrites() {
        return receiver.writes();
    }

    /** Segments sent again, the SYN and its answer among them. */
    int retransmissions() {
        return retransmissions;
    }

    long next() {
        return Math.min(timerAt, receiver.acknowledgeAt());
    }

    // ---- what the program asks for

    void connect(long now) {
        state = State.SYN_SENT;
        syn(Lane.SYN, now);
    }

    void write(int bytes, long now) {
        receiver.answering(now);
        queue.write(bytes);
        transmit(now);
    }

    /** The program leaves with a reset. */
    void abort(long now) {
        out.send(Lane.RST, -1, 0, 0, TcpKernel.HEADERS, now);
        gone();
    }

    // ---- what time brings

    void timer(long now) {
        if (receiver.acknowledgeAt() <= now) {
            acknowledge(now);
        }
        if (timerAt > now) {
            return;
        }
        if (state != State.ESTABLISHED) {
            synAgain(now);
        } else if (timer == Timer.REORDERING) {
            findLosses(now, false);
        } else if (timer == Timer.PROBE) {
            probe(now);
        } else {
            retransmissionTimeout(now);
        }
    }

    private void syn(int kind, long now) {
        synSentAt = now;
        timerAt = now
                + kernel.timers()
                        .synWait(
                                kind == Lane.SYN
                                        ? tries
                                        : tries + kernel.timers().linear())
                        .toNanos();
        out.send(kind, -1, 0, kind == Lane.SYN ? now : echo, header, now);
    }

    private void synAgain(long now) {
        boolean client = state == State.SYN_SENT;
        if (tries == (client ? kernel.timers().synTries() : kernel.synAckTries())) {
            gone();
            state = client ? State.GONE : State.CLOSED; // who listens goes on listening
            tries = 0;
            return;
        }
        tries++;
        retransmissions++;
        syn(client ? Lane.SYN : Lane.SYN_ACK, now);
    }

    private void probe(long now) {
        if (queue.unsent()) {
            emit(queue.next(), now);
        } else {
            retransmit(queue.next() - 1, now);
        }
        probedUntil = queue.next();
        timer = Timer.RETRANSMISSION;
        timerAt = now + timeout();
    }

    private void retransmissionTimeout(long now) {
        if (struggling != NEVER && now - struggling >= patience) {
            gone();
            return;
        }
        if (!timedOut) {
            slowStartThreshold = Math.max(2, congestionWindow / 2);
        }
        timedOut = true;
        recoverUntil = queue.next();
        probedUntil = 0;
        congestionWindow = 1;
        for (int i = queue.first(); i < queue.next(); i++) {
            if (queue.state(i) != SELECTED) {
                queue.state(i, LOST);
            }
        }
        backoff++;
        retransmit(queue.first(), now);
        timer = Timer.RETRANSMISSION;
        timerAt = now + timeout();
    }

    private long timeout() {
        return Math.min(
                trip.timeout() << Math.min(backoff, 20),
                kernel.timers().mostRto().toNanos());
    }

    private void gone() {
        state = State.GONE;
        timerAt = NEVER;
        receiver.acknowledged();
    }

    // ---- what the path brings

    void received(int kind, int segment, int ack, long sack, long now) {
        if (kind == Lane.RST) {
            if (state != State.GONE) {
                gone();
                state = State.RESET;
            }
        } else if (state == State.GONE || state == State.RESET || state == State.CLOSED && kind != Lane.SYN) {
            out.send(Lane.RST, -1, 0, 0, TcpKernel.HEADERS, now);
        } else if (kind == Lane.SYN) {
            synReceived(sack, now);
        } else if (kind == Lane.SYN_ACK) {
            if (state == State.SYN_SENT) {
                established(tries == 0 || kernel.timestamps(), sack, now);
            }
            acknowledge(now);
        } else {
            if (state == State.SYN_RECEIVED) {
                established(retransmissions == 0, synSentAt, now);
            }
            acknowledged(ack, sack, now);
            if (segment >= 0 && receiver.arrived(segment, now)) {
                acknowledge(now);
            }
        }
    }

    private void synReceived(long stamp, long now) {
        if (state == State.CLOSED) {
            echo = stamp;
            state = State.SYN_RECEIVED;
            syn(Lane.SYN_ACK, now);
        } else if (state == State.SYN_RECEIVED) {
            retransmissions++;
            syn(Lane.SYN_ACK, now);
        }
    }

    /**
     * A listener does not know which of several SYN-ACKs was answered. A client reads the timestamp, which is that of the first
     * SYN that arrived: where a SYN-ACK was lost, that is a second too much, and its timers are long for a while.
     *
     * @param known whether there is a round trip to measure
     */
    private void established(boolean known, long since, long now) {
        state = State.ESTABLISHED;
        timerAt = NEVER;
        if (known) {
            trip.measured(now - since, 0, 0);
        }
    }

    private void acknowledge(long now) {
        send(-1, now);
    }

    // ---- sending

    private void send(int segment, long now) {
        receiver.acknowledged();
        int bytes = header + (segment < 0 ? 0 : queue.length(segment));
        out.send(Lane.DATA_OR_ACK, segment, receiver.inOrder(), receiver.selected(), bytes, now);
    }

    private void emit(int segment, long now) {
        queue.sending(segment, now);
        send(segment, now);
    }

    private void retransmit(int segment, long now) {
        retransmissions++;
        struggling = Math.min(struggling, now);
        emit(segment, now);
    }

    /** Sends what is lost and what is new, as far as the window goes. */
    private void transmit(long now) {
        int room = congestionWindow - queue.count(ON_THE_WAY);
        for (int i = queue.first(); i < queue.next() && room > 0; i++) {
            if (queue.state(i) == LOST) {
                retransmit(i, now);
                room--;
            }
        }
        boolean more = false;
        for (; queue.unsent() && room > 0; room--) {
            emit(queue.next(), now);
            more = true;
        }
        if (more) {
            arm(now, false);
        }
    }

    /**
     * Sets the timer anew: a probe while all goes well, else a retransmission.
     *
     * @param moved the timer begins now, because something was acknowledged; else when the first segment was sent
     */
    private void arm(long now, boolean moved) {
        if (!queue.outstanding()) {
            timerAt = NEVER;
            return;
        }
        long retransmitAt = moved ? now + timeout() : Math.max(now, queue.sentAt(queue.first()) + timeout());
        boolean alone = queue.next() - queue.first() == 1;
        long wait = trip.unknown()
                ? kernel.timers().syn().toNanos()
                : 2 * trip.smoothed() + (alone ? kernel.timers().leastRto().toNanos() : TICKS);
        boolean probe = recoverUntil == 0 && probedUntil == 0 && queue.count(SELECTED) == 0;
        timer = probe ? Timer.PROBE : Timer.RETRANSMISSION;
        timerAt = probe ? Math.min(now + wait, retransmitAt) : retransmitAt;
    }

    // ---- hearing of what was sent

    private void acknowledged(int ack, long sack, long now) {
        int before = queue.first();
        int arrived = 0;
        long sample = -1;
        for (int i = before; i < queue.next(); i++) {
            boolean told = i < ack || i > ack && i - ack <= Long.SIZE && (sack >>> i - ack - 1 & 1) == 1;
            if (told && queue.state(i) != SELECTED) {
                queue.state(i, SELECTED);
                arrived++;
                long took = now - queue.sentAt(i);
                boolean clear = !queue.retransmitted(i) || took >= trip.least();
                if (clear && queue.sentAt(i) >= latestSent) {
                    latestSent = queue.sentAt(i);
                    latestTrip = took;
                    latest = i;
                }
                if (sample < 0 && (!queue.retransmitted(i) || kernel.timestamps() && clear)) {
                    sample = took;
                }
            }
        }
        if (arrived == 0) {
            return;
        }
        queue.acknowledged(Math.max(before, ack));
        if (sample >= 0) {
            trip.measured(sample, queue.first(), queue.next());
            backoff = 0;
        }
        if (queue.first() > before) {
            moved(queue.first() - before);
        }
        findLosses(now, queue.first() > before);
    }

    private void moved(int segments) {
        struggling = NEVER;
        if (queue.first() >= probedUntil) {
            probedUntil = 0;
        }
        if (queue.first() >= recoverUntil) {
            recoverUntil = 0;
            timedOut = false;
        }
        if (congestionWindow < slowStartThreshold) {
            congestionWindow += segments;
        }
    }

    /** Whatever was sent before something that has arrived, and is late by more than packets pass each other, is lost. */
    private void findLosses(long now, boolean moved) {
        long passing = recoverUntil > 0 || queue.count(SELECTED) >= DUPLICATES ? 0 : trip.least() / 4;
        long wait = 0;
        boolean found = false;
        for (int i = queue.first(); i < queue.next(); i++) {
            boolean overtaken = queue.sentAt(i) < latestSent || queue.sentAt(i) == latestSent && i < latest;
            if (latest >= 0 && queue.state(i) == ON_THE_WAY && overtaken) {
                long left = queue.sentAt(i) + latestTrip + passing - now;
                wait = Math.max(wait, left);
                if (left <= 0) {
                    queue.state(i, LOST);
                    found = true;
                }
            }
        }
        if (found && recoverUntil == 0) {
            slowStartThreshold = Math.max(2, congestionWindow / 2);
            congestionWindow = slowStartThreshold;
            recoverUntil = queue.next();
        }
        transmit(now);
        arm(now, moved);
        if (wait > 0) {
            timer = Timer.REORDERING;
            timerAt = now + wait;
        }
    }
}
