package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.ArrayList;
import java.util.List;

/**
 * The optional fields of CS_CORE, [MS-RDPBCGR] 2.2.1.3.2. Each is there only when all before it are.
 *
 * @param numbers the values of the fields that are there, in their order; 0 in the place of clientDigProductId
 * @param clientDigProductId 64 bytes of UTF-16, all 0 where the field is not there
 */
public record CoreOptions(List<Long> numbers, Bytes clientDigProductId) {

    /** The optional fields in their order, each with its length in bytes. */
    public enum Option {
        POST_BETA2_COLOR_DEPTH("postBeta2ColorDepth", 2),
        /** 1. */
        CLIENT_PRODUCT_ID("clientProductId", 2),
        /** 0. */
        SERIAL_NUMBER("serialNumber", 4),
        /** Bits a pixel. */
        HIGH_COLOR_DEPTH("highColorDepth", 2),
        /** 0x01 24, 0x02 16, 0x04 15, 0x08 32 bits a pixel. */
        SUPPORTED_COLOR_DEPTHS("supportedColorDepths", 2),
        EARLY_CAPABILITY_FLAGS("earlyCapabilityFlags", 2),
        CLIENT_DIG_PRODUCT_ID("clientDigProductId", 64),
        /** 1 modem to 6 LAN, 7 auto-detect; valid only with the flag for it. */
        CONNECTION_TYPE("connectionType", 1),
        PAD1_OCTET("pad1octet", 1),
        /** What the client read in the connection confirm; a server that said something else has met an attacker. */
        SERVER_SELECTED_PROTOCOL("serverSelectedProtocol", 4),
        /** Millimetres. */
        DESKTOP_PHYSICAL_WIDTH("desktopPhysicalWidth", 4),
        /** Millimetres. */
        DESKTOP_PHYSICAL_HEIGHT("desktopPhysicalHeight", 4),
        /** Degrees. */
        DESKTOP_ORIENTATION("desktopOrientation", 2),
        /** Percent. */
        DESKTOP_SCALE_FACTOR("desktopScaleFactor", 4),
        /** Percent. */
        DEVICE_SCALE_FACTOR("deviceScaleFactor", 4);

        private final String field;
        private final int length;

        Option(String field, int length) {
            this.field = field;
            this.length = length;
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

        private void check(long value) {
            long most = this == CLIENT_DIG_PRODUCT_ID ? 0 : (1L << 8 * length) - 1;
            if (value < 0 || value > most) {
                throw new IllegalArgumentException(field + " " + value + ", allowed 0 to " + most);
            }
        }
    }

    private static final Bytes NO_ID = Bytes.zeros(Option.CLIENT_DIG_PRODUCT_ID.length);
    private static final Option[] OPTIONS = Option.values();

    /** A client of the oldest kind. */
    public static final CoreOptions NONE = new CoreOptions(List.of(), NO_ID);

    /** @throws IllegalArgumentException when there are too many values, or one does not fit its field */
    public CoreOptions {
        numbers = List.copyOf(numbers);
        if (numbers.size() > OPTIONS.length) {
            throw new IllegalArgumentException(numbers.size() + " values, at most " + OPTIONS.length);
        }
        for (int i = 0; i < numbers.size(); i++) {
            OPTIONS[i].check(numbers.get(i));
        }
        Block.checkLength("clientDigProductId", clientDigProductId, NO_ID.length());
        if (numbers.size() <= Option.CLIENT_DIG_PRODUCT_ID.ordinal() && !clientDigProductId.equals(NO_ID)) {
            throw new IllegalArgumentException("a clientDigProductId behind the last field that is there");
        }
    }

    /** What mstsc and FreeRDP fill in up to serverSelectedProtocol: 24 bits a pixel, all depths, the rest as given. */
    public static CoreOptions of(
            EarlyCapabilityFlags earlyCapabilityFlags, int connectionType, SecurityProtocols serverSelectedProtocol) {
        return new CoreOptions(
                List.of(
                        (long) CsCore.COLOR_8BPP,
                        1L,
                        0L,
                        24L,
                        0x0fL,
                        (long) earlyCapabilityFlags.value(),
                        0L,
                        (long) connectionType,
                        0L,
                        serverSelectedProtocol.value()),
                NO_ID);
    }

    /** Whether {@code option} is there. */
    public boolean has(Option option) {
        return option.ordinal() < numbers.size();
    }

    /** The value of a field, 0 where it is not there. */
    public long number(Option option) {
        return has(option) ? numbers.get(option.ordinal()) : 0;
    }

    public EarlyCapabilityFlags earlyCapabilityFlags() {
        return new EarlyCapabilityFlags((int) number(Option.EARLY_CAPABILITY_FLAGS));
    }

    public SecurityProtocols serverSelectedProtocol() {
        return SecurityProtocols.of(number(Option.SERVER_SELECTED_PROTOCOL));
    }

    static CoreOptions read(WireReader in) {
        var numbers = new ArrayList<Long>(OPTIONS.length);
        Bytes clientDigProductId = NO_ID;
        for (Option option : OPTIONS) {
            if (!in.hasRemaining()) {
                break;
            }
            if (option == Option.CLIENT_DIG_PRODUCT_ID) {
                clientDigProductId = in.bytes(option.field, option.length);
                numbers.add(0L);
            } else {
                numbers.add(option.read(in));
            }
        }
        return new CoreOptions(numbers, clientDigProductId);
    }

    void write(WireWriter out) {
        for (int i = 0; i < numbers.size(); i++) {
            if (OPTIONS[i] == Option.CLIENT_DIG_PRODUCT_ID) {
                out.bytes(OPTIONS[i].field, clientDigProductId);
            } else {
                OPTIONS[i].write(out, numbers.get(i));
            }
        }
    }
}
