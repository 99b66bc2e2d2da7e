package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.codes.CodeTables;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds symbols, phrases of programs and the lab's own words in a text. */
final class SymbolReader {

    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*");
    private static final Pattern HUMP = Pattern.compile("[a-z][A-Z]");

    /** What rustls and others write before the name of an alert, which other tables have too. */
    private static final Pattern ALERT = Pattern.compile("Alert(?:Received|Description)?[(:]\\s*$");

    private static final int SHORTEST_CAPITALS = 6;

    private final String text;
    private final List<PastedCode> numbers;
    private final Finds finds;

    SymbolReader(String text, List<PastedCode> numbers, Finds finds) {
        this.text = text;
        this.numbers = numbers;
        this.finds = finds;
    }

    void read() {
        OwnWords.named(text, finds);
        var matcher = SYMBOL.matcher(text);
        while (matcher.find()) {
            int start = matcher.start();
            boolean number = numbers.stream().anyMatch(each -> each.start() <= start && start < each.end());
            if (!number && !finds.covers(start, matcher.end())) {
                word(matcher.group(), start, matcher.end());
            }
        }
        for (var phrase : Phrases.in(text)) {
            if (finds.holds(phrase.start(), phrase.end())) {
                continue;
            }
            String words = text.substring(phrase.start(), phrase.end());
            finds.phrase(text, phrase.start(), phrase.end(), phrase.explained(words));
        }
    }

    private void word(String word, int start, int end) {
        boolean alone = word.length() == text.length();
        if (!alone && !symbol(word)) {
            return;
        }
        var codes = CodeTables.named(word);
        if (ALERT.matcher(text.substring(0, start)).find()) {
            codes = codes.stream()
                    .filter(code -> code.space() == CodeSpace.TLS_ALERT)
                    .toList();
        }
        if (!codes.isEmpty()) {
            finds.code(text, start, end, Explanation.of(word, codes));
        } else if (word.contains("-")) {
            OwnWords.of(word).ifPresent(own -> finds.code(text, start, end, own));
        } else if (alone && word.contains("_") && Phrases.in(text).isEmpty()) {
            var unknown = Explanation.of(word, codes);
            finds.code(
                    text,
                    start,
                    end,
                    OwnWords.near(word)
                            .map(near -> unknown.hinted("did you mean " + near + "?"))
                            .orElse(unknown));
        }
    }

    private static boolean symbol(String word) {
        return word.contains("_")
                || word.contains("-")
                || HUMP.matcher(word).find()
                || word.length() >= SHORTEST_CAPITALS && word.equals(word.toUpperCase(Locale.ROOT));
    }
}
