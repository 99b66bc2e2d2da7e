package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.codes.CodeTables;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The codes, symbols and words of the lab in a text that was copied from a dialog, a log or a mail, in whatever language.
 *
 * @param taken what was taken out of the text, in its own spelling
 * @param explanations one for each pair, number, symbol or word, in the order of the text
 */
public record PastedText(List<String> taken, List<Explanation> explanations) {

    /** A text longer than this is a file and no message. */
    public static final int LONGEST = 64 * 1024;

    /** More codes than these in one text are not explained. */
    private static final int MOST = 20;

    /** A text with so few words is read as codes: a decimal number alone counts. */
    private static final int SHORT = 90;

    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*");
    private static final Pattern APART =
            Pattern.compile("(^|\\W)(and|or|vs|versus|und|oder|et|ou|y|o|e|then|later|now|instead|not|nor|but)(\\W|$)");
    private static final Pattern HUMP = Pattern.compile("[a-z][A-Z]");

    /** Something that was found. */
    private record Found(int start, int end, String text, Explanation explanation) {}

    public PastedText {
        taken = List.copyOf(taken);
        explanations = List.copyOf(explanations);
    }

    /** Reads a text. Empty when nothing in it is a code, a symbol or a word that is known, or could be one. */
    public static PastedText of(String text) {
        var reader = new Reader(plain(text));
        reader.words();
        reader.numbers();
        return reader.result();
    }

    public boolean isEmpty() {
        return explanations.isEmpty();
    }

    /** Full-width letters and digits of any script as ASCII, marks that nobody sees left out. */
    private static String plain(String text) {
        String some = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        var plain = new StringBuilder();
        Normalizer.normalize(some, Normalizer.Form.NFKC).codePoints().forEach(point -> {
            if (Character.getType(point) == Character.FORMAT) {
                return;
            }
            int digit = Character.isDigit(point) ? Character.digit(point, 10) : -1;
            plain.appendCodePoint(digit >= 0 ? '0' + digit : Character.isSpaceChar(point) ? ' ' : point);
        });
        return plain.toString().strip();
    }

    private static final class Reader {

        private final String text;
        private final List<Found> found = new ArrayList<>();
        private final List<PastedCode> numbers = new ArrayList<>();

        Reader(String text) {
            this.text = text;
            var matcher = PastedCode.NUMBER.matcher(text);
            while (matcher.find()) {
                PastedCode.at(matcher).ifPresent(numbers::add);
            }
        }

        /** Symbols, phrases of programs and the lab's own words. */
        void words() {
            if (numbers.stream().noneMatch(number -> number.start() == 0 && number.end() == text.length())) {
                OwnWords.of(text).ifPresent(own -> found.add(new Found(0, text.length(), text, own)));
            }
            if (found.isEmpty()) {
                symbols();
                Phrases.in(text)
                        .forEach(phrase -> found.add(new Found(
                                phrase.start(),
                                phrase.end(),
                                text.substring(phrase.start(), phrase.end()),
                                Explanation.of(text.substring(phrase.start(), phrase.end()), phrase.codes()))));
            }
        }

        private void symbols() {
            var matcher = SYMBOL.matcher(text);
            while (matcher.find()) {
                String word = matcher.group();
                boolean alone = word.length() == text.length();
                boolean symbol = word.contains("_")
                        || word.contains("-")
                        || HUMP.matcher(word).find()
                        || word.length() > 5 && word.equals(word.toUpperCase(java.util.Locale.ROOT));
                if (!alone && !symbol
                        || numbers.stream().anyMatch(n -> n.start() <= matcher.start() && matcher.start() < n.end())) {
                    continue;
                }
                var codes = CodeTables.named(word);
                if (!codes.isEmpty()) {
                    found.add(new Found(matcher.start(), matcher.end(), word, Explanation.of(word, codes)));
                } else if (!alone && word.contains("-")) {
                    OwnWords.of(word).ifPresent(own -> found.add(new Found(matcher.start(), matcher.end(), word, own)));
                } else if (alone && word.contains("_")) {
                    found.add(new Found(matcher.start(), matcher.end(), word, Explanation.of(word, codes)));
                }
            }
        }

        void numbers() {
            int i = 0;
            int from = 0;
            while (i < numbers.size()) {
                var number = numbers.get(i);
                String before = text.substring(Math.min(from, number.start()), number.start());
                var choice = Choosers.of(before);
                if (i + 1 < numbers.size() && pair(number, numbers.get(i + 1), choice)) {
                    var next = numbers.get(i + 1);
                    add(number.start(), next.end(), explained(number, next));
                    from = next.end();
                    i += 2;
                } else {
                    single(number, choice, before);
                    from = number.end();
                    i++;
                }
            }
        }

