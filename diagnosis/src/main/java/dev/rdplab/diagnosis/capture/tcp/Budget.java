package dev.rdplab.diagnosis.capture.tcp;

/** Bytes that all streams of a capture together may keep. */
final class Budget {

    private long left;

    Budget(long bytes) {
        left = bytes;
    }

    boolean take(int bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    void give(int bytes) {
        left += bytes;
    }
}
