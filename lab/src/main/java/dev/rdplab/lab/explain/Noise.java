package dev.rdplab.lab.explain;

import java.util.List;
import java.util.regex.Pattern;

/** Decimal numbers of a text that are no codes: dates, times, amounts with a unit, ports, ids of processes and sessions, versions. */
final class Noise {

    private static final String DAY = "(?:0?[1-9]|[12][0-9]|3[01])";

    private static final List<Pattern> PATTERNS = List.of(
            // 2023-10-02, 10/02/23, 2.10.2023, 2. 10. 2023, 2023年10月2日
            Pattern.compile("(?<![\\w/.-])[0-9]{4}([/.-]) ?" + DAY + "\\1 ?" + DAY + "(?![\\w/-])"),
            Pattern.compile("(?<![\\w/.-])" + DAY + "([/.-]) ?" + DAY + "\\1 ?(?:[0-9]{4}|[0-9]{2})(?![\\w/-])"),
            Pattern.compile("[0-9]{4} ?[年년] ?[0-9]{1,2} ?[月월] ?[0-9]{1,2} ?[日일]"),
            // the thread before OpenSSL's error, and the error's packed number, whose words follow
            Pattern.compile("(?<![\\w])[0-9A-Fa-f]{1,20}(?=:error:)"),
            Pattern.compile("(?<=error:)[0-9A-Fa-f]{8}(?=:)"),
            // a thumbprint or hex dump, an address range, a telephone number
            Pattern.compile("(?<![\\w])(?:[0-9A-Fa-f]{2}[ :-]){7,}[0-9A-Fa-f]{2}(?![\\w])"),
            Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}/[0-9]{1,2}(?![\\w])"),
            Pattern.compile("\\+[0-9]{1,3}[ (-][0-9 ()/-]{6,20}"),
            // 14:22, 14:22:33.123, [08:14:11:123]
            Pattern.compile("(?<![\\w:.])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,:][0-9]{1,7})?)?(?![\\w:])"),
            // 3 of 7
            Pattern.compile("(?<![\\w.])[0-9]{1,6} (?:of|von|de|sur|su|из) [0-9]{1,6}(?![\\w.])"),
            // 131 ms, 7 users, 516 bytes, 30 %
            Pattern.compile(
                    "(?<![\\w.])[0-9]{1,10} ?(?:%|(?:[mµ]?s|msec|millis(?:econd)?s?|sec(?:ond)?s?|min(?:ute)?s?|hours?|days?"
                            + "|[kKMG]i?B|bytes?|octets|bits?|bpp|users?|servers?|clients?|PCs?|computers?|machines?|hosts?|people"
                            + "|sessions?|connections?|packets?|attempts?|retries|times(?! out)|Sekunden?|Minuten?|Stunden?|Tagen?|Benutzer"
                            + "|Rechner|Versuche|secondes?|heures?|jours?|segundos?|minutos?|horas?|días?)(?![\\w]))"),
            // 18-Jan-23
            Pattern.compile("(?<![\\w.])" + DAY + "-[A-Z][a-z]{2}-(?:[0-9]{4}|[0-9]{2})(?![\\w])"),
            // 12 March 2024, Mar 12, 2024
            Pattern.compile(
                    "(?<![\\w.])[0-9]{1,2}\\.? (?:Jan|Feb|M[aä]r|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz])\\p{L}*\\.? (?:[0-9]{4})?"),
            Pattern.compile(
                    "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\\p{L}*\\.? [0-9]{1,2}(?:st|nd|rd|th)?(?:,? [0-9]{4})?(?![\\w.:])"),
            // FreeRDP prints whether it failed, not its exit code
            Pattern.compile("(?<=Authentication only, exit status )[01](?![\\w])"),
            // the type of the structure, as Wireshark prints it
            Pattern.compile("(?<=RDP Negotiation )(?:Request|Response|Failure) \\(0x0[1-3]\\)"),
            // a number of the component itself: protocol component X.224 detected an error (0x3) in the protocol stream
            Pattern.compile("(?<=detected an error )\\(0x[0-9A-Fa-f]{1,4}\\)"),
            // lengths in an instruction of Guacamole: 5.error,22.Authentication failure.,3.769;
            Pattern.compile("(?<=,)[0-9]{1,4}(?=\\.[A-Za-z])"),
            // time=1711358374
            Pattern.compile("(?<=\\btime=)[0-9]{9,10}(?![\\w])"),
            // port 3389, Windows 11, session 3, error state 1205
            Pattern.compile(
                    "(?<![\\p{L}])(?:port|pid|tid|process ?id|thread ?id|record ?id|line|zeile|session|session id|sitzung|windows|build|version|attempt"
                            + "|try|versuch|step|size|uid|gid|logon ?type|anmeldetyp|(?:error )?state(?: is)?"
                            + "|fehlerstatus(?: lautet)?|server(?= 20[0-9]{2}))[ \"'#:=]{1,3}[0-9]{1,10}(?![\\w])",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));

    private Noise() {}

    /** The same text, with blanks in place of the digits of such numbers. */
    static String blanked(String text) {
        var plain = new StringBuilder(text);
        for (Pattern pattern : PATTERNS) {
            var matcher = pattern.matcher(plain.toString());
            while (matcher.find()) {
                for (int i = matcher.start(); i < matcher.end(); i++) {
                    if (Character.isDigit(plain.charAt(i))) {
                        plain.setCharAt(i, ' ');
                    }
                }
            }
        }
        return plain.toString();
    }
}
