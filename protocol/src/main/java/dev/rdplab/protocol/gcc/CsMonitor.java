package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * CS_MONITOR, [MS-RDPBCGR] 2.2.1.3.6: where the client's monitors are.
 *
 * @param flags 32 bits, without a meaning
 * @param monitors at most 16
 */
public record CsMonitor(long flags, List<MonitorDef> monitors) implements ClientBlock {

    public static final String STRUCTURE = "TS_UD_CS_MONITOR";
    public static final int MAX_MONITORS = 16;
    static final int TYPE = 0xc005;

    /** TS_MONITOR_DEF, 2.2.1.3.6.1: 20 bytes, coordinates inclusive and signed. @param flags 0x01 for the primary one */
    public record MonitorDef(int left, int top, int right, int bottom, long flags) {

        public static final String STRUCTURE = "TS_MONITOR_DEF";
        public static final long PRIMARY = 0x01;

        public MonitorDef {
            Block.checkU32("flags", flags);
        }

        private static MonitorDef read(WireReader outer) {
            var in = outer.as(STRUCTURE);
            return new MonitorDef(
                    (int) in.u32le("left"),
                    (int) in.u32le("top"),
                    (int) in.u32le("right"),
                    (int) in.u32le("bottom"),
                    in.u32le("flags"));
        }

        private void write(WireWriter out) {
            out.structure(STRUCTURE, w -> w.u32le("left", left)
                    .u32le("top", top)
                    .u32le("right", right)
                    .u32le("bottom", bottom)
                    .u32le("flags", flags));
        }
    }

    /** @throws IllegalArgumentException when there are too many monitors */
    public CsMonitor {
        monitors = List.copyOf(monitors);
        Block.checkU32("flags", flags);
        checkCount(monitors);
    }

    static CsMonitor read(WireReader block) {
        var in = Block.body(block, STRUCTURE);
        long flags = in.u32le("flags");
        int count = readCount(in);
        var monitors = new ArrayList<MonitorDef>();
        for (int i = 0; i < count; i++) {
            monitors.add(MonitorDef.read(in));
        }
        return new CsMonitor(flags, monitors);
    }

    @Override
    public void encode(WireWriter out) {
        Block.write(out, STRUCTURE, TYPE, w -> {
            w.u32le("flags", flags).u32le("monitorCount", monitors.size());
            monitors.forEach(monitor -> monitor.write(w));
        });
    }

    static int readCount(WireReader in) {
        long count = in.u32le("monitorCount");
        if (count > MAX_MONITORS) {
            throw in.violation("monitorCount", Problem.LIMIT_EXCEEDED, count + ", at most " + MAX_MONITORS);
        }
        return (int) count;
    }

    static void checkCount(List<?> monitors) {
        if (monitors.size() > MAX_MONITORS) {
            throw new IllegalArgumentException(monitors.size() + " monitors, at most " + MAX_MONITORS);
        }
    }
}
