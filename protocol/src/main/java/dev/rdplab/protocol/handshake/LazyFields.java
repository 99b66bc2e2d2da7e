package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.AbstractList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The fields of a message that was written without recording them: the message is written once more when a caller asks.
 * Hardly anybody does, and recording costs several times the bytes of the message.
 */
final class LazyFields extends AbstractList<Field> {

    private final Consumer<WireWriter> body;
    private final Bytes bytes;
    private List<Field> fields;

    /** @param body writes {@code bytes}, however often it is called */
    LazyFields(Consumer<WireWriter> body, Bytes bytes) {
        this.body = body;
        this.bytes = bytes;
    }

    @Override
    public Field get(int index) {
        return fields().get(index);
    }

    @Override
    public int size() {
        return fields().size();
    }

    private List<Field> fields() {
        if (fields == null) {
            var out = WireWriter.recording();
            body.accept(out);
            if (!out.toBytes().equals(bytes)) {
                throw new IllegalStateException("a message that is written otherwise the second time");
            }
            fields = out.fields();
        }
        return fields;
    }
}