        private void add(int start, int end, Explanation explanation) {
            found.add(new Found(start, end, text.substring(start, end), explanation));
        }

        private void single(PastedCode number, Choosers.Choice choice, String before) {
            if (!choice.any()) {
                var chosen = Explanation.of(number.number(), choice.spaces(), choice.provider());
                if (chosen.known() || before.endsWith(":")) {
                    add(number.start(), number.end(), chosen);
                    return;
                }
            }
            if (Choosers.extended(before) && number.number() > 0) {
                var extended = Explanation.of(number.number(), List.of(CodeSpace.EXTENDED, CodeSpace.ERRINFO), "");
                if (extended.known()) {
                    add(number.start(), number.end(), extended);
                    return;
                }
            }
            var plain = Explanation.of(number.number());
            if (number.decimal() && !counts(plain)) {
                return;
            }
            if (number.asHex().isPresent() && plain.meanings().isEmpty()) {
                var hex = Explanation.of(number.asHex().getAsLong());
                if (!hex.meanings().isEmpty() && number.text().length() > 4) {
                    add(number.start(), number.end(), hex);
                    return;
                }
            }
            add(number.start(), number.end(), plain);
        }

        /** A decimal number in a long text is a time, a port or a process, unless a word before it says otherwise. */
        private boolean counts(Explanation plain) {
            boolean few = numbers.size() <= 4 && text.length() <= SHORT;
            boolean only = text.chars().noneMatch(Character::isLetter);
            return only || few && found.isEmpty() && plain.known();
        }

        /** Whether two numbers that follow each other are what mstsc shows. */
        private boolean pair(PastedCode first, PastedCode second, Choosers.Choice choice) {
            String between = text.substring(first.end(), second.start());
            boolean chosen = choice.any() || choice.spaces().contains(CodeSpace.MSTSC);
            if (!chosen || APART.matcher(between).find() || !reason(first).known() || between.length() > SHORT) {
                return Choosers.extended(between) && chosen;
            }
            var second_ = Choosers.of(between);
            if (!second_.any() && !second_.spaces().contains(CodeSpace.EXTENDED)) {
                return false;
            }
            boolean only = numbers.size() == 2 && text.chars().noneMatch(Character::isLetter)
                    || numbers.size() == 2 && first.start() == 0 && between.isBlank();
            boolean extended = CodeTables.find(CodeSpace.EXTENDED, second.number())
                            .isPresent()
                    || CodeTables.find(CodeSpace.ERRINFO, second.number()).isPresent();
            boolean slash = between.strip().equals("/");
            return only
                    || slash
                    || Choosers.extended(between)
                    || extended && numbers.size() <= 2
                    || extended
                            && CodeTables.find(CodeSpace.MSTSC, second.number()).isEmpty();
        }

        private record Reason(long number, boolean known) {}

        /** The first number as mstsc's reason: as it stands, or its digits as hexadecimal. */
        private static Reason reason(PastedCode code) {
            if (CodeTables.find(CodeSpace.MSTSC, code.number()).isPresent()) {
                return new Reason(code.number(), true);
            }
            if (code.asHex().isPresent()
                    && CodeTables.find(CodeSpace.MSTSC, code.asHex().getAsLong())
                            .isPresent()) {
                return new Reason(code.asHex().getAsLong(), true);
            }
            return new Reason(code.number(), !code.decimal());
        }

        private static Explanation explained(PastedCode first, PastedCode second) {
            var reason = reason(first);
            var pair = Explanation.of(CodePair.of(reason.number(), second.number()));
            return reason.number() == first.number()
                    ? pair
                    : pair.hinted("read as hexadecimal, as mstsc shows it: " + first.text() + " is 0x" + first.text());
        }

        PastedText result() {
            found.sort(Comparator.comparingInt(Found::start).thenComparing(f -> -f.end()));
            var taken = new ArrayList<String>();
            var seen = new HashSet<Code>();
            var kept = new LinkedHashMap<String, Explanation>();
            for (var each : found) {
                var codes = each.explanation().meanings();
                boolean again = !codes.isEmpty()
                        && seen.containsAll(codes)
                        && each.explanation().pair().isEmpty();
                if (kept.size() < MOST && !again) {
                    taken.add(each.text());
                    kept.putIfAbsent(each.explanation().asked(), each.explanation());
                }
                seen.addAll(codes);
            }
            boolean some = kept.values().stream().anyMatch(Explanation::known);
            if (some) {
                kept.values().removeIf(each -> !each.known() && kept.size() > 1);
            }
            return new PastedText(taken, List.copyOf(kept.values()));
        }
    }
}
