package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.codes.CodeTables;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of TLS alerts as the libraries print them: {@code sslv3 alert handshake failure}, {@code SSL_R_TLSV1_ALERT_PROTOCOL_VERSION},
 * {@code remote error: tls: bad certificate}, {@code A TLS fatal alert has been received: Protocol version}.
 */
final class AlertWords {

    /** What must stand before the name, or right behind it. */
    private static final String BEFORE =
            "(?:alert[a-z0-9]*|tls|ssl|sslv3|tlsv1|tlsv13|description)(?:[^a-z0-9]{1,4}(?:has been received|received|level|fatal|warning|2|description|message|error|the|is|was)){0,6}[^a-z0-9]{1,4}";

    private AlertWords() {}

    /** The alerts in a text in lower case. */
    static List<Phrases.Phrase> in(String lower) {
        var found = new ArrayList<Phrases.Phrase>();
        if (!lower.contains("alert") && !lower.contains("tls") && !lower.contains("ssl")) {
            return found;
        }
        for (Alert alert : Loaded.ALL) {
            var matcher = alert.pattern().matcher(lower);
            if (matcher.find()) {
                found.add(new Phrases.Phrase(matcher.start(), matcher.end(), List.of(alert.code()), List.of(), ""));
            }
        }
        return found;
    }

    private record Alert(Code code, Pattern pattern) {}

    private static final class Loaded {
        static final List<Alert> ALL = CodeTables.of(CodeSpace.TLS_ALERT).stream()
                .filter(code -> code.number() != 0)
                .map(code -> new Alert(code, pattern(code.name())))
                .toList();

        private static Pattern pattern(String name) {
            String words = name.replace("_", "[ _]")
                    .replace("canceled", "cancell?ed")
                    .replace("handshake[ _]failure", "handshake[ _]fail(?:ure|ed)");
            return Pattern.compile("(?:" + BEFORE + words + "(?![a-z])|(?<![a-z])" + words + "[ _]alert(?![a-z]))");
        }
    }
}
