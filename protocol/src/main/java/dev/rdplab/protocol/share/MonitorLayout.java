package dev.rdplab.protocol.share;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** The monitors that the server uses, TS_MONITOR_LAYOUT_PDU, [MS-RDPBCGR] 2.2.12.1. Four bytes and 20 a monitor. */
public record MonitorLayout(List<Monitor> monitors) implements DataPdu {

    public static final int MAX_MONITORS = 64;

    static final int TYPE = 55; // PDUTYPE2_MONITOR_LAYOUT_PDU

    private static final String NAME = "TS_MONITOR_LAYOUT_PDU";

    public MonitorLayout {
        monitors = List.copyOf(monitors);
        if (monitors.size() > MAX_MONITORS) {
            throw new IllegalArgumentException(monitors.size() + " monitors, at most " + MAX_MONITORS);
        }
    }

    /**
     * TS_MONITOR_DEF, [MS-RDPBCGR] 2.2.1.3.6.1. Coordinates are signed, in pixels, right and bottom inclusive.
     *
     * @param flags 32 bits; 1 is the primary monitor
     */
    public record Monitor(int left, int top, int right, int bottom, long flags) {

        private static final String NAME = "TS_MONITOR_DEF";

        private void encode(WireWriter out) {
            out.structure(NAME, w -> w.u32le("left", left)
                    .u32le("top", top)
                    .u32le("right", right)
                    .u32le("bottom", bottom)
                    .u32le("flags", flags));
        }

        private static Monitor decode(WireReader in) {
            return new Monitor(
                    (int) in.u32le("left"),
                    (int) in.u32le("top"),
                    (int) in.u32le("right"),
                    (int) in.u32le("bottom"),
                    in.u32le("flags"));
        }
    }

    @Override
    public int pduType2() {
        return TYPE;
    }

    @Override
    public String pduName() {
        return PduNames.MONITOR_LAYOUT;
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> w.u32le("monitorCount", monitors.size()));
        monitors.forEach(m -> m.encode(out));
    }

    static MonitorLayout decode(WireReader in) {
        long count = in.as(NAME).u32le("monitorCount");
        if (count > MAX_MONITORS) {
            throw in.as(NAME)
                    .violation("monitorCount", Problem.LIMIT_EXCEEDED, count + " monitors, at most " + MAX_MONITORS);
        }
        var monitors = new ArrayList<Monitor>();
        for (int i = 0; i < count; i++) {
            monitors.add(Monitor.decode(in.as(Monitor.NAME)));
        }
        return new MonitorLayout(monitors);
    }
}
