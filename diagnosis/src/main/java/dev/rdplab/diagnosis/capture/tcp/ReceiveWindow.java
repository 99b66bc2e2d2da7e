package dev.rdplab.diagnosis.capture.tcp;

import dev.rdplab.diagnosis.capture.net.Segment;

/** How long one end told the other to send nothing: a window of 0 means that its program does not read. */
final class ReceiveWindow {

    private long zeroSince = -1;
    private long longest;

    void seen(Segment segment) {
        if (segment.syn() || segment.rst() || !segment.ack()) {
            return; // a SYN before its option says nothing, and a reset has none
        }
        if (segment.window() != 0) {
            longest = zeroSince < 0 ? longest : Math.max(longest, segment.nanos() - zeroSince);
            zeroSince = -1;
        } else if (zeroSince < 0) {
            zeroSince = segment.nanos();
        }
    }

    /** Nanoseconds of a window that was 0 to the end; 0 when it was not. @param end time of the last packet */
    long closedAtTheEnd(long end) {
        return zeroSince < 0 ? 0 : Math.max(0, end - zeroSince);
    }
}
