package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * Colour depth and size of the desktop, TS_BITMAP_CAPABILITYSET, [MS-RDPBCGR] 2.2.7.1.2. 24 bytes.
 *
 * @param desktopWidth pixels
 * @param desktopHeight pixels
 */
public record BitmapCapability(
        int preferredBitsPerPixel,
        int receive1BitPerPixel,
        int receive4BitsPerPixel,
        int receive8BitsPerPixel,
        int desktopWidth,
        int desktopHeight,
        int pad2octets,
        int desktopResizeFlag,
        int bitmapCompressionFlag,
        int highColorFlags,
        int drawingFlags,
        int multipleRectangleSupport,
        int pad2octetsB)
        implements CapabilitySet {

    private static final String NAME = "TS_BITMAP_CAPABILITYSET";

    /** The same set for a desktop of another size in pixels. */
    public BitmapCapability sized(int width, int height) {
        return new BitmapCapability(
                preferredBitsPerPixel,
                receive1BitPerPixel,
                receive4BitsPerPixel,
                receive8BitsPerPixel,
                width,
                height,
                pad2octets,
                desktopResizeFlag,
                bitmapCompressionFlag,
                highColorFlags,
                drawingFlags,
                multipleRectangleSupport,
                pad2octetsB);
    }

    @Override
    public void encodeBody(WireWriter out) {
        out.structure(NAME, w -> w.u16le("preferredBitsPerPixel", preferredBitsPerPixel)
                .u16le("receive1BitPerPixel", receive1BitPerPixel)
                .u16le("receive4BitsPerPixel", receive4BitsPerPixel)
                .u16le("receive8BitsPerPixel", receive8BitsPerPixel)
                .u16le("desktopWidth", desktopWidth)
                .u16le("desktopHeight", desktopHeight)
                .u16le("pad2octets", pad2octets)
                .u16le("desktopResizeFlag", desktopResizeFlag)
                .u16le("bitmapCompressionFlag", bitmapCompressionFlag)
                .u8("highColorFlags", highColorFlags)
                .u8("drawingFlags", drawingFlags)
                .u16le("multipleRectangleSupport", multipleRectangleSupport)
                .u16le("pad2octetsB", pad2octetsB));
    }

    static BitmapCapability decode(WireReader reader) {
        var in = reader.as(NAME);
        return new BitmapCapability(
                in.u16le("preferredBitsPerPixel"),
                in.u16le("receive1BitPerPixel"),
                in.u16le("receive4BitsPerPixel"),
                in.u16le("receive8BitsPerPixel"),
                in.u16le("desktopWidth"),
                in.u16le("desktopHeight"),
                in.u16le("pad2octets"),
                in.u16le("desktopResizeFlag"),
                in.u16le("bitmapCompressionFlag"),
                in.u8("highColorFlags"),
                in.u8("drawingFlags"),
                in.u16le("multipleRectangleSupport"),
                in.u16le("pad2octetsB"));
    }
}
