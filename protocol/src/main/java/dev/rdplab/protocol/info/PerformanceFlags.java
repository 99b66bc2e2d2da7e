package dev.rdplab.protocol.info;

import dev.rdplab.protocol.wire.FlagNames;

/** {@code performanceFlags} of TS_EXTENDED_INFO_PACKET, [MS-RDPBCGR] 2.2.1.11.1.1.1. Four bytes; unknown bits are kept. */
public record PerformanceFlags(long value) {

    public static final PerformanceFlags PERF_DISABLE_WALLPAPER = new PerformanceFlags(0x0000_0001);
    public static final PerformanceFlags PERF_DISABLE_FULLWINDOWDRAG = new PerformanceFlags(0x0000_0002);
    public static final PerformanceFlags PERF_DISABLE_MENUANIMATIONS = new PerformanceFlags(0x0000_0004);
    public static final PerformanceFlags PERF_DISABLE_THEMING = new PerformanceFlags(0x0000_0008);
    public static final PerformanceFlags PERF_RESERVED1 = new PerformanceFlags(0x0000_0010);
    public static final PerformanceFlags PERF_DISABLE_CURSOR_SHADOW = new PerformanceFlags(0x0000_0020);
    public static final PerformanceFlags PERF_DISABLE_CURSORSETTINGS = new PerformanceFlags(0x0000_0040);
    public static final PerformanceFlags PERF_ENABLE_FONT_SMOOTHING = new PerformanceFlags(0x0000_0080);
    public static final PerformanceFlags PERF_ENABLE_DESKTOP_COMPOSITION = new PerformanceFlags(0x0000_0100);
    public static final PerformanceFlags PERF_RESERVED2 = new PerformanceFlags(0x8000_0000L);

    private static final FlagNames NAMES = FlagNames.whenZero("0")
            .with(PERF_DISABLE_WALLPAPER.value, "PERF_DISABLE_WALLPAPER")
            .with(PERF_DISABLE_FULLWINDOWDRAG.value, "PERF_DISABLE_FULLWINDOWDRAG")
            .with(PERF_DISABLE_MENUANIMATIONS.value, "PERF_DISABLE_MENUANIMATIONS")
            .with(PERF_DISABLE_THEMING.value, "PERF_DISABLE_THEMING")
            .with(PERF_RESERVED1.value, "PERF_RESERVED1")
            .with(PERF_DISABLE_CURSOR_SHADOW.value, "PERF_DISABLE_CURSOR_SHADOW")
            .with(PERF_DISABLE_CURSORSETTINGS.value, "PERF_DISABLE_CURSORSETTINGS")
            .with(PERF_ENABLE_FONT_SMOOTHING.value, "PERF_ENABLE_FONT_SMOOTHING")
            .with(PERF_ENABLE_DESKTOP_COMPOSITION.value, "PERF_ENABLE_DESKTOP_COMPOSITION")
            .with(PERF_RESERVED2.value, "PERF_RESERVED2");

    public PerformanceFlags {
        if (value < 0 || value > 0xffff_ffffL) {
            throw new IllegalArgumentException("not 32 bits: " + value);
        }
    }

    /** All bits of {@code other} are set. */
    public boolean has(PerformanceFlags other) {
        return (value & other.value) == other.value;
    }

    public PerformanceFlags with(PerformanceFlags other) {
        return new PerformanceFlags(value | other.value);
    }

    @Override
    public String toString() {
        return NAMES.describe(value);
    }
}
