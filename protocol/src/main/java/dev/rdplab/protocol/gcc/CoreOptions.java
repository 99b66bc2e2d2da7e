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
        NONE("", 0),
        POST_BETA2_COLOR_DEPTH("postBeta2ColorDepth", 2),
        CLIENT_PRODUCT_ID("clientProductId", 2),
        SERIAL_NUMBER("serialNumber", 4),
        HIGH_COLOR_DEPTH("highColorDepth", 2),
        SUPPORTED_COLOR_DEPTHS("supportedColorDepths", 2),
        EARLY_CAPABILITY_FLAGS("earlyCapabilityFlags", 2),
        CLIENT_DIG_PRODUCT_ID("clientDigProductId", 64),
        CONNECTION_TYPE("connectionType", 1),
        PAD1_OCTET("pad1octet", 1),
        SERVER_SELECTED_PROTOCOL("serverSelectedProtocol", 4),
        DESKTOP_PHYSICAL_WIDTH("desktopPhysicalWidth", 4),
        DESKTOP_PHYSICAL_HEIGHT("desktopPhysicalHeight", 4),
        DESKTOP_ORIENTATION("desktopOrientation", 2),
        DESKTOP_SCALE_FACTOR("desktopScaleFactor", 4),
        DEVICE_SCALE_FACTOR("deviceScaleFactor", 4);

        private final String field;
        private final int length;

        Last(String field, int length) {
            this.field = field;
            this.length = length;
        }

        private boolean reaches(Last other) {
            return compareTo(other) >= 0;
        }

        private boolean isNumber() {
            return length == 1 || length == 2 || length == 4;
        }

        private long read(WireReader in) {
            return switch (length) {
                case 1 -> in.u8(field);
                case 2 -> in.u16le(field);
                default -> in.u32le(field);
            };
        }

        private void write(WireWriter out, long value) {
            switch (length) {
                case 1 -> out.u8(field, (int) value);
                case 2 -> out.u16le(field, (int) value);
                default -> out.u32le(field, value);
            }
        }

        /** @throws IllegalArgumentException when the value does not fit, or the field is not there and has one */
        private void check(Last last, long value) {
            long most = (1L << 8 * length) - 1;
            if (value < 0 || value > most) {
                throw new IllegalArgumentException(field + " " + value + ", allowed 0 to " + most);
            }
            checkAbsent(last, value == 0);
        }

        private void checkAbsent(Last last, boolean blank) {
            if (!blank && !last.reaches(this)) {
                throw new IllegalArgumentException("a value for " + this + ", which is behind " + last);
            }
        }
    }

    private static final Bytes NO_ID = Bytes.zeros(Last.CLIENT_DIG_PRODUCT_ID.length);
    private static final Last[] FIELDS = Last.values();

    /** A client of the oldest kind. */
    public static final CoreOptions NONE = new CoreOptions(
            Last.NONE, 0, 0, 0, 0, 0, EarlyCapabilityFlags.NONE, NO_ID, 0, 0, SecurityProtocols.RDP, 0, 0, 0, 0, 0);

    /** @throws IllegalArgumentException when a value does not fit its field, or stands behind the last one */
    public CoreOptions {
        Block.checkLength("clientDigProductId", clientDigProductId, NO_ID.length());
        Last.CLIENT_DIG_PRODUCT_ID.checkAbsent(last, clientDigProductId.equals(NO_ID));
        check(
                last,
                postBeta2ColorDepth,
                clientProductId,
                serialNumber,
                highColorDepth,
                supportedColorDepths,
                earlyCapabilityFlags.value(),
                0,
                connectionType,
                pad1octet,
                serverSelectedProtocol.value(),
                desktopPhysicalWidth,
                desktopPhysicalHeight,
                desktopOrientation,
                desktopScaleFactor,
                deviceScaleFactor);
    }

    private static void check(Last last, long... numbers) {
        for (Last field : FIELDS) {
            if (field.isNumber()) {
                field.check(last, numbers[field.ordinal() - 1]);
            }
        }
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
        long[] numbers = new long[FIELDS.length];
        Bytes clientDigProductId = NO_ID;
        for (int i = 1; i < FIELDS.length && in.hasRemaining(); i++) {
            last = FIELDS[i];
            if (last.isNumber()) {
                numbers[i] = last.read(in);
            } else {
                clientDigProductId = in.bytes(last.field, last.length);
            }
        }
        return new CoreOptions(
                last,
                (int) numbers[1],
                (int) numbers[2],
                numbers[3],
                (int) numbers[4],
                (int) numbers[5],
                new EarlyCapabilityFlags((int) numbers[6]),
                clientDigProductId,
                (int) numbers[8],
                (int) numbers[9],
                SecurityProtocols.of(numbers[10]),
                numbers[11],
                numbers[12],
                (int) numbers[13],
                numbers[14],
                numbers[15]);
    }

    void write(WireWriter out) {
        long[] numbers = {
            0,
            postBeta2ColorDepth,
            clientProductId,
            serialNumber,
            highColorDepth,
            supportedColorDepths,
            earlyCapabilityFlags.value(),
            0,
            connectionType,
            pad1octet,
            serverSelectedProtocol.value(),
            desktopPhysicalWidth,
            desktopPhysicalHeight,
            desktopOrientation,
            desktopScaleFactor,
            deviceScaleFactor
        };
        for (int i = 1; i <= last.ordinal(); i++) {
            if (FIELDS[i].isNumber()) {
                FIELDS[i].write(out, numbers[i]);
            } else {
                out.bytes(FIELDS[i].field, clientDigProductId);
            }
        }
    }
}
