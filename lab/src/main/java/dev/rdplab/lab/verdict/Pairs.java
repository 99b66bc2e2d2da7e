package dev.rdplab.lab.verdict;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.yaml.Yaml;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is known of the pairs that mstsc shows. */
public final class Pairs {

    private Pairs() {}

    public static List<KnownPair> all() {
        return Known.PAIRS;
    }

    /** The entry for exactly this pair, else the one for its reason alone. */
    public static Optional<KnownPair> find(CodePair pair) {
        var exact = all().stream().filter(known -> known.pair().equals(pair)).findFirst();
        return exact.isPresent()
                ? exact
                : all().stream()
                        .filter(known -> known.pair().equals(CodePair.of(pair.reason())))
                        .findFirst();
    }

    private static KnownPair pair(YamlMap map) {
        map.allow("pair", "title", "meaning", "dialog", "confidence", "source", "wire", "not");
        return new KnownPair(
                CodePair.parse(map.required("pair").asScalar().string()),
                map.required("title").asScalar().string(),
                map.required("meaning").asScalar().string(),
                map.string("dialog").orElse(""),
                confidence(map),
                map.required("source").asScalar().string(),
                items(map, "wire").stream().map(Pairs::wire).toList(),
                items(map, "not").stream()
                        .map(node -> node.asMap().allow("what", "because", "scenario"))
                        .map(each -> new KnownPair.Myth(
                                each.required("what").asScalar().string(),
                                each.required("because").asScalar().string(),
                                each.string("scenario").orElse("")))
                        .toList());
    }

    private static KnownPair.Wire wire(YamlNode node) {
        var map = node.asMap().allow("what", "scenario", "confidence", "source");
        return new KnownPair.Wire(
                map.required("what").asScalar().string(),
                map.string("scenario").orElse(""),
                confidence(map),
                map.required("source").asScalar().string());
    }

    private static Confidence confidence(YamlMap map) {
        return map.required("confidence").asScalar().oneOf(Confidence.ofTables(), Confidence::word);
    }

    private static List<YamlNode> items(YamlMap map, String key) {
        return map.list(key).map(list -> list.items()).orElse(List.of());
    }

    private static final class Known {
        static final List<KnownPair> PAIRS = read(Yaml.resource(Pairs.class, "pairs.yaml"));

        private static List<KnownPair> read(YamlMap file) {
            var pairs = new ArrayList<KnownPair>();
            for (YamlNode node : file.allow("pairs").required("pairs").asList().items()) {
                pairs.add(pair(node.asMap()));
            }
            return List.copyOf(pairs);
        }
    }
}
