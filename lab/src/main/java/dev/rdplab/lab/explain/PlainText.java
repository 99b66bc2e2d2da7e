package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.codes.CodeTables;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** A pasted text in plain characters: digits of any script as ASCII, look-alikes of {@code 0x} as {@code 0x}, XML as words. */
final class PlainText {

    /** How people paste {@code 0x}: a zero or a letter O, then an x or a character that looks like one. */
    private static final Pattern LOOK_ALIKE = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:[0OoОоΟο][xXхХχΧ×]|0 ?[xX×] )(?=[0-9A-Fa-f]{1,8}(?![\\p{L}\\p{N}]))");

    /** {@code x904 x7}, alone in its text. */
    private static final Pattern WITHOUT_ZERO = Pattern.compile("[xX][0-9A-Fa-f]{3}(?:[ ,;/]+[xX]?[0-9A-Fa-f]{1,4})?");

    /** {@code 0x904-7}: the dash stands between the two numbers of mstsc. */
    private static final Pattern DASHED = Pattern.compile("(0[xX][0-9A-Fa-f]{1,8})[-\u2013](?=[0-9]{1,4}(?![\\w]))");

    /** {@code 904-7}, {@code 2308:7}, {@code 0x904x7}, alone in its text. */
    private static final Pattern JOINED =
            Pattern.compile("(?:0[xX])?([0-9A-Fa-f]{3,4})[-\u2013:.x](?:0[xX])?([0-9A-Fa-f]{1,3})");

    /** Escapes of a line end or a tab, as JSON and logs have them. */
    private static final Pattern ESCAPES =
            Pattern.compile("(?<![A-Za-z]:|\\\\|[\\w])\\\\[nrt]|(?<=[0-9.,:\"])\\\\[nrt]");

    /** An error of the library SSL as OpenSSL 1 and 3 pack it; the reason is the low twelve bits. */
    private static final Pattern OPENSSL =
            Pattern.compile("error:(?:14[0-9A-Fa-f]{3}|0[Aa]000)([0-9A-Fa-f]{3})(?![0-9A-Za-z])");

    private static final int ALERTS = 1000;
    private static final int LAST_ALERT = 121;

    private static final Pattern NAMED_ELEMENT =
            Pattern.compile("<(?:Data|Provider) [^<>]*?\\bName=[\"']([^\"'<>]*)[\"'][^<>]*>");
    private static final Pattern ID_ELEMENT = Pattern.compile("<EventID[^<>]*>");
    private static final Pattern NOISE_ELEMENT = Pattern.compile(
            "<(Version|Level|Task|Opcode|Keywords|EventRecordID)>[^<>]*</\\1>|<(?:TimeCreated|Correlation|Execution)[^<>]*/>");
    private static final Pattern ELEMENT = Pattern.compile("</?[A-Za-z][^<>]*>");

    private PlainText() {}

    /** @param longest a longer text is cut there */
    static String of(String text, int longest) {
        String some = text.length() > longest ? text.substring(0, longest) : text;
        var plain = new StringBuilder();
        Normalizer.normalize(some, Normalizer.Form.NFKC).codePoints().forEach(point -> {
            if (Character.getType(point) == Character.FORMAT) {
                return;
            }
            int digit = Character.isDigit(point) ? Character.digit(point, 10) : -1;
            plain.appendCodePoint(digit >= 0 ? '0' + digit : Character.isSpaceChar(point) ? ' ' : point);
        });
        String line = plain.toString().strip();
        if (WITHOUT_ZERO.matcher(line).matches() && !line.equalsIgnoreCase("x224") && !line.equalsIgnoreCase("x509")) {
            line = line.replaceAll("\\b[xX]", "0x");
        }
        line = LOOK_ALIKE.matcher(line).replaceAll("0x");
        line = DASHED.matcher(line).replaceAll("$1/");
        line = ESCAPES.matcher(line).replaceAll(" ");
        line = joined(line);
        line = withAlert(line);
        return line.contains("<Event") || line.contains("<Data") ? withoutTags(line) : line;
    }

    /** Two numbers with a sign between them that is none of a pair, where the first is a reason of mstsc. */
    private static String joined(String line) {
        var two = JOINED.matcher(line);
        if (!two.matches()) {
            return line;
        }
        boolean hex = line.regionMatches(true, 0, "0x", 0, 2);
        boolean decimal = !hex && two.group(1).chars().allMatch(Character::isDigit);
        boolean reason = decimal && known(Long.parseLong(two.group(1))) || known(Long.parseLong(two.group(1), 16));
        return reason ? (hex ? "0x" : "") + two.group(1) + "/" + two.group(2) : line;
    }

    private static boolean known(long number) {
        return CodeTables.find(CodeSpace.MSTSC, number).isPresent();
    }

    /** OpenSSL packs the number of an alert into its error, 1000 added to it; the words for it are not always there. */
    private static String withAlert(String line) {
        var packed = OPENSSL.matcher(line);
        if (!packed.find() || line.toLowerCase(Locale.ROOT).contains("alert")) {
            return line;
        }
        int reason = Integer.parseInt(packed.group(1), 16);
        return reason > ALERTS && reason < ALERTS + LAST_ALERT
                ? line + " ; SSL alert number " + (reason - ALERTS)
                : line;
    }

    /** The fields of an event as {@code name: value}, without those that no event is told by. */
    private static String withoutTags(String xml) {
        String text = NOISE_ELEMENT.matcher(xml).replaceAll(" ");
        text = NAMED_ELEMENT.matcher(text).replaceAll(" $1: ");
        text = ID_ELEMENT.matcher(text).replaceAll(" EventID: ");
        return ELEMENT.matcher(text).replaceAll(" ; ").strip();
    }
}
