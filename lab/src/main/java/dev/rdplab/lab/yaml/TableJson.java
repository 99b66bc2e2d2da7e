package dev.rdplab.lab.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rdplab.words.Place;
import dev.rdplab.words.YamlList;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import dev.rdplab.words.YamlScalar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The program's own tables as JSON, which the build makes of their YAML: reading YAML would be most of the work of a short
 * command. The JSON has every key and item on the line it has in the YAML, and the YAML's CRC-32: a table that was edited after
 * the build is read as YAML.
 */
final class TableJson {

    private static final String SUFFIX = ".json";

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator out;
    private int line = 1;

    private TableJson(JsonGenerator out) {
        this.out = out;
    }

    /** Writes the JSON of every YAML file in these folders, beside it. */
    public static void main(String[] folders) throws IOException {
        for (String folder : folders) {
            try (var files = Files.newDirectoryStream(Path.of(folder), "*.yaml")) {
                for (Path file : files) {
                    byte[] yaml = Files.readAllBytes(file);
                    var name = file.getFileName().toString();
                    var table = Yaml.read(name, new String(yaml, StandardCharsets.UTF_8));
                    Files.write(file.resolveSibling(name + SUFFIX), write(table, yaml));
                }
            }
        }
    }

    static byte[] write(YamlMap table, byte[] yaml) {
        var bytes = new ByteArrayOutputStream();
        try (var out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("crc", crc(yaml));
            out.writeFieldName("table");
            new TableJson(out).node(table);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void node(YamlNode node) throws IOException {
        toLineOf(node);
        if (node instanceof YamlScalar scalar) {
            out.writeString(scalar.text());
        } else if (node instanceof YamlList list) {
            out.writeStartArray();
            for (YamlNode item : list.items()) {
                node(item);
            }
            out.writeEndArray();
        } else {
            out.writeStartObject();
            for (Map.Entry<String, YamlNode> entry : node.asMap().entries().entrySet()) {
                toLineOf(entry.getValue()); // that of its key
                out.writeFieldName(entry.getKey());
                node(entry.getValue());
            }
            out.writeEndObject();
        }
    }

    private void toLineOf(YamlNode node) throws IOException {
        for (; line < node.place().line(); line++) {
            out.writeRaw('\n');
        }
    }

    /** What the build made of this table; empty when it did not, or of other bytes. */
    static Optional<YamlMap> of(Class<?> owner, String name, byte[] yaml) throws IOException {
        try (var in = owner.getResourceAsStream(name + SUFFIX)) {
            return in == null ? Optional.empty() : read(name, in.readAllBytes(), yaml);
        }
    }

    static Optional<YamlMap> read(String file, byte[] json, byte[] yaml) throws IOException {
        try (var parser = JSON.createParser(json)) {
            parser.nextToken();
            parser.nextToken();
            if (parser.nextLongValue(-1) != crc(yaml)) {
                return Optional.empty();
            }
            parser.nextToken();
            parser.nextToken();
            return Optional.of(
                    Yaml.node(parser, new Place(file, Yaml.line(parser), ""), 0).asMap());
        }
    }

    private static long crc(byte[] yaml) {
        var crc = new CRC32();
        crc.update(yaml);
        return crc.getValue();
    }
}
