package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireWriter;

/** Lays values one behind the other. */
final class PayloadBuilder {

    private final int start;
    private final WireWriter out = new WireWriter();

    /** @param start bytes of the message before its payload */
    PayloadBuilder(int start) {
        this.start = start;
    }

    PayloadField add(Bytes value) {
        var field = new PayloadField(value.length(), value.length(), start + out.size());
        out.bytes("", value);
        return field;
    }

    Bytes payload() {
        return out.toBytes();
    }
}
