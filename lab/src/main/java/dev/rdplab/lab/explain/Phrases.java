package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.codes.CodeTables;
import dev.rdplab.lab.codes.Numbers;
import dev.rdplab.lab.codes.Tsv;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What dialogs and logs say without a number: {@code sslv3 alert handshake failure}, {@code The logon attempt failed}. */
final class Phrases {

    /**
     * A phrase in a text.
     *
     * @param start index of its first character
     * @param causes ids of causes that it names
     * @param says what it means, when no code does; may be empty
     */
    record Phrase(int start, int end, List<Code> codes, List<String> causes, String says) {

        Explanation explained(String words) {
            return Explanation.of(words, codes, causes, says.isEmpty() ? List.of() : List.of(says));
        }
    }

    private record Known(String phrase, List<Code> codes, List<String> causes, String says) {}

    private Phrases() {}

    /** Those in the text, each place once: of phrases that overlap the longest. */
    static List<Phrase> in(String text) {
        var plain = Folded.of(text);
        String lower = plain.text();
        var found = new ArrayList<Phrase>();
        for (Known known : Loaded.ALL) {
            int at = lower.indexOf(known.phrase());
            int end = at + known.phrase().length();
            if (at >= 0 && free(found, at, end)) {
                found.add(new Phrase(at, end, known.codes(), known.causes(), known.says()));
            }
        }
        AlertWords.in(lower).stream()
                .filter(alert -> free(found, alert.start(), alert.end()))
                .forEach(found::add);
        return found.stream().map(plain::placed).toList();
    }

    /**
     * A text in lower case, each run of white space as one blank.
     *
     * @param places the index of each character in the text that it was made from
     */
    private record Folded(String text, int[] places) {

        static Folded of(String text) {
            var folded = new StringBuilder();
            var places = new int[text.length() + 1];
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean blank = Character.isWhitespace(c);
                if (blank && !folded.isEmpty() && folded.charAt(folded.length() - 1) == ' ') {
                    continue;
                }
                places[folded.length()] = i;
                folded.append(blank ? ' ' : c == '\u2019' ? '\'' : Character.toLowerCase(c));
            }
            places[folded.length()] = text.length();
            return new Folded(folded.toString(), places);
        }

        Phrase placed(Phrase phrase) {
            int last = phrase.end() == 0 ? 0 : places[phrase.end() - 1] + 1;
            return new Phrase(places[phrase.start()], last, phrase.codes(), phrase.causes(), phrase.says());
        }
    }

    private static boolean free(List<Phrase> found, int start, int end) {
        return found.stream().noneMatch(other -> start < other.end() && other.start() < end);
    }

    private static final class Loaded {
        static final List<Known> ALL = Tsv.rows(Phrases.class, "phrases.tsv").stream()
                .map(Loaded::known)
                .sorted((one, other) -> other.phrase().length() - one.phrase().length())
                .toList();

        private static Known known(Map<String, String> row) {
            return new Known(
                    row.get("phrase"), codes(row.get("codes")), words(row.get("causes")), row.getOrDefault("says", ""));
        }

        private static List<String> words(String cell) {
            return cell.isEmpty() ? List.of() : List.of(cell.split(" "));
        }

        private static List<Code> codes(String cell) {
            var codes = new ArrayList<Code>();
            for (String word : words(cell)) {
                int colon = word.indexOf(':');
                var space = CodeSpace.of(word.substring(0, colon)).orElseThrow();
                codes.add(CodeTables.find(space, Numbers.parse(word.substring(colon + 1)))
                        .orElseThrow(() -> new IllegalStateException("phrases.tsv: nothing known of " + word)));
            }
            return List.copyOf(codes);
        }
    }
}
