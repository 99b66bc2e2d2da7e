package dev.rdplab.diagnosis.logs.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Binary XML to elements, [MS-EVEN6] 2.2.12 to 2.2.17. Names and templates are referred to by their offset in the chunk; the
 * first use defines them in place.
 */
final class BinaryXml {

    private static final int MORE = 0x40;
    private static final int DEPTH = 32;
    private static final int MOST_VALUES = 4096;

    /** Elements of one record: templates can refer to each other, so a small file could ask for endless work. */
    private static final int MOST_ELEMENTS = 10_000;

    private static final Map<String, String> ENTITIES =
            Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'");

    private int elements;

    private record Value(int type, ChunkReader bytes) {}

    /** The root element of a record. @throws DamagedEvtxException when the bytes are not binary XML */
    static EventNode read(ChunkReader in) {
        var holder = new EventNode("");
        new BinaryXml().content(in, holder, List.of(), false, 0);
        if (holder.children().isEmpty()) {
            throw in.damaged("no element");
        }
        return holder.children().get(0);
    }

    /** Reads tokens into the parent, to the end of the fragment or of the parent. */
    private void content(ChunkReader in, EventNode parent, List<Value> values, boolean template, int depth) {
        if (depth > DEPTH) {
            throw in.damaged("more than " + DEPTH + " elements within each other");
        }
        while (in.left() > 0) {
            int token = in.u8();
            switch (token & ~MORE) {
                case 0x00, 0x04 -> {
                    return;
                }
                case 0x01 -> element(in, parent, (token & MORE) != 0, values, template, depth);
                case 0x05, 0x07, 0x08, 0x09 -> parent.append(text(token & ~MORE, in));
                case 0x0A -> name(in);
                case 0x0B -> in.skip(in.u16() * 2);
                case 0x0C -> template(in, parent, depth);
                case 0x0D, 0x0E -> substitute(in, parent, values, depth);
                case 0x0F -> in.skip(3);
                default -> throw in.damaged("the unknown token 0x" + Integer.toHexString(token));
            }
        }
    }

    private void element(
            ChunkReader in, EventNode parent, boolean attributes, List<Value> values, boolean template, int depth) {
        if (++elements > MOST_ELEMENTS) {
            throw in.damaged("more than " + MOST_ELEMENTS + " elements in one record");
        }
        if (template) {
            in.skip(2); // the dependency id, which elements outside a template lack
        }
        in.skip(4); // the length of the element
        var node = parent.add(new EventNode(name(in)));
        if (attributes) {
            in.skip(4); // the length of the attributes
            while (in.left() > 0 && (in.peek() & ~MORE) == 0x06) {
                in.u8();
                attribute(in, node, values);
            }
        }
        int close = in.u8();
        if (close == 0x02) {
            content(in, node, values, template, depth + 1);
        } else if (close != 0x03) {
            throw in.damaged("the token 0x" + Integer.toHexString(close) + " where an element's start tag ends");
        }
    }

    private void attribute(ChunkReader in, EventNode node, List<Value> values) {
        String name = name(in);
        var value = new StringBuilder();
        while (in.left() > 0) {
            int token = in.peek() & ~MORE;
            if (token == 0x05 || token == 0x08 || token == 0x09) {
                in.u8();
                value.append(text(token, in));
            } else if (token == 0x0D || token == 0x0E) {
                in.u8();
                value.append(plain(value(in, values)));
            } else {
                break;
            }
        }
        node.attribute(name, value.toString());
    }

    private static String text(int token, ChunkReader in) {
        switch (token) {
            case 0x05:
                in.skip(1); // the type: always a string
                return in.utf16(in.u16());
            case 0x07:
                return in.utf16(in.u16());
            case 0x08:
                return Character.toString(in.u16());
            default:
                return ENTITIES.getOrDefault(name(in), "");
        }
    }

    /** A template and the values for its substitutions. */
    private void template(ChunkReader in, EventNode parent, int depth) {
        in.skip(1 + 4); // version and the first bytes of the template's GUID
        int offset = in.size();
        if (offset == in.position()) {
            in.skip(4 + 16);
            in.skip(in.size());
        }
        var definition = in.from(offset);
        definition.skip(4 + 16);
        var body = definition.slice(definition.size());
        content(body, parent, values(in), true, depth + 1);
    }

    private static List<Value> values(ChunkReader in) {
        int count = in.size();
        if (count > MOST_VALUES) {
            throw in.damaged(count + " values of one template");
        }
        int[] sizes = new int[count];
        int[] types = new int[count];
        for (int i = 0; i < count; i++) {
            sizes[i] = in.u16();
            types[i] = in.u8();
            in.skip(1);
        }
        var values = new ArrayList<Value>(count);
        for (int i = 0; i < count; i++) {
            values.add(new Value(types[i], in.slice(sizes[i])));
        }
        return values;
    }

    private void substitute(ChunkReader in, EventNode parent, List<Value> values, int depth) {
        var value = value(in, values);
        if (value.type == BinaryValue.BINARY_XML) {
            content(value.bytes.copy(), parent, List.of(), false, depth + 1);
        } else {
            parent.append(plain(value));
        }
    }

    private static Value value(ChunkReader in, List<Value> values) {
        int index = in.u16();
        in.skip(1); // the type it should have; the value says which it has
        return index < values.size() ? values.get(index) : new Value(0, in.slice(0));
    }

    /** A value may stand in more than one place of its template, so a copy of its reader is used. */
    private static String plain(Value value) {
        return value.type == BinaryValue.BINARY_XML ? "" : BinaryValue.text(value.type, value.bytes.copy());
    }

    /** A name, defined here or before: next (4 bytes), hash (2), characters (2), UTF-16 and a NUL. */
    private static String name(ChunkReader in) {
        int offset = in.size();
        var definition = in.from(offset);
        definition.skip(4 + 2);
        String name = definition.utf16(definition.u16());
        if (offset == in.position()) {
            in.skip(definition.position() - offset + 2);
        }
        return name;
    }
}
