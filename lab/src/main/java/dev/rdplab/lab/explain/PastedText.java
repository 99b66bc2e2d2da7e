package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.CodeTables;
import dev.rdplab.words.Near;
import java.util.List;
import java.util.Optional;

/**
 * The codes, symbols and words of the lab in a text that was copied from a dialog, a log or a mail, in whatever language.
 *
 * @param taken what was taken out of the text, in its own spelling
 * @param explanations one for each pair, number, symbol or word, in the order of the text
 */
public record PastedText(List<String> taken, List<Explanation> explanations) {

    /** Characters of a text that are read. A longer text is a file and not a message. */
    public static final int LONGEST = 64 * 1024;

    public PastedText {
        taken = List.copyOf(taken);
        explanations = List.copyOf(explanations);
    }

    /** Reads a text. Empty when nothing in it is a code, a symbol or a word that is known, or could be one. */
    public static PastedText of(String text) {
        var finds = new Finds();
        String plain = PlainText.of(text, LONGEST);
        boolean symbol = plain.indexOf('_') >= 0 && !CodeTables.named(plain).isEmpty();
        if (symbol || !OwnWords.alone(plain, finds)) {
            var numbers = PastedCode.in(Noise.blanked(plain));
            new SymbolReader(plain, numbers, finds).read();
            new NumberReader(plain, numbers, finds).read();
        }
        return finds.result(plain);
    }

    /** Words that choose a table, as in {@code event:226}, in alphabetical order. */
    public static List<String> tables() {
        return Choosers.tables();
    }

    /**
     * The word for a table that {@code wrong:226} perhaps meant, when the word before the colon is none.
     *
     * @return empty when it is one, or none is near
     */
    public static Optional<String> tableMeant(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0
                || text.indexOf(' ') >= 0 && text.indexOf(' ') < colon
                || !Choosers.unknown(text.substring(0, colon))) {
            return Optional.empty();
        }
        return Near.to(text.substring(0, colon), tables());
    }

    /** A cause, ending, stage, scenario or symbol that a text of one word perhaps meant. */
    public static Optional<String> meant(String text) {
        return OwnWords.near(PlainText.of(text, LONGEST));
    }

    public boolean isEmpty() {
        return explanations.isEmpty();
    }
}
