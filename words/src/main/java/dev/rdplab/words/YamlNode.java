package dev.rdplab.words;

/** A part of a YAML file that knows its position, so that every error can name the line and the key. */
public sealed interface YamlNode permits YamlScalar, YamlList, YamlMap {

    Place place();

    /** What stands here, for a message: {@code a list}, {@code 'tsl'}. */
    String described();

    /** The complaint about this node. @param allowed see {@link BadValue#allowed}; may be empty */
    default BadValueException wrong(String came, String allowed) {
        return new BadValueException(place(), came, allowed);
    }

    /** This node as a mapping. @throws BadValueException when it is none */
    default YamlMap asMap() {
        throw wrong(described() + " where keys are expected", "a mapping such as { key: value }");
    }

    default YamlList asList() {
        throw wrong(described() + " where a list is expected", "a list such as [a, b]");
    }

    default YamlScalar asScalar() {
        throw wrong(described() + " where one value is expected", "a single value");
    }
}
