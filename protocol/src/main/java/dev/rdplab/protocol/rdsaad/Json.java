package dev.rdplab.protocol.rdsaad;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** As much of JSON (RFC 8259) as the three messages and their tokens have: objects, strings, whole numbers and words. */
final class Json {

    private static final int MAX_DEPTH = 8;
    private static final int MAX_MEMBERS = 64;

    /** The text is not JSON as it is read here. @see #getMessage() where and why */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String what, int at) {
            super(what + " at character " + at, null, false, false);
        }
    }

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** The members of an object: strings, Longs, Maps, Booleans and null as {@code ""}. */
    static Map<String, Object> object(String text) throws Malformed {
        var json = new Json(text);
        json.blank();
        var members = json.object(0);
        json.blank();
        if (json.at != text.length()) {
            throw json.malformed("something behind the object");
        }
        return members;
    }

    static Optional<String> string(Map<String, Object> members, String name) {
        return members.get(name) instanceof String value ? Optional.of(value) : Optional.empty();
    }

    /** A member that is an object; empty when there is none. */
    static Map<String, Object> child(Map<String, Object> members, String name) {
        var found = new LinkedHashMap<String, Object>();
        if (members.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> found.put((String) key, value));
        }
        return found;
    }

    /** A string with its quotation marks. */
    static String quoted(String value) {
        var out = new StringBuilder().append('"');
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private Map<String, Object> object(int depth) throws Malformed {
        if (depth > MAX_DEPTH) {
            throw malformed("too deep");
        }
        take('{');
        var members = new LinkedHashMap<String, Object>();
        blank();
        while (peek() != '}') {
            if (members.size() == MAX_MEMBERS) {
                throw malformed("too many members");
            }
            if (!members.isEmpty()) {
                take(',');
                blank();
            }
            String name = string();
            blank();
            take(':');
            blank();
            members.put(name, value(depth + 1));
            blank();
        }
        take('}');
        return members;
    }

    private Object value(int depth) throws Malformed {
        char first = peek();
        if (first == '{') {
            return object(depth);
        }
        return first == '"' ? string() : word();
    }

    private Object word() throws Malformed {
        int from = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        String word = text.substring(from, at);
        switch (word) {
            case "true", "false" -> {
                return Boolean.valueOf(word);
            }
            case "null" -> {
                return "";
            }
            default -> {
                try {
                    return Long.valueOf(word);
                } catch (NumberFormatException no) {
                    throw malformed("no value");
                }
            }
        }
    }

    private String string() throws Malformed {
        take('"');
        var out = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            out.append(c == '\\' ? escaped() : c);
        }
        take('"');
        return out.toString();
    }

    private char escaped() throws Malformed {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode();
            default -> throw malformed("unknown escape");
        };
    }

    private char unicode() throws Malformed {
        if (at + 4 > text.length()) {
            throw malformed("cut");
        }
        try {
            char c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
            at += 4;
            return c;
        } catch (NumberFormatException no) {
            throw malformed("unknown escape");
        }
    }

    private void blank() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws Malformed {
        if (at >= text.length()) {
            throw malformed("cut");
        }
        return text.charAt(at);
    }

    private void take(char wanted) throws Malformed {
        if (peek() != wanted) {
            throw malformed("'" + wanted + "' missing");
        }
        at++;
    }

    private Malformed malformed(String what) {
        return new Malformed(what, at);
    }
}
