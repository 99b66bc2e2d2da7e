package dev.rdplab.experiments.flights;

import java.util.Arrays;

/** The segments of one end: cut from what is written, sent, and kept until they are acknowledged. Their numbers are from 0. */
final class SendQueue {

    /** Where a segment that was sent is. */
    static final byte ON_THE_WAY = 0;

    /** It has arrived, and one before it has not. */
    static final byte SELECTED = 1;

    /** It is taken for lost and not yet retransmitted. */
    static final byte LOST = 2;

    private final int most;
    private int[] ends = new int[64]; // offset behind the last byte
    private long[] sent = new long[64]; // the last time
    private int[] times = new int[64];
    private byte[] state = new byte[64];
    private int[] writeEnds = new int[64];
    private int formed;
    private int writes;
    private int next;
    private int first;

    /** @param most bytes of data in a segment */
    SendQueue(int most) {
        this.most = most;
    }

    void reset() {
        formed = 0;
        writes = 0;
        next = 0;
        first = 0;
    }

    /** Bytes of the program. What was not sent yet is joined with them. */
    void write(int bytes) {
        int left = bytes;
        if (formed > next) {
            int room = Math.min(left, most - length(formed - 1));
            ends[formed - 1] += room;
            left -= room;
        }
        while (left > 0) {
            if (formed == ends.length) {
                grow();
            }
            ends[formed] = end(formed - 1) + Math.min(most, left);
            left -= length(formed++);
        }
        if (writes == writeEnds.length) {
            writeEnds = Arrays.copyOf(writeEnds, 2 * writes);
        }
        writeEnds[writes++] = end(formed - 1);
    }

    /** How many writes are within the first segments. @param known so many are */
    int writesWithin(int segments, int known) {
        int count = known;
        while (count < writes && writeEnds[count] <= end(segments - 1)) {
            count++;
        }
        return count;
    }

    int length(int segment) {
        return ends[segment] - end(segment - 1);
    }

    private int end(int segment) {
        return segment < 0 ? 0 : ends[segment];
    }

    /** The first that is not acknowledged. */
    int first() {
        return first;
    }

    /** The first that was never sent. */
    int next() {
        return next;
    }

    boolean unsent() {
        return next < formed;
    }

    boolean outstanding() {
        return first < next;
    }

    void acknowledged(int upTo) {
        first = upTo;
    }

    void sending(int segment, long now) {
        sent[segment] = now;
        if (segment == next) {
            times[next++] = 0;
        }
        times[segment]++;
        state[segment] = ON_THE_WAY;
    }

    long sentAt(int segment) {
        return sent[segment];
    }

    boolean retransmitted(int segment) {
        return times[segment] > 1;
    }

    byte state(int segment) {
        return state[segment];
    }

    void state(int segment, byte value) {
        state[segment] = value;
    }

    int count(byte value) {
        int count = 0;
        for (int i = first; i < next; i++) {
            count += state[i] == value ? 1 : 0;
        }
        return count;
    }

    private void grow() {
        int length = 2 * formed;
        ends = Arrays.copyOf(ends, length);
        sent = Arrays.copyOf(sent, length);
        times = Arrays.copyOf(times, length);
        state = Arrays.copyOf(state, length);
    }
}
