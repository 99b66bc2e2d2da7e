package dev.rdplab.packetlinks;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The thread of one direction: reads packets from one TUN device, lets the lane decide, writes what is due to the other. */
final class Pump implements Runnable {

    /** Packets read in a row before those that are due get their turn. */
    private static final int BURST = 32;

    private static final int POLLFD = 8;
    private static final long NANOS = 1_000_000_000L;

    private final Lane lane;
    private final Slots slots;
    private final int in;
    private final int out;
    private final int stop;
    private final Pointer[] pointers = new Pointer[Lane.MOST_ON_THE_WAY];
    private final Pointer back;
    private final Memory spare;

    private final Memory fds = new Memory(2L * POLLFD);
    private final Memory timeout = new Memory(16);
    private volatile RuntimeException failure;

    /** @param stop an eventfd that becomes readable when the pump is to end */
    Pump(Lane lane, int in, int out, int stop) {
        this.lane = lane;
        this.slots = lane.slots();
        this.in = in;
        this.out = out;
        this.stop = stop;
        this.back = Native.getDirectBufferPointer(lane.back());
        this.spare = new Memory(slots.size());
        pollFor(0, in);
        pollFor(1, stop);
    }

    /** Why it ended before it was told to; null while all is well. */
    RuntimeException failure() {
        return failure;
    }

    @Override
    public void run() {
        Linux.preciseTimers();
        try {
            while (carry()) {
                // until told to stop
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /** One round. @return false when it is time to end */
    private boolean carry() {
        int carried = 0;
        while (carried < BURST && receive()) {
            carried++;
        }
        writeDue();
        return carried == BURST ? !readable(1, 0) : await();
    }

    private boolean receive() {
        int slot = slots.acquire();
        var buffer = slot < 0 ? spare : pointer(slot);
        long bytes = Linux.read(in, buffer, slots.size());
        if (bytes <= 0) {
            if (slot >= 0) {
                slots.release(slot);
            }
            int error = Native.getLastError();
            if (error != Linux.EAGAIN && error != Linux.EINTR) {
                Linux.check("read from the TUN device", -1);
            }
            return false;
        }
        if (slot < 0) {
            lane.overflowed();
            return true;
        }
        lane.arrived(slot, (int) bytes, System.nanoTime());
        int answer = lane.takeBack();
        if (answer > 0) {
            Linux.write(in, back, answer);
        }
        return true;
    }

    private void writeDue() {
        long now = System.nanoTime();
        for (int slot = lane.takeDue(now); slot >= 0; slot = lane.takeDue(now)) {
            int length = slots.length(slot);
            lane.delivered(slot, Linux.write(out, pointer(slot), length) == length);
        }
    }

    /** Sleeps until a packet comes, one is due, or the end. */
    private boolean await() {
        long due = slots.nextDue();
        long nanos = due == Long.MAX_VALUE ? -1 : due - System.nanoTime();
        if (due != Long.MAX_VALUE && nanos <= 0) {
            return true;
        }
        if (nanos >= 0) {
            timeout.setLong(0, nanos / NANOS);
            timeout.setLong(8, nanos % NANOS);
        }
        int ready = Linux.ppoll(fds, 2, nanos < 0 ? null : timeout, null);
        return ready <= 0 || fds.getShort(POLLFD + 6L) == 0;
    }

    private boolean readable(int which, long nanos) {
        timeout.setLong(0, 0);
        timeout.setLong(8, nanos);
        return Linux.ppoll(fds, 2, timeout, null) > 0 && fds.getShort((long) which * POLLFD + 6) != 0;
    }

    private Pointer pointer(int slot) {
        if (pointers[slot] == null) {
            pointers[slot] = Native.getDirectBufferPointer(slots.buffer(slot));
        }
        return pointers[slot];
    }

    private void pollFor(int which, int fd) {
        long at = (long) which * POLLFD;
        fds.setInt(at, fd);
        fds.setShort(at + 4, Linux.POLLIN);
        fds.setShort(at + 6, (short) 0);
    }
}
