package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.codes.CodeTables;
import dev.rdplab.lab.codes.Numbers;
import dev.rdplab.lab.codes.Tsv;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What dialogs and logs say without a number: {@code sslv3 alert handshake failure}, {@code The logon attempt failed}. */
final class Phrases {

    /** A phrase in a text. @param start index of its first character */
    record Phrase(int start, int end, List<Code> codes) {}

    private record Known(String phrase, List<Code> codes) {}

    private Phrases() {}

    /** Those in the text, each place once: of phrases that overlap the longest. */
    static List<Phrase> in(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('\n', ' ').replace('\u2019', '\'');
        var found = new ArrayList<Phrase>();
        if (lower.length() != text.length()) {
            return found;
        }
        for (Known known : Loaded.ALL) {
            int at = lower.indexOf(known.phrase());
            int end = at + known.phrase().length();
            if (at >= 0 && found.stream().noneMatch(other -> at < other.end() && other.start() < end)) {
                found.add(new Phrase(at, end, known.codes()));
            }
        }
        return found;
    }

    private static final class Loaded {
        static final List<Known> ALL = Tsv.rows(Phrases.class, "phrases.tsv").stream()
                .map(row -> new Known(row.get("phrase"), codes(row.get("codes"))))
                .toList();

        private static List<Code> codes(String words) {
            var codes = new ArrayList<Code>();
            for (String word : words.split(" ")) {
                int colon = word.indexOf(':');
                var space = CodeSpace.of(word.substring(0, colon)).orElseThrow();
                codes.add(CodeTables.find(space, Numbers.parse(word.substring(colon + 1)))
                        .orElseThrow(() -> new IllegalStateException("phrases.tsv: nothing known of " + word)));
            }
            return List.copyOf(codes);
        }
    }
}
