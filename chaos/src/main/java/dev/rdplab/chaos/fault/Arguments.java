package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Values for a list of {@link Parameter}s, checked: every key known, every value of its type and within its bounds. */
public final class Arguments {

    private final Map<String, Object> values;

    private Arguments(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Checks and converts what a file says.
     *
     * @param written keys and values as a YAML or JSON reader gives them: strings, numbers, booleans, maps
     * @throws BadArgument naming the key and what is allowed
     */
    public static Arguments of(List<Parameter> parameters, Map<String, ?> written) {
        var names = parameters.stream().map(Parameter::name).toList();
        for (String key : written.keySet()) {
            if (!names.contains(key)) {
                throw new BadArgument(key, "unknown key '" + key + "'", names);
            }
        }
        var values = new LinkedHashMap<String, Object>();
        for (Parameter parameter : parameters) {
            Object value = written.get(parameter.name());
            if (value == null) {
                value = parameter.fallback();
            }
            if (value != null) {
                values.put(parameter.name(), convert(parameter, value));
            } else if (parameter.required()) {
                throw new BadArgument(parameter.name(), "'" + parameter.name() + "' is missing", parameter.allowed());
            }
        }
        return new Arguments(values);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public long integer(String name) {
        return (Long) values.get(name);
    }

    /** A number known to fit: its parameter bounds it. */
    public int number(String name) {
        return Math.toIntExact(integer(name));
    }

    public Duration duration(String name) {
        return (Duration) values.get(name);
    }

    public Bytes bytes(String name) {
        return (Bytes) values.get(name);
    }

    /** A text or a word. */
    public String text(String name) {
        return (String) values.get(name);
    }

    public boolean flag(String name) {
        return (Boolean) values.get(name);
    }

    /** The value when it is there and is no word allowed beside it. */
    public <T> Optional<T> maybe(String name, Class<T> type) {
        return Optional.ofNullable(values.get(name)).filter(type::isInstance).map(type::cast);
    }

    private static Object convert(Parameter parameter, Object value) {
        if (parameter.type() != Parameter.Type.WORD
                && value instanceof String word
                && parameter.allowed().contains(word)) {
            return word;
        }
        return switch (parameter.type()) {
            case INTEGER -> integer(parameter, value);
            case DURATION -> duration(parameter, value);
            case BYTES -> bytes(parameter, value);
            case TEXT -> text(parameter, value);
            case WORD -> word(parameter, value);
            case BOOLEAN -> bool(parameter, value);
            case GROUP -> group(parameter, value);
        };
    }

    private static Long integer(Parameter parameter, Object value) {
        long number;
        try {
            if (value instanceof Integer || value instanceof Long) {
                number = ((Number) value).longValue();
            } else if (value instanceof String text) {
                number = Long.decode(text);
            } else {
                throw bad(parameter, value, "a whole number");
            }
        } catch (NumberFormatException e) {
            throw bad(parameter, value, "a whole number");
        }
        if (number < parameter.least() || number > parameter.most()) {
            throw bad(parameter, value, parameter.least() + " to " + parameter.most());
        }
        return number;
    }

    private static Duration duration(Parameter parameter, Object value) {
        try {
            return Durations.parse(String.valueOf(value));
        } catch (BadValueException e) {
            throw new BadArgument(
                    parameter.name(),
                    "'" + parameter.name() + "': " + e.first().what(),
                    List.of(e.first().allowed()));
        }
    }

    private static Bytes bytes(Parameter parameter, Object value) {
        if (!(value instanceof String text)) {
            throw bad(parameter, value, "hexadecimal digits in quotes");
        }
        Bytes bytes;
        try {
            bytes = Bytes.fromHex(text.startsWith("0x") ? text.substring(2) : text);
        } catch (IllegalArgumentException e) {
            throw bad(parameter, value, "hexadecimal digits, two for each byte");
        }
        if (bytes.length() < parameter.least() || bytes.length() > parameter.most()) {
            throw bad(parameter, bytes.length() + " bytes", parameter.least() + " to " + parameter.most() + " bytes");
        }
        return bytes;
    }

    private static String text(Parameter parameter, Object value) {
        if (!(value instanceof String text) || text.isBlank() || text.length() > 200) {
            throw bad(parameter, value, "a text of 1 to 200 characters");
        }
        return text;
    }

    private static String word(Parameter parameter, Object value) {
        if (!(value instanceof String text) || !parameter.allowed().contains(text)) {
            throw new BadArgument(
                    parameter.name(), "'" + parameter.name() + "' is '" + value + "'", parameter.allowed());
        }
        return text;
    }

    private static Boolean bool(Parameter parameter, Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        return switch (String.valueOf(value).toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(parameter, value, "true or false");
        };
    }

    private static Arguments group(Parameter parameter, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw bad(
                    parameter,
                    value,
                    "keys of its own: "
                            + parameter.group().stream().map(Parameter::name).toList());
        }
        var written = new LinkedHashMap<String, Object>();
        map.forEach((k, v) -> written.put(String.valueOf(k), v));
        return of(parameter.group(), written);
    }

    private static BadArgument bad(Parameter parameter, Object value, String allowed) {
        return new BadArgument(parameter.name(), "'" + parameter.name() + "' is '" + value + "'", List.of(allowed));
    }
}
