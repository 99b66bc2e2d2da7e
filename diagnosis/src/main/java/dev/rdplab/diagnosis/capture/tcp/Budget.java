package dev.rdplab.diagnosis.capture.tcp;

/** Bytes that all streams of a capture together may keep. */
final class Budget {

    /** What a kept run takes besides its bytes: objects and packet headers. */
    static final int OVERHEAD = 160;

    private final Runnable makeRoom;
    private long left;
    private boolean making;

    /** @param makeRoom gives back what others can do without; called when the budget is used up */
    Budget(long bytes, Runnable makeRoom) {
        this.left = bytes;
        this.makeRoom = makeRoom;
    }

    /** A quarter of the heap at most, so that the rest of the work finds room. */
    static long ofHeap(long most) {
        return Math.min(most, Runtime.getRuntime().maxMemory() / 4);
    }

    boolean take(int bytes) {
        if (bytes > left && !making) {
            making = true;
            makeRoom.run();
            making = false;
        }
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    void give(long bytes) {
        left += bytes;
    }
}
