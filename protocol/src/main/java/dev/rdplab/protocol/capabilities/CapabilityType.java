package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import java.util.Optional;
import java.util.function.Function;

/** The kinds of capability sets that are read field by field: capabilitySetType, bytes of the longest body, [MS-RDPBCGR] 2.2.7. */
enum CapabilityType {
    GENERAL(1, 20, GeneralCapability.class, GeneralCapability::decode), // CAPSTYPE_GENERAL
    BITMAP(2, 24, BitmapCapability.class, BitmapCapability::decode), // CAPSTYPE_BITMAP
    ORDER(3, 84, OrderCapability.class, OrderCapability::decode), // CAPSTYPE_ORDER
    BITMAP_CACHE(4, 36, BitmapCacheCapability.class, BitmapCacheCapability::decode), // CAPSTYPE_BITMAPCACHE
    CONTROL(5, 8, ControlCapability.class, ControlCapability::decode), // CAPSTYPE_CONTROL
    ACTIVATION(7, 8, ActivationCapability.class, ActivationCapability::decode), // CAPSTYPE_ACTIVATION
    POINTER(8, 6, PointerCapability.class, PointerCapability::decode), // CAPSTYPE_POINTER
    SHARE(9, 4, ShareCapability.class, ShareCapability::decode), // CAPSTYPE_SHARE
    COLOR_CACHE(10, 4, ColorCacheCapability.class, ColorCacheCapability::decode), // CAPSTYPE_COLORCACHE
    SOUND(12, 4, SoundCapability.class, SoundCapability::decode), // CAPSTYPE_SOUND
    INPUT(13, 84, InputCapability.class, InputCapability::decode), // CAPSTYPE_INPUT
    FONT(14, 4, FontCapability.class, FontCapability::decode), // CAPSTYPE_FONT
    BRUSH(15, 4, BrushCapability.class, BrushCapability::decode), // CAPSTYPE_BRUSH
    GLYPH_CACHE(16, 48, GlyphCacheCapability.class, GlyphCacheCapability::decode), // CAPSTYPE_GLYPHCACHE
    OFFSCREEN(17, 8, OffscreenCapability.class, OffscreenCapability::decode), // CAPSTYPE_OFFSCREENCACHE
    BITMAP_CACHE_HOST_SUPPORT(
            18,
            4,
            BitmapCacheHostSupportCapability.class,
            BitmapCacheHostSupportCapability::decode), // CAPSTYPE_BITMAPCACHE_HOSTSUPPORT
    BITMAP_CACHE_REV2(
            19, 36, BitmapCacheRev2Capability.class, BitmapCacheRev2Capability::decode), // CAPSTYPE_BITMAPCACHE_REV2
    VIRTUAL_CHANNEL(20, 8, VirtualChannelCapability.class, VirtualChannelCapability::decode), // CAPSTYPE_VIRTUALCHANNEL
    DRAW_NINE_GRID(21, 8, DrawNineGridCapability.class, DrawNineGridCapability::decode), // CAPSTYPE_DRAWNINEGRIDCACHE
    DRAW_GDI_PLUS(22, 36, DrawGdiPlusCapability.class, DrawGdiPlusCapability::decode), // CAPSTYPE_DRAWGDIPLUS
    RAIL(23, 4, RailCapability.class, RailCapability::decode), // CAPSTYPE_RAIL
    WINDOW(24, 7, WindowCapability.class, WindowCapability::decode), // CAPSTYPE_WINDOW
    COMP_DESK(25, 2, CompDeskCapability.class, CompDeskCapability::decode), // CAPSETTYPE_COMPDESK
    MULTIFRAGMENT_UPDATE(
            26,
            4,
            MultifragmentUpdateCapability.class,
            MultifragmentUpdateCapability::decode), // CAPSETTYPE_MULTIFRAGMENTUPDATE
    LARGE_POINTER(27, 2, LargePointerCapability.class, LargePointerCapability::decode), // CAPSETTYPE_LARGE_POINTER
    SURFACE_COMMANDS(
            28, 8, SurfaceCommandsCapability.class, SurfaceCommandsCapability::decode), // CAPSETTYPE_SURFACE_COMMANDS
    BITMAP_CODECS(29, 0xffff, BitmapCodecsCapability.class, BitmapCodecsCapability::decode), // CAPSETTYPE_BITMAP_CODECS
    FRAME_ACKNOWLEDGE(
            30,
            4,
            FrameAcknowledgeCapability.class,
            FrameAcknowledgeCapability::decode); // CAPSSETTYPE_FRAME_ACKNOWLEDGE

    private static final CapabilityType[] ALL = values();

    private final int value;
    private final int longest;
    private final Class<? extends CapabilitySet> kind;
    private final Function<WireReader, CapabilitySet> decoder;

    CapabilityType(
            int value, int longest, Class<? extends CapabilitySet> kind, Function<WireReader, CapabilitySet> decoder) {
        this.value = value;
        this.longest = longest;
        this.kind = kind;
        this.decoder = decoder;
    }

    static Optional<CapabilityType> of(int value) {
        for (CapabilityType type : ALL) {
            if (type.value == value) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    static CapabilityType of(CapabilitySet set) {
        for (CapabilityType type : ALL) {
            if (type.kind == set.getClass()) {
                return type;
            }
        }
        throw new IllegalArgumentException(set.getClass() + " is not in the table");
    }

    int value() {
        return value;
    }

    /** Bytes of the body in its longest known form. */
    int longest() {
        return longest;
    }

    CapabilitySet decode(WireReader in) {
        return decoder.apply(in);
    }
}
