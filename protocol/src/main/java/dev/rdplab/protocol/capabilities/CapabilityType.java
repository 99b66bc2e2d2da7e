package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import java.util.Optional;
import java.util.function.Function;

/** The kinds of capability sets that are read field by field. */
enum CapabilityType {
    GENERAL(GeneralCapability.TYPE, GeneralCapability.LENGTH, GeneralCapability::decode),
    BITMAP(BitmapCapability.TYPE, BitmapCapability.LENGTH, BitmapCapability::decode),
    ORDER(OrderCapability.TYPE, OrderCapability.LENGTH, OrderCapability::decode),
    BITMAP_CACHE(BitmapCacheCapability.TYPE, BitmapCacheCapability.LENGTH, BitmapCacheCapability::decode),
    CONTROL(ControlCapability.TYPE, ControlCapability.LENGTH, ControlCapability::decode),
    ACTIVATION(ActivationCapability.TYPE, ActivationCapability.LENGTH, ActivationCapability::decode),
    POINTER(PointerCapability.TYPE, PointerCapability.LENGTH, PointerCapability::decode),
    SHARE(ShareCapability.TYPE, ShareCapability.LENGTH, ShareCapability::decode),
    COLOR_CACHE(ColorCacheCapability.TYPE, ColorCacheCapability.LENGTH, ColorCacheCapability::decode),
    SOUND(SoundCapability.TYPE, SoundCapability.LENGTH, SoundCapability::decode),
    INPUT(InputCapability.TYPE, InputCapability.LENGTH, InputCapability::decode),
    FONT(FontCapability.TYPE, FontCapability.LENGTH, FontCapability::decode),
    BRUSH(BrushCapability.TYPE, BrushCapability.LENGTH, BrushCapability::decode),
    GLYPH_CACHE(GlyphCacheCapability.TYPE, GlyphCacheCapability.LENGTH, GlyphCacheCapability::decode),
    OFFSCREEN(OffscreenCapability.TYPE, OffscreenCapability.LENGTH, OffscreenCapability::decode),
    BITMAP_CACHE_HOST_SUPPORT(
            BitmapCacheHostSupportCapability.TYPE,
            BitmapCacheHostSupportCapability.LENGTH,
            BitmapCacheHostSupportCapability::decode),
    BITMAP_CACHE_REV2(
            BitmapCacheRev2Capability.TYPE, BitmapCacheRev2Capability.LENGTH, BitmapCacheRev2Capability::decode),
    VIRTUAL_CHANNEL(VirtualChannelCapability.TYPE, VirtualChannelCapability.LENGTH, VirtualChannelCapability::decode),
    DRAW_NINE_GRID(DrawNineGridCapability.TYPE, DrawNineGridCapability.LENGTH, DrawNineGridCapability::decode),
    DRAW_GDI_PLUS(DrawGdiPlusCapability.TYPE, DrawGdiPlusCapability.LENGTH, DrawGdiPlusCapability::decode),
    RAIL(RailCapability.TYPE, RailCapability.LENGTH, RailCapability::decode),
    WINDOW(WindowCapability.TYPE, WindowCapability.LENGTH, WindowCapability::decode),
    COMP_DESK(CompDeskCapability.TYPE, CompDeskCapability.LENGTH, CompDeskCapability::decode),
    MULTIFRAGMENT_UPDATE(
            MultifragmentUpdateCapability.TYPE,
            MultifragmentUpdateCapability.LENGTH,
            MultifragmentUpdateCapability::decode),
    LARGE_POINTER(LargePointerCapability.TYPE, LargePointerCapability.LENGTH, LargePointerCapability::decode),
    SURFACE_COMMANDS(
            SurfaceCommandsCapability.TYPE, SurfaceCommandsCapability.LENGTH, SurfaceCommandsCapability::decode),
    BITMAP_CODECS(BitmapCodecsCapability.TYPE, BitmapCodecsCapability.LENGTH, BitmapCodecsCapability::decode),
    FRAME_ACKNOWLEDGE(
            FrameAcknowledgeCapability.TYPE, FrameAcknowledgeCapability.LENGTH, FrameAcknowledgeCapability::decode);

    private static final CapabilityType[] ALL = values();

    private final int value;
    private final int longest;
    private final Function<WireReader, CapabilitySet> decoder;

    CapabilityType(int value, int longest, Function<WireReader, CapabilitySet> decoder) {
        this.value = value;
        this.longest = longest;
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

    /** Bytes of the body in its longest known form. */
    int longest() {
        return longest;
    }

    CapabilitySet decode(WireReader in) {
        return decoder.apply(in);
    }
}
