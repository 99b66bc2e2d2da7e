package dev.rdplab.protocol.capabilities;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One capability set, TS_CAPS_SET, [MS-RDPBCGR] 2.2.1.13.1.1.1: capabilitySetType 2, lengthCapability 2 and its body. */
public sealed interface CapabilitySet extends Pdu
        permits ActivationCapability,
                BitmapCacheCapability,
                BitmapCacheHostSupportCapability,
                BitmapCacheRev2Capability,
                BitmapCapability,
                BitmapCodecsCapability,
                BrushCapability,
                ColorCacheCapability,
                CompDeskCapability,
                ControlCapability,
                DrawGdiPlusCapability,
                DrawNineGridCapability,
                FontCapability,
                FrameAcknowledgeCapability,
                GeneralCapability,
                GlyphCacheCapability,
                InputCapability,
                LargePointerCapability,
                MultifragmentUpdateCapability,
                OffscreenCapability,
                OrderCapability,
                PointerCapability,
                RailCapability,
                RawCapability,
                ShareCapability,
                SoundCapability,
                SurfaceCommandsCapability,
                VirtualChannelCapability,
                WindowCapability {

    /** Sets that one list may hold; the specification knows 30. */
    int MAX_SETS = 128;

    /** capabilitySetType, 16 bits. */
    default int type() {
        return CapabilityType.of(this).value();
    }

    /** Writes what follows lengthCapability. */
    void encodeBody(WireWriter out);

    @Override
    default void encode(WireWriter out) {
        int start = out.size();
        out.structure("TS_CAPS_SET", w -> w.u16le("capabilitySetType", type()).u16le("lengthCapability", 0));
        encodeBody(out);
        out.patchU16le(start + 2, out.size() - start);
    }

    /**
     * Reads one set. A set of unknown type, or longer than the specification has it, is kept as {@link RawCapability}.
     *
     * @throws ProtocolViolationException when the set is shorter than its fields or longer than what is left
     */
    static CapabilitySet decode(WireReader reader) {
        var in = reader.as("TS_CAPS_SET");
        int type = in.u16le("capabilitySetType");
        int length = in.u16le("lengthCapability");
        var body = in.slice("capabilityData", in.bounded("lengthCapability", length - 4L, 0xffff));
        return CapabilityType.of(type)
                .filter(known -> body.remaining() <= known.longest())
                .map(known -> complete(known.decode(body), body))
                .orElseGet(() -> new RawCapability(type, body.rest("capabilityData")));
    }

    private static CapabilitySet complete(CapabilitySet set, WireReader body) {
        body.expectEnd();
        return set;
    }

    /** Reads numberCapabilities, padding and as many sets, which must fill {@code in}. */
    static List<CapabilitySet> decodeList(WireReader in) {
        int count = in.u16le("numberCapabilities");
        in.u16le("pad2Octets");
        if (count > MAX_SETS) {
            throw in.violation("numberCapabilities", Problem.LIMIT_EXCEEDED, count + " sets, at most " + MAX_SETS);
        }
        var sets = new ArrayList<CapabilitySet>();
        for (int i = 0; i < count; i++) {
            sets.add(decode(in));
        }
        in.expectEnd();
        return List.copyOf(sets);
    }

    /** Writes numberCapabilities, padding and the sets. */
    static void encodeList(WireWriter out, List<CapabilitySet> sets) {
        out.u16le("numberCapabilities", sets.size()).u16le("pad2Octets", 0);
        sets.forEach(set -> set.encode(out));
    }

    /** The first set of a kind. */
    static <T extends CapabilitySet> Optional<T> find(List<CapabilitySet> sets, Class<T> kind) {
        for (var set : sets) {
            if (kind.isInstance(set)) {
                return Optional.of(kind.cast(set));
            }
        }
        return Optional.empty();
    }

    /** For the constructors of records with a field of fixed size. */
    static void requireLength(String field, Bytes value, int length) {
        if (value.length() != length) {
            throw new IllegalArgumentException(field + " has " + value.length() + " bytes instead of " + length);
        }
    }
}
