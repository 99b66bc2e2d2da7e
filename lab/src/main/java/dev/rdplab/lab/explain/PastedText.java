package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.CodeTables;
import java.util.List;

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
            var numbers = PastedCode.in(plain);
            new SymbolReader(plain, numbers, finds).read();
            new NumberReader(plain, numbers, finds).read();
        }
        return finds.result();
    }

    public boolean isEmpty() {
        return explanations.isEmpty();
    }
}
