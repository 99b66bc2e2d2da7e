package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * CS_MONITOR_EX, [MS-RDPBCGR] 2.2.1.3.9: what the client's monitors are like.
 *
 * @param flags 32 bits, without a meaning
 * @param monitors at most 16
 */
public record CsMonitorEx(long flags, List<MonitorAttributes> monitors) implements ClientBlock {

    public static final String STRUCTURE = "TS_UD_CS_MONITOR_EX";
    static final int TYPE = 0xc008;

    /**
     * TS_MONITOR_ATTRIBUTES, 2.2.1.3.9.1: five times 32 bits.
     *
     * @param physicalWidth millimetres
     * @param physicalHeight millimetres
     * @param orientation degrees: 0, 90, 180 or 270
     * @param desktopScaleFactor percent
     * @param deviceScaleFactor percent
     */
    public record MonitorAttributes(
            long physicalWidth,
            long physicalHeight,
            long orientation,
            long desktopScaleFactor,
            long deviceScaleFactor) {

        public static final String STRUCTURE = "TS_MONITOR_ATTRIBUTES";
        private static final int LENGTH = 20;

        public MonitorAttributes {
            Block.checkU32("physicalWidth", physicalWidth);
            Block.checkU32("physicalHeight", physicalHeight);
            Block.checkU32("orientation", orientation);
            Block.checkU32("desktopScaleFactor", desktopScaleFactor);
            Block.checkU32("deviceScaleFactor", deviceScaleFactor);
        }

        private static MonitorAttributes read(WireReader outer) {
            var in = outer.as(STRUCTURE);
            return new MonitorAttributes(
                    in.u32le("physicalWidth"),
                    in.u32le("physicalHeight"),
                    in.u32le("orientation"),
                    in.u32le("desktopScaleFactor"),
                    in.u32le("deviceScaleFactor"));
        }

        private void write(WireWriter out) {
            out.structure(STRUCTURE, w -> w.u32le("physicalWidth", physicalWidth)
                    .u32le("physicalHeight", physicalHeight)
                    .u32le("orientation", orientation)
                    .u32le("desktopScaleFactor", desktopScaleFactor)
                    .u32le("deviceScaleFactor", deviceScaleFactor));
        }
    }

    /** @throws IllegalArgumentException when there are too many monitors */
    public CsMonitorEx {
        monitors = List.copyOf(monitors);
        Block.checkU32("flags", flags);
        CsMonitor.checkCount(monitors);
    }

    static CsMonitorEx read(WireReader block) {
        var in = Block.body(block, STRUCTURE);
        long flags = in.u32le("flags");
        in.expectU32le("monitorAttributeSize", MonitorAttributes.LENGTH);
        int count = CsMonitor.readCount(in);
        var monitors = new ArrayList<MonitorAttributes>();
        for (int i = 0; i < count; i++) {
            monitors.add(MonitorAttributes.read(in));
        }
        return new CsMonitorEx(flags, monitors);
    }

    @Override
    public void encode(WireWriter out) {
        Block.write(out, STRUCTURE, TYPE, w -> {
            w.u32le("flags", flags)
                    .u32le("monitorAttributeSize", MonitorAttributes.LENGTH)
                    .u32le("monitorCount", monitors.size());
            monitors.forEach(monitor -> monitor.write(w));
        });
    }
}
