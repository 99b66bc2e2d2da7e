package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.protocol.x224.SecurityProtocols;

/**
 * The optional fields of CS_CORE, [MS-RDPBCGR] 2.2.1.3.2. Each is there only when all before it are, so the last one says
 * which are; those behind it have no bits set.
 *
 * @param last the last field that is there
 * @param postBeta2ColorDepth 16 bits
 * @param clientProductId 16 bits, 1
 * @param serialNumber 32 bits, 0
 * @param highColorDepth bits a pixel, 16 bits
 * @param supportedColorDepths 16 bits: 0x01 24, 0x02 16, 0x04 15, 0x08 32 bits a pixel
 * @param earlyCapabilityFlags 16 bits
 * @param clientDigProductId 64 bytes of UTF-16
 * @param connectionType 8 bits: 1 modem to 6 LAN, 7 auto-detect; valid only with the flag for it
 * @param pad1octet 8 bits
 * @param serverSelectedProtocol what the client read in the connection confirm; a server that said something else has met an attacker
 * @param desktopPhysicalWidth millimetres, 32 bits
 * @param desktopPhysicalHeight millimetres, 32 bits
 * @param desktopOrientation degrees, 16 bits
 * @param desktopScaleFactor percent, 32 bits
 * @param deviceScaleFactor percent, 32 bits
 */
