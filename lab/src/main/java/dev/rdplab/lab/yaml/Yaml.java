package dev.rdplab.lab.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Place;
import dev.rdplab.words.YamlList;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import dev.rdplab.words.YamlScalar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

/** Reads YAML into nodes that keep their lines. Anchors, aliases and several documents in one file are refused. */
public final class Yaml {

    /** Longest file, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private static final int MAX_DEPTH = 32;

    /** Made when first needed. */
    private static final class Factory {
        static final YAMLFactory YAML = new YAMLFactory();
    }

    private Yaml() {}

    /** Reads a resource that lies beside {@code owner}. */
    public static YamlMap resource(Class<?> owner, String name) {
        try (InputStream in = owner.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name + " beside " + owner.getName());
            }
            byte[] yaml = in.readAllBytes();
            return TableJson.of(owner, name, yaml)
                    .orElseGet(() -> read(name, new String(yaml, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param file the name for messages
     * @throws BadValueException when the text is no YAML mapping
     */
    public static YamlMap read(String file, String text) {
        if (text.length() > MAX_BYTES) {
            throw new BadValueException(
                    new Place(file, 0, ""), "has " + text.length() + " characters", "at most " + MAX_BYTES);
        }
        try (var parser = Factory.YAML.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new BadValueException(new Place(file, 0, ""), "is empty", "a mapping such as { name: x }");
            }
            var node = node(parser, new Place(file, line(parser), ""), 0);
            if (parser.nextToken() != null) {
                throw new BadValueException(
                        new Place(file, line(parser), ""), "a second document begins", "one document in a file");
            }
            return node.asMap();
        } catch (JsonProcessingException e) {
            throw notYaml(file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static YamlNode node(JsonParser parser, Place place, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new BadValueException(place, "is nested too deep", MAX_DEPTH + " levels");
        }
        if (parser instanceof YAMLParser yaml && (yaml.isCurrentAlias() || yaml.getObjectId() != null)) {
            throw new BadValueException(place, "anchors and aliases are not read", "the value itself");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> map(parser, place, depth);
            case START_ARRAY -> list(parser, place, depth);
            case VALUE_NULL -> new YamlScalar(place, "");
            default -> new YamlScalar(place, parser.getText());
        };
    }

    private static YamlMap map(JsonParser parser, Place place, int depth) throws IOException {
        var entries = new LinkedHashMap<String, YamlNode>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            var at = place.child(line(parser), key);
            parser.nextToken();
            if (entries.put(key, node(parser, at, depth + 1)) != null) {
                throw new BadValueException(at, "appears here twice", "each key once");
            }
        }
        return new YamlMap(place, entries);
    }

    private static YamlList list(JsonParser parser, Place place, int depth) throws IOException {
        var items = new ArrayList<YamlNode>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, place.child(line(parser), "[" + items.size() + "]"), depth + 1));
        }
        return new YamlList(place, items);
    }

    static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    private static BadValueException notYaml(String file, JsonProcessingException e) {
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        String why = e.getOriginalMessage()
                .lines()
                .filter(text -> !text.isBlank() && !text.startsWith(" "))
                .collect(Collectors.joining(", "));
        return new BadValueException(new Place(file, line, ""), "is not YAML: " + why, "");
    }
}
