package dev.rdplab.lab.scenario;

/** A part of a YAML file that knows where it stands, so that every complaint can name the line and the key. */
public sealed interface YamlNode permits YamlScalar, YamlList, YamlMap {

    Place place();

    /** What stands here, for a message: {@code a list}, {@code 'tsl'}. */
    String described();

    /** The complaint about this node. @param allowed see {@link ScenarioException#allowed}; may be empty */
    default ScenarioException wrong(String came, String allowed) {
        return new ScenarioException(place().file(), place().line(), place().key(), came, allowed);
    }

    /** This node as a mapping. @throws ScenarioException when it is none */
    default YamlMap asMap() {
        throw wrong(described() + " where keys are expected", "a mapping such as { key: value }");
    }

    default YamlList asList() {
        throw wrong(described() + " where a list is expected", "a list such as [a, b]");
    }

    default YamlScalar asScalar() {
        throw wrong(described() + " where one value is expected", "a single value");
    }

    /**
     * @param line from 1
     * @param key path from the top of the file; empty for the whole
     */
    record Place(String file, int line, String key) {
        Place child(int childLine, String name) {
            return new Place(file, childLine, key.isEmpty() || name.startsWith("[") ? key + name : key + "." + name);
        }
    }
}
