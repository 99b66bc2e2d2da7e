package dev.rdplab.protocol.share;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.PduChecks.Captured;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;

/** Share PDUs out of captured frames. */
final class ShareBodies {

    /** A share PDU, printed as its place. */
    record Body(String place, Bytes bytes) {
        @Override
        public String toString() {
            return place;
        }
    }

    private ShareBodies() {}

    static List<Body> all() {
        return PduChecks.captured(row -> row.name().matches("DemandActive|ConfirmActive|DeactivateAll|Data:.*"))
                .stream()
                .map(ShareBodies::body)
                .toList();
    }

    private static Body body(Captured captured) {
        var frame = captured.bytes();
        int priority = 12; // TPKT 4 + X.224 3 + choice 1 + initiator 2 + channelId 2
        int userData = priority + ((frame.get(priority + 1) & 0x80) == 0 ? 2 : 3);
        return new Body(captured.toString(), frame.slice(userData));
    }
}
