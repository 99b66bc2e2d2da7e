package dev.rdplab.packetlinks;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Room for packets, allocated in chunks when it is first needed and never given back; and the packets on their way, the
 * earliest first. One thread uses it.
 */
final class Slots {

    /** Slots of one chunk. */
    private static final int CHUNK = 64;

    private final int size;
    private final int capacity;
    private final ByteBuffer[] buffers;
    private final int[] lengths;
    private int[] free = new int[CHUNK];
    private int freeCount;
    private int allocated;

    // A binary heap by (due, order), in parallel arrays so that a packet costs no object.
    private final long[] due;
    private final long[] order;
    private final int[] slot;
    private int count;
    private long added;

    /** @param size bytes of a slot */
    Slots(int size, int capacity) {
        this.size = size;
        this.capacity = capacity;
        buffers = new ByteBuffer[capacity];
        lengths = new int[capacity];
        due = new long[capacity];
        order = new long[capacity];
        slot = new int[capacity];
    }

    int size() {
        return size;
    }

    /** A slot to write into, or -1 when all are in use. */
    int acquire() {
        if (freeCount == 0 && !grow()) {
            return -1;
        }
        return free[--freeCount];
    }

    void release(int s) {
        free[freeCount++] = s;
    }

    ByteBuffer buffer(int s) {
        return buffers[s];
    }

    int length(int s) {
        return lengths[s];
    }

    void length(int s, int bytes) {
        lengths[s] = bytes;
    }

    void copy(int from, int to) {
        buffers[to].put(0, buffers[from], 0, lengths[from]);
        lengths[to] = lengths[from];
    }

    int onTheWay() {
        return count;
    }

    /** When the earliest is due; {@link Long#MAX_VALUE} when none is on the way. */
    long nextDue() {
        return count == 0 ? Long.MAX_VALUE : due[0];
    }

    void send(int s, long when) {
        int i = count++;
        long n = added++;
        while (i > 0) {
            int parent = (i - 1) >> 1;
            if (due[parent] <= when) {
                break;
            }
            move(parent, i);
            i = parent;
        }
        place(i, when, n, s);
    }

    /** Takes the earliest from the way. The caller releases it. */
    int take() {
        int taken = slot[0];
        count--;
        long when = due[count];
        long n = order[count];
        int s = slot[count];
        int i = 0;
        for (int child = 1; child < count; child = 2 * i + 1) {
            if (child + 1 < count && before(child + 1, due[child], order[child])) {
                child++;
            }
            if (!before(child, when, n)) {
                break;
            }
            move(child, i);
            i = child;
        }
        place(i, when, n, s);
        return taken;
    }

    private boolean before(int i, long when, long n) {
        return due[i] < when || due[i] == when && order[i] < n;
    }

    private void move(int from, int to) {
        place(to, due[from], order[from], slot[from]);
    }

    private void place(int i, long when, long n, int s) {
        due[i] = when;
        order[i] = n;
        slot[i] = s;
    }

    private boolean grow() {
        int more = Math.min(CHUNK, capacity - allocated);
        if (more == 0) {
            return false;
        }
        var chunk = ByteBuffer.allocateDirect(more * size);
        free = Arrays.copyOf(free, allocated + more);
        for (int i = 0; i < more; i++) {
            buffers[allocated + i] = chunk.slice(i * size, size);
            free[freeCount++] = allocated + i;
        }
        allocated += more;
        return true;
    }
}
