package dev.rdplab.protocol.mcs;

import dev.rdplab.protocol.der.TlvLength;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.function.Consumer;

/** Writes the few BER types of the connect PDUs in the given spelling. */
final class BerWriter {

    private static final class Slots {
        int next;
    }

    private final WireWriter out;
    private final BerForm form;
    private final Slots slots;

    private BerWriter(WireWriter out, BerForm form, Slots slots) {
        this.out = out;
        this.form = form;
        this.slots = slots;
    }

    static void write(WireWriter out, String structure, int tag, BerForm form, Consumer<BerWriter> content) {
        var writer = new BerWriter(out, form, new Slots());
        out.structure(structure, w -> {
            int octets = writer.slot();
            w.sized(
                    (x, length) -> x.u16be("tag", tag).bytes("length", TlvLength.write(length, octets)),
                    x -> content.accept(writer.on(x)));
        });
    }

    void inside(String structure, int tag, Consumer<BerWriter> content) {
        out.structure(structure, w -> {
            int octets = slot();
            w.sized(
                    (x, length) -> x.u8("tag", tag).bytes("length", TlvLength.write(length, octets)),
                    x -> content.accept(on(x)));
        });
    }

    void octetString(String field, Consumer<WireWriter> content) {
        int octets = slot();
        out.sized(
                (w, length) -> w.u8(w.part(field, ".tag"), 0x04)
                        .bytes(w.part(field, ".length"), TlvLength.write(length, octets)),
                content);
    }

    void bool(String field, boolean value) {
        int octet = slot();
        out.u8(out.part(field, ".tag"), 0x01)
                .u8(out.part(field, ".length"), 1)
                .u8(field, value ? octet == 0 ? 0xff : octet : 0);
    }

    void enumerated(String field, int value) {
        out.u8(out.part(field, ".tag"), 0x0a).u8(out.part(field, ".length"), 1).u8(field, value);
    }

    void integer(String field, long value) {
        int octets = slot();
        int count = octets == 0
                ? BerForm.octetsOfInteger(value)
                : Math.min(BerForm.MAX_OCTETS, Math.max(octets, BerForm.octetsOfUnsigned(value)));
        byte[] array = new byte[count];
        for (int i = 0; i < count; i++) {
            array[i] = (byte) (value >> 8 * (count - 1 - i));
        }
        out.u8(out.part(field, ".tag"), 0x02)
                .u8(out.part(field, ".length"), count)
                .bytes(field, Bytes.wrap(array));
    }

    private BerWriter on(WireWriter writer) {
        return writer == out ? this : new BerWriter(writer, form, slots);
    }

    private int slot() {
        int index = slots.next++;
        return index < form.octets().length() ? form.octets().get(index) : 0;
    }
}
