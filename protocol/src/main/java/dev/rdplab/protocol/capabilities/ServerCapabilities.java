package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.wire.Bytes;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the lab's server puts into its Demand Active, modelled on what xrdp and freerdp-shadow send. */
public final class ServerCapabilities {

    private static final int SERVER_CHANNEL_ID = 1002;
    private static final int FASTPATH_OUTPUT = 0x0001;
    private static final int LONG_CREDENTIALS = 0x0004;
    private static final int AUTORECONNECT = 0x0008;
    private static final int ENC_SALTED_CHECKSUM = 0x0010;
    private static final int NO_BITMAP_COMPRESSION_HDR = 0x0400;
    private static final int NEGOTIATEORDERSUPPORT = 0x0002;
    private static final int ZEROBOUNDSDELTASSUPPORT = 0x0008;
    private static final int COLORINDEXSUPPORT = 0x0020;
    private static final int SCANCODES = 0x0001;
    private static final int MOUSEX = 0x0004;
    private static final int FASTPATH_INPUT = 0x0008;
    private static final int UNICODE = 0x0010;
    private static final int FASTPATH_INPUT2 = 0x0020;

    private ServerCapabilities() {}

    /**
     * The sets for a desktop.
     *
     * @param desktopWidth pixels
     * @param desktopHeight pixels
     * @param bitsPerPixel 8, 15, 16, 24 or 32
     */
    public static List<CapabilitySet> lab(int desktopWidth, int desktopHeight, int bitsPerPixel) {
        int extraFlags =
                FASTPATH_OUTPUT | LONG_CREDENTIALS | AUTORECONNECT | ENC_SALTED_CHECKSUM | NO_BITMAP_COMPRESSION_HDR;
        int orderFlags = NEGOTIATEORDERSUPPORT | ZEROBOUNDSDELTASSUPPORT | COLORINDEXSUPPORT;
        int inputFlags = SCANCODES | MOUSEX | FASTPATH_INPUT | UNICODE | FASTPATH_INPUT2;
        return List.of(
                new ShareCapability(SERVER_CHANNEL_ID, 0),
                new GeneralCapability(1, 3, 0x0200, 0, 0, extraFlags, 0, 0, 0, 1, 1),
                new VirtualChannelCapability(0, OptionalLong.of(1600)),
                new FontCapability(1),
                new BitmapCapability(bitsPerPixel, 1, 1, 1, desktopWidth, desktopHeight, 0, 1, 1, 0, 0, 1, 0),
                new OrderCapability(
                        Bytes.zeros(16),
                        0,
                        1,
                        20,
                        0,
                        1,
                        0,
                        orderFlags,
                        Bytes.zeros(32),
                        0,
                        0,
                        0,
                        480 * 480,
                        0,
                        0,
                        0,
                        0),
                new ColorCacheCapability(6, 0),
                new PointerCapability(1, 25, OptionalInt.of(25)),
                new InputCapability(inputFlags, 0, 0, 0, 0, 0, Bytes.zeros(64)),
                new MultifragmentUpdateCapability(0x3f8000),
                new LargePointerCapability(1),
                new SurfaceCommandsCapability(0, 0),
                new BitmapCodecsCapability(List.of()),
                new FrameAcknowledgeCapability(2));
    }
}
