package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.codes.CodeTables;
import dev.rdplab.lab.codes.Numbers;
import dev.rdplab.lab.verdict.Causes;
import dev.rdplab.lab.verdict.KnownCause;
import dev.rdplab.lab.verdict.KnownPair;
import dev.rdplab.lab.verdict.Pairs;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All that is known of what was asked.
 *
 * @param asked the codes as {@code 0x904 / 0x7}, or the name
 * @param meanings what each number is, by space; for a pair the reason and the extended code of mstsc
 * @param pair what is known of the pair, or of the single number as mstsc's reason
 * @param causes the causes that show under it, the likeliest first
 * @param hint what was perhaps meant instead; may be empty
 */
public record Explanation(
        String asked, List<Code> meanings, Optional<KnownPair> pair, List<KnownCause> causes, String hint) {

    public Explanation {
        meanings = List.copyOf(meanings);
        causes = List.copyOf(causes);
    }

    /** Whether anything is known at all. */
    public boolean known() {
        return !meanings.isEmpty() || pair.isPresent() || !causes.isEmpty();
    }

    /** One number, in every space that knows it. */
    public static Explanation of(long number) {
        var meanings = CodeTables.find(number);
        var causes = new LinkedHashSet<KnownCause>();
        for (CodeSpace space : CodeSpace.values()) {
            causes.addAll(Causes.known().showing(space, CodePair.of(number)));
        }
        return new Explanation(
                hex(number), meanings, Pairs.find(CodePair.of(number)), List.copyOf(causes), hint(number, meanings));
    }

    /** The two numbers of mstsc's details box. */
    public static Explanation of(CodePair pair) {
        if (pair.extended().isEmpty()) {
            return of(pair.reason());
        }
        var meanings = new ArrayList<Code>();
        CodeTables.find(CodeSpace.MSTSC, pair.reason()).ifPresent(meanings::add);
        CodeTables.find(CodeSpace.EXTENDED, pair.extended().getAsLong())
                .or(() -> CodeTables.find(CodeSpace.ERRINFO, pair.extended().getAsLong()))
                .ifPresent(meanings::add);
        var causes = new LinkedHashSet<>(Causes.known().showing(CodeSpace.MSTSC, pair));
        if (pair.extended().getAsLong() != 0) {
            causes.addAll(Causes.known()
                    .showing(CodeSpace.ERRINFO, CodePair.of(pair.extended().getAsLong())));
        }
        return new Explanation(
                hex(pair.reason()) + " / " + hex(pair.extended().getAsLong()),
                meanings,
                Pairs.find(pair),
                List.copyOf(causes),
                hint(pair.reason(), meanings));
    }

    /** A symbol such as {@code HYBRID_REQUIRED_BY_SERVER}. */
    public static Explanation named(String name) {
        var meanings = CodeTables.named(name);
        var causes = new LinkedHashSet<KnownCause>();
        for (Code code : meanings) {
            causes.addAll(Causes.known().showing(code.space(), CodePair.of(code.number())));
        }
        return new Explanation(name, meanings, Optional.empty(), List.copyOf(causes), "");
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number).toUpperCase(Locale.ROOT);
    }

    /** Somebody who types 904 may have read 0x904. */
    private static String hint(long number, List<Code> meanings) {
        String digits = Long.toString(number);
        if (digits.length() > 8 || meanings.stream().anyMatch(code -> code.space() == CodeSpace.MSTSC)) {
            return "";
        }
        var asHex = CodeTables.find(CodeSpace.MSTSC, Numbers.parse("0x" + digits));
        return asHex.filter(code -> number > 9)
                .map(code -> "0x" + digits + " is " + code.name() + ", if that was meant")
                .orElse("");
    }
}
