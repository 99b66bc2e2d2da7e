package dev.rdplab.diagnosis.capture.rebuild;

import java.util.ArrayList;
import java.util.List;

/**
 * What the lengths of one end's encrypted records tell of the zeros that it adds to them. Its Finished shows it, where that is a
 * record of its own; a common divisor of all lengths shows blocks.
 */
final class PaddingTrace {

    private static final int TAG = 16;
    private static final int JAVA = 16;
    private static final int SMALLEST_BLOCK = 16;
    private static final int MOST_ZEROS = 300; // in every record

    private final boolean server;
    private int known = -1;
    private int finished; // zeros, should the last record of the handshake hold a Finished and nothing else
    private int records;
    private int divisor;

    PaddingTrace(boolean server) {
        this.server = server;
    }

    /** Takes the fragment of a record of the handshake. @param suite the standard name */
    void handshake(int fragment, String suite) {
        length(fragment);
        int bare = 4 + (suite.endsWith("SHA384") ? 48 : 32) + 1 + TAG;
        finished = fragment - bare;
        known = finished == 0 || finished == JAVA ? finished : -1;
    }

    /** Takes the fragment of any encrypted record. */
    void length(int fragment) {
        records++;
        divisor = gcd(divisor, Math.max(0, fragment - TAG));
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** Whether the last record of the handshake has the length of a Finished. */
    boolean shown() {
        return known >= 0;
    }

    /** What the end may add, the likeliest first. */
    List<Padding> possible() {
        if (shown()) {
            return List.of(Padding.known(known));
        }
        var all = new ArrayList<Padding>();
        all.add(Padding.assumed(0));
        if (server) {
            all.add(Padding.assumed(JAVA)); // its Finished may stand in one record with the rest of its flight
        }
        if (finished > 0 && finished <= MOST_ZEROS) {
            all.add(Padding.assumed(finished));
        }
        if (records >= (server ? 3 : 2) && divisor >= SMALLEST_BLOCK) {
            all.add(Padding.blocks(divisor));
        }
        return all;
    }
}
