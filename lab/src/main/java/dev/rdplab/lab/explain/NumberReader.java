package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.codes.CodeTables;
import java.util.List;
import java.util.regex.Pattern;

/** Finds mstsc's pairs and single numbers in a text. */
final class NumberReader {

    /** A text with so few characters is read as codes: a decimal number alone counts. */
    private static final int SHORT = 90;

    /** Up to this a decimal number beside words is a count, unless a word before it says that it is a code. */
    private static final long SMALL = 31;

    /** The extended codes that need no second thought: those of the end of a session. */
    private static final long USUAL_EXTENDED = 0xC;

    private static final long HIGHEST_REASON = 0x7FFF_FFFFL;
    private static final int MOST_NUMBERS = 4;
    private static final int LONGEST_DIGITS_OF_HINT = 4;

    /** A number above this that is an event id is hardly a count. */
    private static final long RARE = 1000;

    private static final Pattern APART =
            Pattern.compile("(^|\\W)(and|or|vs|versus|und|oder|et|ou|y|o|e|then|later|now|instead|not|nor|but)(\\W|$)");
    private static final Pattern AND =
            Pattern.compile("[\\s\"'()]*(?:and|und|et|y|e|en|og|och|ja|i|и)[\\s\"'()]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern COMMA = Pattern.compile("\\s*[,;、]\\s*");
    private static final Pattern BESIDE = Pattern.compile("[\\s,;/|()\\[\\]{}\"'+:\\\\-]*");

    private final String text;
    private final List<PastedCode> numbers;
    private final Finds finds;
    private final boolean letters;
    private Choosers.Choice last = Choosers.Choice.NONE;

    /** The id of the event that was named last, and where its field would begin; 0 for none. */
    private long event;

    private int afterEvent;

    /** Index of the number before, when it was read alone; -1 when it was the end of a pair, or there is none. */
    private int lastSingle = -1;

    NumberReader(String text, List<PastedCode> numbers, Finds finds) {
        this.text = text;
        this.numbers = Repeats.merged(text, numbers);
        this.finds = finds;
        this.letters = text.chars().filter(Character::isLetter).count()
                > numbers.stream()
                        .flatMapToInt(number -> number.text().chars())
                        .filter(Character::isLetter)
                        .count();
    }

    void read() {
        int from = 0;
        for (int i = 0; i < numbers.size(); i++) {
            var number = numbers.get(i);
            String before = text.substring(Math.min(from, number.start()), number.start());
            var choice = choice(number, before);
            if (i + 1 < numbers.size()
                    && !listed(i)
                    && !single(i)
                    && pair(number, numbers.get(i + 1), choice, before)) {
                i++;
                finds.code(text, number.start(), numbers.get(i).end(), explained(number, numbers.get(i)));
                last = Choosers.Choice.NONE;
                lastSingle = -1;
            } else {
                single(number, choice, before);
                last = choice;
                lastSingle = i;
            }
            noteEvent(number, choice);
            from = numbers.get(i).end();
        }
    }

    /** Whether a reason of mstsc that has no second number stands right before: then this is the next of a list, as in 2308 516 3. */
    private boolean single(int index) {
        if (lastSingle < 0 || lastSingle != index - 1) {
            return false;
        }
        var before = numbers.get(index - 1);
        var number = numbers.get(index);
        return before.decimal() == number.decimal()
                && CodeTables.find(CodeSpace.MSTSC, before.number()).isPresent()
                && BESIDE.matcher(text.substring(before.end(), number.start())).matches()
                && !text.substring(number.end(), numbers.get(index + 1).start()).contains("/");
    }

    private Choosers.Choice choice(PastedCode number, String before) {
        var field =
                event == 0 ? Choosers.Choice.NONE : Choosers.field(event, text.substring(afterEvent, number.start()));
        boolean known = field.spaces().stream()
                .anyMatch(space -> CodeTables.find(space, number.number()).isPresent());
        return known ? field : Choosers.of(before, number.decimal() ? last : Choosers.Choice.NONE);
    }

    private void noteEvent(PastedCode number, Choosers.Choice choice) {
        boolean chosen =
                choice.any() && number.number() > RARE || choice.spaces().contains(CodeSpace.EVENT);
        if (chosen && CodeTables.find(CodeSpace.EVENT, number.number()).isPresent()) {
            event = number.number();
            afterEvent = number.end();
        }
    }

    private void single(PastedCode found, Choosers.Choice choice, String before) {
        var number = choice.spaces().contains(CodeSpace.XFREERDP_EXIT) ? found.asExit() : found;
        if (!choice.any()) {
            var chosen = Explanation.of(number.number(), choice.spaces(), choice.provider());
            if (chosen.known() || before.endsWith(":") || choice.spaces().contains(CodeSpace.EVENT)) {
                add(number, chosen);
                return;
            }
        }
        boolean called = Choosers.code(before) || Choosers.extended(before);
        boolean nothing = number.number() == 0 && (numbers.size() > 1 || !finds.isEmpty() || letters && !called);
        if (nothing || finds.names(text, number.start(), number.number())) {
            return;
        }
        if (Choosers.extended(before)) {
            var extended = Explanation.of(number.number(), List.of(CodeSpace.EXTENDED, CodeSpace.ERRINFO), "");
            if (extended.known()) {
                add(number, extended);
                return;
            }
        }
        var plain = Explanation.of(number.number());
        boolean oneTable = choice.spaces().size() == 1 && !choice.spaces().contains(CodeSpace.MSTSC);
        if (few() && (oneTable || !choice.any() && !plain.known())) {
            add(number, Explanation.of(number.number(), choice.spaces(), choice.provider()));
            return;
        }
        if (number.decimal() && !counts(number, plain, before)) {
            return;
        }
        if (number.asHex().isPresent() && plain.meanings().isEmpty()) {
            var hex = Explanation.of(number.asHex().getAsLong());
            if (!hex.meanings().isEmpty() && number.text().length() > LONGEST_DIGITS_OF_HINT) {
                add(number, hex);
                return;
            }
        }
        add(number, plain);
    }

    private void add(PastedCode number, Explanation explanation) {
        finds.code(text, number.start(), number.end(), explanation);
    }

    /** A decimal number in a long text is a time, a port or a process, unless a word before it says otherwise. */
    private boolean counts(PastedCode number, Explanation plain, String before) {
        boolean large = number.number() > SMALL || Choosers.code(before);
        boolean rare =
                plain.meanings().stream().anyMatch(code -> code.space() == CodeSpace.EVENT) && number.number() > RARE;
        boolean library = plain.meanings().stream()
                .anyMatch(code -> code.space() == CodeSpace.SECURE_TRANSPORT || code.space() == CodeSpace.NSS);
        return !letters
                || library
                || few() && large && plain.known() && (finds.isEmpty() || rare)
                || number.number() > HIGHEST_REASON && negative(number) && plain.known()
                || Choosers.errorCode(before)
                        && number.number() > SMALL
                        && reason(number).known();
    }

    /** Whether it is written with a sign, as a HRESULT is; a large number without one is an id or a time. */
    private static boolean negative(PastedCode number) {
        return !Character.isDigit(number.text().charAt(0));
    }

    private boolean few() {
        return numbers.size() <= MOST_NUMBERS && text.length() <= SHORT;
    }

    /** Whether the number is one of three, five or more of one notation with a comma between each: no list of pairs. */
    private boolean listed(int index) {
        int first = index;
        while (first > 0 && comma(first - 1)) {
            first--;
        }
        int last = index;
        while (last + 1 < numbers.size() && comma(last)) {
            last++;
        }
        return last > first && (last - first) % 2 == 0;
    }

    /** Whether only a comma stands between a number and the next, which is written as it is. */
    private boolean comma(int index) {
        var one = numbers.get(index);
        var next = numbers.get(index + 1);
        return one.decimal() == next.decimal()
                && COMMA.matcher(text.substring(one.end(), next.start())).matches();
    }

    /** Whether two numbers that follow each other are what mstsc shows. */
    private boolean pair(PastedCode first, PastedCode second, Choosers.Choice choice, String before) {
        String between = text.substring(first.end(), second.start());
        if (letters && first.decimal() && first.number() <= SMALL && !named(choice, before)) {
            return false;
        }
        boolean chosen = choice.any() || choice.spaces().contains(CodeSpace.MSTSC);
        if (!chosen || first.number() > HIGHEST_REASON) {
            return false;
        }
        if (second.decimal() && !first.decimal() && !BESIDE.matcher(between).matches() && !choosesExtended(between)) {
            return false;
        }
        if (joined(first, second, between)) {
            return true;
        }
        if (APART.matcher(between).find() || !reason(first).known() || between.length() > SHORT) {
            return Choosers.extended(between);
        }
        var other = Choosers.of(between, Choosers.Choice.NONE);
        if (!other.any() && !other.spaces().contains(CodeSpace.EXTENDED)) {
            return false;
        }
        boolean only = numbers.size() == 2
                && (!letters || first.start() == 0 && between.isBlank())
                && (isExtended(second) || !Explanation.of(second.number()).known());
        return only
                || between.strip().equals("/")
                || Choosers.extended(between)
                || isExtended(second) && likely(first, second, between);
    }

    /** Whether the only two numbers stand beside an "and", and the second is one that mstsc shows behind a first. */
    private boolean joined(PastedCode first, PastedCode second, String between) {
        return numbers.size() == 2
                && AND.matcher(between).matches()
                && first.decimal() == second.decimal()
                && reason(first).known()
                && first.number() > USUAL_EXTENDED
                && second.number() <= USUAL_EXTENDED
                && isExtended(second);
    }

    /** Whether a word before a small decimal number says that it is a code, or nothing at all stands before it. */
    private static boolean named(Choosers.Choice choice, String before) {
        return before.isBlank() || !choice.any() || Choosers.code(before);
    }

    private boolean likely(PastedCode first, PastedCode second, String between) {
        boolean beside = BESIDE.matcher(between).matches();
        return numbers.size() <= 2
                || CodeTables.find(CodeSpace.MSTSC, second.number()).isEmpty()
                || beside && second.number() <= USUAL_EXTENDED && first.number() > USUAL_EXTENDED
                || hexadecimal() == 2 && !first.decimal() && !second.decimal();
    }

    private static boolean choosesExtended(String between) {
        return Choosers.extended(between)
                || Choosers.of(between, Choosers.Choice.NONE).spaces().contains(CodeSpace.EXTENDED);
    }

    private long hexadecimal() {
        return numbers.stream().filter(number -> !number.decimal()).count();
    }

    private static boolean isExtended(PastedCode code) {
        return CodeTables.find(CodeSpace.EXTENDED, code.number()).isPresent()
                || CodeTables.find(CodeSpace.ERRINFO, code.number()).isPresent();
    }

    private record Reason(long number, boolean known) {}

    /** The first number as mstsc's reason: as it stands, or its digits as hexadecimal. */
    private static Reason reason(PastedCode code) {
        if (CodeTables.find(CodeSpace.MSTSC, code.number()).isPresent()) {
            return new Reason(code.number(), true);
        }
        if (code.asHex().isPresent()
                && CodeTables.find(CodeSpace.MSTSC, code.asHex().getAsLong()).isPresent()) {
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
}
