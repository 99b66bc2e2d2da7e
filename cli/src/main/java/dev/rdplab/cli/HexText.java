package dev.rdplab.cli;

import dev.rdplab.protocol.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes written as text: digits, dumps with offsets (xxd, hexdump -C, od, tcpdump -X, Wireshark, Format-Hex, FreeRDP's log), strings
 * with escapes (Python, C) and arrays of numbers (C, Java, Python). A text may hold several messages.
 */
final class HexText {

    private static final int MAX_CHARACTERS = 64 << 20;
    private static final int PER_LINE = 32;

    private static final Pattern DIGITS = Pattern.compile("([0-9a-fA-F]{2})+");
    private static final Pattern OFFSET =
            Pattern.compile("(?:^|[\\s\\]-])(?:0x)?([0-9a-fA-F]{4,16}):?[ \\t]+(?=[0-9a-fA-F]{2})");
    private static final Pattern GROUP = Pattern.compile("(?:[0-9a-fA-F]{2}){1,8}(?![0-9a-zA-Z])");

    /** A number of one or three digits. */
    private static final Pattern SHORT = Pattern.compile("(?:^|[\\s,-])(?:[0-9]|[0-9]{3})(?:[\\s,]|$)");

    private static final Pattern STRING = Pattern.compile("'((?:[^'\\\\\\n]|\\\\.)*)'|\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern ARRAY = Pattern.compile("[{\\[(]([^{}\\[\\]()]*)[}\\])]");
    private static final Pattern NUMBER =
            Pattern.compile("(?:\\((?:byte|char|uint8_t|BYTE)\\))?(-?(?:0[xX][0-9a-fA-F]{1,2}|[0-9]{1,3}))[uU]?");

    /** Numbers as Go prints them. */
    private static final Pattern BLANKS = Pattern.compile("[0-9]{1,3}(?:\\s+[0-9]{1,3}){7,}");

    private HexText() {}

    /** The messages of the text; none when it is not bytes in one of these forms. */
    static List<Bytes> of(String text) {
        if (text.isBlank() || text.length() > MAX_CHARACTERS) {
            return List.of();
        }
        var dump = dump(text);
        if (!dump.isEmpty()) {
            return dump;
        }
        var digits = text.replaceAll("[\\s:,;-]|0[xX]", "");
        boolean decimal = text.contains(",") && SHORT.matcher(text).find();
        if (!decimal && DIGITS.matcher(digits).matches()) {
            return List.of(Bytes.fromHex(digits));
        }
        if (text.contains("\\x") || text.contains("\\u00")) {
            return escaped(text);
        }
        var quoted = STRING.matcher(text);
        if (quoted.find()) {
            var content = text.substring(quoted.start() + 1, quoted.end() - 1).replaceAll("[\\s:]", "");
            if (DIGITS.matcher(content).matches()) {
                return List.of(Bytes.fromHex(content)); // such as bytes.fromhex("...")
            }
        }
        var arrays = arrays(text);
        return arrays.isEmpty() ? TextInLines.of(text) : arrays;
    }

    /** Lines that begin with the offset of their first byte; offset 0 begins a message. Other lines between them are left out. */
    private static List<Bytes> dump(String text) {
        var messages = new ArrayList<Bytes>();
        var lines = text.lines().toList();
        ByteArrayOutputStream message = null;
        byte[] last = new byte[0];
        boolean repeated = false;
        for (String line : lines) {
            if (line.strip().equals("*") && message != null) {
                repeated = true; // hexdump: as the line before, up to the next offset
                continue;
            }
            var at = begin(line, message == null ? 0 : message.size(), repeated);
            if (at == null) {
                continue;
            }
            long offset = Long.parseUnsignedLong(at.group(1), 16);
            while (repeated && message.size() < offset && last.length > 0) {
                message.writeBytes(last);
            }
            repeated = false;
            if (message != null && offset == 0) {
                messages.add(Bytes.copyOf(message.toByteArray()));
            }
            message = message == null || offset == 0 ? new ByteArrayOutputStream() : message;
            last = bytes(line, at.end());
            message.writeBytes(last);
        }
        if (message != null && message.size() > 0) {
            messages.add(Bytes.copyOf(message.toByteArray()));
        }
        return messages;
    }

    /** The offset of a line that fits: 0, or where the message is. */
    private static Matcher begin(String line, int expected, boolean repeated) {
        var at = OFFSET.matcher(line);
        while (at.find()) {
            long offset =
                    at.group(1).length() == 16 && at.group(1).charAt(0) > '7' ? -1 : Long.parseLong(at.group(1), 16);
            boolean later = repeated && offset > expected && offset - expected < MAX_CHARACTERS;
            if (offset == 0 || offset == expected || later) {
                return at;
            }
        }
        return null;
    }

    /** Groups of digits up to the column with characters. A gap of two stands in the middle, too, after 8 bytes. */
    private static byte[] bytes(String line, int from) {
        var out = new ByteArrayOutputStream();
        var group = GROUP.matcher(line);
        int at = from;
        while (out.size() < PER_LINE && group.region(at, line.length()).lookingAt()) {
            out.writeBytes(Bytes.fromHex(group.group()).toArray());
            at = group.end();
            if (group.group().length() == 2 && out.size() == 16) {
                break;
            }
            int gap = at;
            while (gap < line.length() && (line.charAt(gap) == ' ' || line.charAt(gap) == '-')) {
                gap++;
            }
            boolean middle = gap - at <= 3 && out.size() == 8 && group.group().length() == 2;
            if (gap == at || gap - at > 1 && !middle) {
                break;
            }
            at = gap;
        }
        return out.toByteArray();
    }

    /** Strings of C and Python one after the other; a text without quotation marks is one string. */
    private static List<Bytes> escaped(String text) {
        var out = new ByteArrayOutputStream();
        var quoted = STRING.matcher(text);
        boolean found = false;
        while (quoted.find()) {
            found = true;
            unescape(quoted.group(1) != null ? quoted.group(1) : quoted.group(2), out);
        }
        if (!found) {
            unescape(text.strip(), out);
        }
        return out.size() == 0 ? List.of() : List.of(Bytes.copyOf(out.toByteArray()));
    }

    private static void unescape(String text, ByteArrayOutputStream out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.write(c);
                continue;
            }
            char escape = text.charAt(++i);
            int digits = 0;
            boolean unicode = escape == 'u' && text.startsWith("00", i + 1); // JSON, of a byte
            i += unicode ? 2 : 0;
            if (escape == 'x' || unicode) {
                while (digits < 2
                        && i + 1 + digits < text.length()
                        && Character.digit(text.charAt(i + 1 + digits), 16) >= 0) {
                    digits++;
                }
                if (digits > 0) {
                    out.write(Integer.parseInt(text.substring(i + 1, i + 1 + digits), 16));
                    i += digits;
                }
            } else if (escape >= '0' && escape <= '7') {
                while (digits < 3 && i + digits < text.length() && Character.digit(text.charAt(i + digits), 8) >= 0) {
                    digits++;
                }
                out.write(Integer.parseInt(text.substring(i, i + digits), 8));
                i += digits - 1;
            } else {
                int at = "abtnvfr".indexOf(escape);
                out.write(at >= 0 ? 7 + at : escape);
            }
        }
    }

    /** Each list of numbers in brackets is a message. */
    private static List<Bytes> arrays(String text) {
        var plain = text.replaceAll("(?s)/\\*.*?\\*/", " ").replaceAll("//[^\\n]*|#[^\\n]*", " ");
        plain = plain.replaceAll("\\((byte|char|uint8_t|BYTE)\\)", " ");
        var messages = new ArrayList<Bytes>();
        var array = ARRAY.matcher(plain);
        while (array.find()) {
            var bytes = numbers(array.group(1));
            if (bytes != null) {
                messages.add(bytes);
            }
        }
        if (messages.isEmpty()) {
            var bytes = numbers(plain);
            return bytes == null ? List.of() : List.of(bytes);
        }
        return messages;
    }

    /** At least two numbers of a byte with commas between, or eight with blanks (Go); null when it is not that. */
    private static Bytes numbers(String list) {
        var out = new ByteArrayOutputStream();
        boolean blanks = BLANKS.matcher(list.strip()).matches();
        for (String each : list.strip().split(blanks ? "\\s+" : "\\s*,\\s*")) {
            var number = NUMBER.matcher(each.strip());
            if (!number.matches()) {
                return null;
            }
            int value = Integer.decode(number.group(1).replaceFirst("^(-?)0+(?=[0-9])", "$1"));
            if (value < -128 || value > 255) {
                return null;
            }
            out.write(value);
        }
        return out.size() < 2 ? null : Bytes.copyOf(out.toByteArray());
    }
}
