package dev.rdplab.words;

/**
 * The position of a value in its text.
 *
 * @param file name of the file, or what else holds the value, such as {@code path}; may be empty
 * @param line from 1; 0 when there are no lines
 * @param key path from the top of the file, such as {@code faults[0].at.stage}; empty for the whole
 */
public record Place(String file, int line, String key) {

    /** A value that does not come from a file. */
    public static final Place NONE = new Place("", 0, "");

    /** A longer key is cut where it is shown; no key of ours comes near. */
    private static final int LONGEST_KEY = 200;

    /** The place of an entry: a key, or an index in brackets. */
    public Place child(int childLine, String name) {
        return new Place(file, childLine, key.isEmpty() || name.startsWith("[") ? key + name : key + "." + name);
    }

    /** Such as {@code mine.yaml:4: server.security}; empty parts are left out. */
    @Override
    public String toString() {
        String where = file + (line > 0 ? ":" + line : "");
        String shown = key.length() > LONGEST_KEY ? key.substring(0, LONGEST_KEY) + "..." : key;
        return Quantity.clean(where.isEmpty() || shown.isEmpty() ? where + shown : where + ": " + shown);
    }
}