public record CoreOptions(
        Last last,
        int postBeta2ColorDepth,
        int clientProductId,
        long serialNumber,
        int highColorDepth,
        int supportedColorDepths,
        EarlyCapabilityFlags earlyCapabilityFlags,
        Bytes clientDigProductId,
        int connectionType,
        int pad1octet,
        SecurityProtocols serverSelectedProtocol,
        long desktopPhysicalWidth,
        long desktopPhysicalHeight,
        int desktopOrientation,
        long desktopScaleFactor,
        long deviceScaleFactor) {

    /** The optional fields in their order. */
    public enum Last {
        /** There is no optional field. */
        NONE,
        POST_BETA2_COLOR_DEPTH,
        CLIENT_PRODUCT_ID,
        SERIAL_NUMBER,
        HIGH_COLOR_DEPTH,
        SUPPORTED_COLOR_DEPTHS,
        EARLY_CAPABILITY_FLAGS,
        CLIENT_DIG_PRODUCT_ID,
        CONNECTION_TYPE,
        PAD1_OCTET,
        SERVER_SELECTED_PROTOCOL,
        DESKTOP_PHYSICAL_WIDTH,
        DESKTOP_PHYSICAL_HEIGHT,
        DESKTOP_ORIENTATION,
        DESKTOP_SCALE_FACTOR,
        DEVICE_SCALE_FACTOR;

        private boolean reaches(Last other) {
            return compareTo(other) >= 0;
        }
    }

    private static final int ID_LENGTH = 64;
    private static final Bytes NO_ID = Bytes.zeros(ID_LENGTH);

    /** A client of the oldest kind. */
    public static final CoreOptions NONE = new CoreOptions(
            Last.NONE, 0, 0, 0, 0, 0, EarlyCapabilityFlags.NONE, NO_ID, 0, 0, SecurityProtocols.RDP, 0, 0, 0, 0, 0);

    /** @throws IllegalArgumentException when a value does not fit its field, or stands behind the last one */
    public CoreOptions {
        Block.checkU16("postBeta2ColorDepth", postBeta2ColorDepth);
        Block.checkU16("clientProductId", clientProductId);
        Block.checkU32("serialNumber", serialNumber);
        Block.checkU16("highColorDepth", highColorDepth);
        Block.checkU16("supportedColorDepths", supportedColorDepths);
        Block.checkLength("clientDigProductId", clientDigProductId, ID_LENGTH);
        checkU8("connectionType", connectionType);
        checkU8("pad1octet", pad1octet);
        Block.checkU32("desktopPhysicalWidth", desktopPhysicalWidth);
        Block.checkU32("desktopPhysicalHeight", desktopPhysicalHeight);
        Block.checkU16("desktopOrientation", desktopOrientation);
        Block.checkU32("desktopScaleFactor", desktopScaleFactor);
        Block.checkU32("deviceScaleFactor", deviceScaleFactor);
        checkAbsent(last, Last.POST_BETA2_COLOR_DEPTH, postBeta2ColorDepth == 0);
        checkAbsent(last, Last.CLIENT_PRODUCT_ID, clientProductId == 0);
        checkAbsent(last, Last.SERIAL_NUMBER, serialNumber == 0);
        checkAbsent(last, Last.HIGH_COLOR_DEPTH, highColorDepth == 0);
        checkAbsent(last, Last.SUPPORTED_COLOR_DEPTHS, supportedColorDepths == 0);
        checkAbsent(last, Last.EARLY_CAPABILITY_FLAGS, earlyCapabilityFlags.equals(EarlyCapabilityFlags.NONE));
        checkAbsent(last, Last.CLIENT_DIG_PRODUCT_ID, clientDigProductId.equals(NO_ID));
        checkAbsent(last, Last.CONNECTION_TYPE, connectionType == 0);
        checkAbsent(last, Last.PAD1_OCTET, pad1octet == 0);
        checkAbsent(last, Last.SERVER_SELECTED_PROTOCOL, serverSelectedProtocol.equals(SecurityProtocols.RDP));
        checkAbsent(last, Last.DESKTOP_PHYSICAL_WIDTH, desktopPhysicalWidth == 0);
        checkAbsent(last, Last.DESKTOP_PHYSICAL_HEIGHT, desktopPhysicalHeight == 0);
        checkAbsent(last, Last.DESKTOP_ORIENTATION, desktopOrientation == 0);
        checkAbsent(last, Last.DESKTOP_SCALE_FACTOR, desktopScaleFactor == 0);
        checkAbsent(last, Last.DEVICE_SCALE_FACTOR, deviceScaleFactor == 0);
    }

    /** What mstsc and FreeRDP fill in up to serverSelectedProtocol: 24 bits a pixel, all depths, the rest as given. */
    public static CoreOptions of(
            EarlyCapabilityFlags earlyCapabilityFlags, int connectionType, SecurityProtocols serverSelectedProtocol) {
        return new CoreOptions(
                Last.SERVER_SELECTED_PROTOCOL,
                CsCore.COLOR_8BPP,
                1,
                0,
                24,
                0x0f,
                earlyCapabilityFlags,
                NO_ID,
                connectionType,
                0,
                serverSelectedProtocol,
                0,
                0,
                0,
                0,
                0);
    }

    /** Whether {@code field} is there. */
    public boolean has(Last field) {
        return last.reaches(field);
    }

    static CoreOptions read(WireReader in) {
        // The last field that any byte belongs to; a field cut short then fails as truncated.
        var last = Last.NONE;
        int postBeta2ColorDepth = 0;
        if (in.hasRemaining()) {
            postBeta2ColorDepth = in.u16le("postBeta2ColorDepth");
            last = Last.POST_BETA2_COLOR_DEPTH;
        }
        int clientProductId = 0;
        if (in.hasRemaining()) {
            clientProductId = in.u16le("clientProductId");
            last = Last.CLIENT_PRODUCT_ID;
        }
        long serialNumber = 0;
        if (in.hasRemaining()) {
            serialNumber = in.u32le("serialNumber");
            last = Last.SERIAL_NUMBER;
        }
        int highColorDepth = 0;
        if (in.hasRemaining()) {
            highColorDepth = in.u16le("highColorDepth");
            last = Last.HIGH_COLOR_DEPTH;
        }
        int supportedColorDepths = 0;
        if (in.hasRemaining()) {
            supportedColorDepths = in.u16le("supportedColorDepths");
            last = Last.SUPPORTED_COLOR_DEPTHS;
        }
        EarlyCapabilityFlags earlyCapabilityFlags = EarlyCapabilityFlags.NONE;
        if (in.hasRemaining()) {
            earlyCapabilityFlags = new EarlyCapabilityFlags(in.u16le("earlyCapabilityFlags"));
            last = Last.EARLY_CAPABILITY_FLAGS;
        }
        Bytes clientDigProductId = NO_ID;
        if (in.hasRemaining()) {
            clientDigProductId = in.bytes("clientDigProductId", ID_LENGTH);
            last = Last.CLIENT_DIG_PRODUCT_ID;
        }
        int connectionType = 0;
        if (in.hasRemaining()) {
            connectionType = in.u8("connectionType");
            last = Last.CONNECTION_TYPE;
        }
        int pad1octet = 0;
        if (in.hasRemaining()) {
            pad1octet = in.u8("pad1octet");
            last = Last.PAD1_OCTET;
        }
        SecurityProtocols serverSelectedProtocol = SecurityProtocols.RDP;
        if (in.hasRemaining()) {
            serverSelectedProtocol = SecurityProtocols.of(in.u32le("serverSelectedProtocol"));
            last = Last.SERVER_SELECTED_PROTOCOL;
        }
        long desktopPhysicalWidth = 0;
        if (in.hasRemaining()) {
            desktopPhysicalWidth = in.u32le("desktopPhysicalWidth");
            last = Last.DESKTOP_PHYSICAL_WIDTH;
        }
        long desktopPhysicalHeight = 0;
        if (in.hasRemaining()) {
            desktopPhysicalHeight = in.u32le("desktopPhysicalHeight");
            last = Last.DESKTOP_PHYSICAL_HEIGHT;
        }
        int desktopOrientation = 0;
        if (in.hasRemaining()) {
            desktopOrientation = in.u16le("desktopOrientation");
            last = Last.DESKTOP_ORIENTATION;
        }
        long desktopScaleFactor = 0;
        if (in.hasRemaining()) {
            desktopScaleFactor = in.u32le("desktopScaleFactor");
            last = Last.DESKTOP_SCALE_FACTOR;
        }
        long deviceScaleFactor = 0;
        if (in.hasRemaining()) {
            deviceScaleFactor = in.u32le("deviceScaleFactor");
            last = Last.DEVICE_SCALE_FACTOR;
        }
        return new CoreOptions(
                last,
                postBeta2ColorDepth,
                clientProductId,
                serialNumber,
                highColorDepth,
                supportedColorDepths,
                earlyCapabilityFlags,
                clientDigProductId,
                connectionType,
                pad1octet,
                serverSelectedProtocol,
                desktopPhysicalWidth,
                desktopPhysicalHeight,
                desktopOrientation,
                desktopScaleFactor,
                deviceScaleFactor);
    }

    void write(WireWriter out) {
        if (has(Last.POST_BETA2_COLOR_DEPTH)) {
            out.u16le("postBeta2ColorDepth", postBeta2ColorDepth);
        }
        if (has(Last.CLIENT_PRODUCT_ID)) {
            out.u16le("clientProductId", clientProductId);
        }
        if (has(Last.SERIAL_NUMBER)) {
            out.u32le("serialNumber", serialNumber);
        }
        if (has(Last.HIGH_COLOR_DEPTH)) {
            out.u16le("highColorDepth", highColorDepth);
        }
        if (has(Last.SUPPORTED_COLOR_DEPTHS)) {
            out.u16le("supportedColorDepths", supportedColorDepths);
        }
        if (has(Last.EARLY_CAPABILITY_FLAGS)) {
            out.u16le("earlyCapabilityFlags", earlyCapabilityFlags.value());
        }
        if (has(Last.CLIENT_DIG_PRODUCT_ID)) {
            out.bytes("clientDigProductId", clientDigProductId);
        }
        if (has(Last.CONNECTION_TYPE)) {
            out.u8("connectionType", connectionType);
        }
        if (has(Last.PAD1_OCTET)) {
            out.u8("pad1octet", pad1octet);
        }
        if (has(Last.SERVER_SELECTED_PROTOCOL)) {
            out.u32le("serverSelectedProtocol", serverSelectedProtocol.value());
        }
        if (has(Last.DESKTOP_PHYSICAL_WIDTH)) {
            out.u32le("desktopPhysicalWidth", desktopPhysicalWidth);
        }
        if (has(Last.DESKTOP_PHYSICAL_HEIGHT)) {
            out.u32le("desktopPhysicalHeight", desktopPhysicalHeight);
        }
        if (has(Last.DESKTOP_ORIENTATION)) {
            out.u16le("desktopOrientation", desktopOrientation);
        }
        if (has(Last.DESKTOP_SCALE_FACTOR)) {
            out.u32le("desktopScaleFactor", desktopScaleFactor);
        }
        if (has(Last.DEVICE_SCALE_FACTOR)) {
            out.u32le("deviceScaleFactor", deviceScaleFactor);
        }
    }

    private static void checkU8(String field, int value) {
        if (value < 0 || value > 0xff) {
            throw new IllegalArgumentException(field + " " + value + ", allowed 0 to 255");
        }
    }

    private static void checkAbsent(Last last, Last field, boolean blank) {
        if (!blank && !last.reaches(field)) {
            throw new IllegalArgumentException("a value for " + field + ", which is behind " + last);
        }
    }
}
