package dev.rdplab.lab.fields;

import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.codes.CodeTables;
import dev.rdplab.lab.codes.Tsv;
import dev.rdplab.protocol.spnego.Oid;
import dev.rdplab.protocol.spnego.TokenTitle;
import dev.rdplab.protocol.wire.Bytes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the bytes of a field mean, such as {@code HYBRID (CredSSP)} for the {@code 02000000} of {@code
 * RDP_NEG_RSP.selectedProtocol}. Read from {@code fields.tsv} beside this class when first asked.
 */
public final class FieldMeanings {

    /** Bytes of a number, at most. */
    private static final int MAX_NUMBER = 4;

    private static final int MAX_TEXT = 512;
    private static final int FIRST_USER = 1001;

    /** 100 ns steps from 1601 to 1970. */
    private static final long FILETIME_EPOCH = 116_444_736_000_000_000L;

    /** One row of the table. */
    private record Reading(String as, boolean flags, CodeSpace space, List<Name> names) {}

    /** A name of a number, or of the bits in {@code mask}. */
    private record Name(long number, long mask, String text) {}

    private FieldMeanings() {}

    private static final class Loaded {
        static final Map<String, Reading> READINGS = read();

        private static Map<String, Reading> read() {
            var readings = new HashMap<String, Reading>();
            for (var row : Tsv.rows(FieldMeanings.class, "fields.tsv")) {
                readings.put(row.get("field"), reading(row.get("as"), row.getOrDefault("values", ""), readings));
            }
            return readings;
        }

        private static Reading reading(String as, String values, Map<String, Reading> before) {
            if (values.startsWith("like ")) {
                return before.get(values.substring("like ".length()));
            }
            if (values.startsWith("code ")) {
                var space = CodeSpace.of(values.substring("code ".length())).orElseThrow();
                return new Reading(as, false, space, List.of());
            }
            boolean flags = values.startsWith("flags ");
            var names = new ArrayList<Name>();
            for (String each : values.substring(flags ? "flags ".length() : 0).split("; ")) {
                if (!each.isEmpty()) {
                    var sides = each.split("=", 2);
                    var number = sides[0].split("/");
                    long value = Long.decode(number[0]);
                    names.add(new Name(value, number.length > 1 ? Long.decode(number[1]) : value, sides[1]));
                }
            }
            return new Reading(as, flags, null, names);
        }
    }

    /**
     * The meaning of a field's bytes in a few words; empty where the bytes say all there is to say.
     *
     * @param path structure and field as {@link dev.rdplab.protocol.wire.Field#path} has it
     * @param value the bytes of the field; any bytes are borne
     */
    public static String of(String path, Bytes value) {
        var reading = find(path);
        if (reading == null || value.isEmpty()) {
            return "";
        }
        return switch (reading.as) {
            case "le" -> number(reading, value, false);
            case "be" -> number(reading, value, true);
            case "hex" -> value.length() > MAX_NUMBER ? "" : hex(read(value, false));
            case "signed" -> value.length() == MAX_NUMBER ? Integer.toString((int) read(value, false)) : "";
            case "per-user" -> value.length() == 2 ? Long.toString(read(value, true) + FIRST_USER) : "";
            case "per-length" -> value.length() > 2 ? "" : Long.toString(read(value, true) & 0x7fff);
            case "utf16" -> text(value, StandardCharsets.UTF_16LE);
            case "ascii" -> text(value, StandardCharsets.ISO_8859_1);
            case "filetime" -> value.length() == 8 ? fileTime(value) : "";
            case "oid" -> new Oid(value).title();
            case "guid" -> value.length() == 16 ? guid(value) : "";
            case "token" -> TokenTitle.ofRefusal(value);
            default -> "";
        };
    }

    /** The exact path, {@code *.field}, then the longest beginning before a star. */
    private static Reading find(String path) {
        var readings = Loaded.READINGS;
        var exact = readings.get(path);
        if (exact != null) {
            return exact;
        }
        int dot = path.lastIndexOf('.');
        var field = readings.get("*" + path.substring(Math.max(0, dot)));
        if (field != null) {
            return field;
        }
        if (path.endsWith(".tag")
                || path.endsWith(".reserved")
                || path.toLowerCase(Locale.ROOT).contains("pad")) {
            return null;
        }
        for (int end = path.length(); end > 0; end--) {
            var some = readings.get(path.substring(0, end) + "*");
            if (some != null) {
                return some;
            }
        }
        return null;
    }

    private static String number(Reading reading, Bytes value, boolean bigEndian) {
        if (value.length() > MAX_NUMBER) {
            return "";
        }
        long number = read(value, bigEndian);
        if (reading.space != null) {
            var name = CodeTables.find(reading.space, number)
                    .map(code -> code.name().isEmpty() ? code.meaning() : code.name())
                    .orElse("");
            return (reading.space.format(number) + " " + name).strip();
        }
        if (reading.flags) {
            return flags(reading, number);
        }
        return reading.names.stream()
                .filter(name -> name.number == number)
                .map(Name::text)
                .findFirst()
                .orElseGet(() -> reading.names.isEmpty() ? Long.toString(number) : number + " (unknown)");
    }

    private static String flags(Reading reading, long number) {
        var set = new ArrayList<String>();
        long rest = number;
        for (Name name : reading.names) {
            boolean zero = name.number == 0 && name.mask == 0;
            if (zero ? number == 0 : (number & name.mask) == name.number) {
                set.add(name.text);
                rest &= ~name.mask;
            }
        }
        if (rest != 0) {
            set.add(hex(rest));
        }
        return set.isEmpty() ? "none" : String.join(" | ", set);
    }

    private static long read(Bytes value, boolean bigEndian) {
        long number = 0;
        for (int i = 0; i < value.length(); i++) {
            int octet = value.get(bigEndian ? i : value.length() - 1 - i);
            number = number << 8 | octet;
        }
        return number;
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    /** In quotation marks, up to the first zero character; a longer text is shortened. */
    private static String text(Bytes value, Charset charset) {
        var text = value.slice(0, Math.min(value.length(), MAX_TEXT)).text(charset);
        int end = text.indexOf('\0');
        text = (end < 0 ? text : text.substring(0, end)).stripTrailing();
        return text.isEmpty() ? "" : '"' + text + (value.length() > MAX_TEXT ? "\"..." : "\"");
    }

    private static String fileTime(Bytes value) {
        long steps = read(value, false) - FILETIME_EPOCH;
        return Instant.ofEpochSecond(Math.floorDiv(steps, 10_000_000L), Math.floorMod(steps, 10_000_000L) * 100)
                .toString();
    }

    private static String guid(Bytes value) {
        return String.format(
                "%08x-%04x-%04x-%s-%s",
                read(value.slice(0, 4), false),
                read(value.slice(4, 6), false),
                read(value.slice(6, 8), false),
                value.slice(8, 10).hex(),
                value.slice(10, 16).hex());
    }
}
