package dev.rdplab.lab.yaml;

import dev.rdplab.words.Place;
import dev.rdplab.words.YamlList;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import dev.rdplab.words.YamlScalar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The program's own YAML files as the build has parsed them, each beside its file: to read YAML is most of what a short command
 * would do. A file that has changed since is noticed by its CRC and read as YAML.
 *
 * <p>CRC of the YAML 4 bytes, length of the text in bytes 4, then the text of all keys and values, then the nodes: kind 1,
 * line 4, and for a value its length in characters 4, for a list or a mapping its size 4 and that many nodes, in a mapping
 * each behind the length of its key 4. Integers are big-endian.
 */
final class ParsedYaml {

    static final String SUFFIX = ".parsed";

    private static final byte SCALAR = 0;
    private static final byte LIST = 1;
    private static final byte MAP = 2;

    private ParsedYaml() {}

    /** Writes the parsed form beside every YAML file that lies in these folders. */
    public static void main(String[] folders) throws IOException {
        for (String folder : folders) {
            try (var files = Files.list(Path.of(folder))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                    byte[] yaml = Files.readAllBytes(file);
                    var name = file.getFileName().toString();
                    var root = Yaml.read(name, new String(yaml, StandardCharsets.UTF_8));
                    Files.write(file.resolveSibling(name + SUFFIX), write(root, yaml));
                }
            }
        }
    }

    static byte[] write(YamlMap root, byte[] yaml) {
        var text = new StringBuilder();
        var nodes = ByteBuffer.allocate(64 + yaml.length * 9); // a node takes at least one character of YAML
        write(root, text, nodes);
        byte[] chars = text.toString().getBytes(StandardCharsets.UTF_8);
        nodes.flip();
        return ByteBuffer.allocate(8 + chars.length + nodes.limit())
                .putInt(crc(yaml))
                .putInt(chars.length)
                .put(chars)
                .put(nodes)
                .array();
    }

    private static void write(YamlNode node, StringBuilder text, ByteBuffer out) {
        if (node instanceof YamlScalar scalar) {
            start(node, SCALAR, out).putInt(scalar.text().length());
            text.append(scalar.text());
        } else if (node instanceof YamlList list) {
            start(node, LIST, out).putInt(list.items().size());
            list.items().forEach(item -> write(item, text, out));
        } else {
            var entries = node.asMap().entries();
            start(node, MAP, out).putInt(entries.size());
            entries.forEach((key, value) -> {
                text.append(key);
                write(value, text, out.putInt(key.length()));
            });
        }
    }

    private static ByteBuffer start(YamlNode node, byte kind, ByteBuffer out) {
        return out.put(kind).putInt(node.place().line());
    }

    /** What was parsed of this file; empty when that was never done, or for another content. */
    static Optional<YamlMap> of(Class<?> owner, String name, byte[] yaml) {
        try (InputStream in = owner.getResourceAsStream(name + SUFFIX)) {
            return in == null ? Optional.empty() : read(name, in.readAllBytes(), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<YamlMap> read(String file, byte[] parsed, byte[] yaml) {
        var in = ByteBuffer.wrap(parsed);
        if (in.getInt() != crc(yaml)) {
            return Optional.empty();
        }
        int length = in.getInt();
        var text = new String(parsed, in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        int line = in.getInt(in.position() + 1);
        return Optional.of(new Reader(in, text).node(new Place(file, line, "")).asMap());
    }

    private static int crc(byte[] yaml) {
        var crc = new CRC32();
        crc.update(yaml);
        return (int) crc.getValue();
    }

    private static final class Reader {

        private final ByteBuffer in;
        private final String text;
        private int at;

        Reader(ByteBuffer in, String text) {
            this.in = in;
            this.text = text;
        }

        private String next(int length) {
            at += length;
            return text.substring(at - length, at);
        }

        YamlNode node(Place place) {
            byte kind = in.get();
            in.getInt(); // the line, which the place has already
            int size = in.getInt();
            if (kind == SCALAR) {
                return new YamlScalar(place, next(size));
            }
            if (kind == LIST) {
                var items = new ArrayList<YamlNode>(size);
                for (int i = 0; i < size; i++) {
                    items.add(node(place.child(line(), "[" + i + "]")));
                }
                return new YamlList(place, items);
            }
            var entries = new LinkedHashMap<String, YamlNode>();
            for (int i = 0; i < size; i++) {
                String key = next(in.getInt());
                entries.put(key, node(place.child(line(), key)));
            }
            return new YamlMap(place, entries);
        }

        /** Of the node that comes next. */
        private int line() {
            return in.getInt(in.position() + 1);
        }
    }
}
