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
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * All that is known of what was asked.
 *
 * @param asked the codes as {@code 0x904 / 0x7}, or the name
 * @param meanings what each number is, by space; for a pair the reason and the extended code of mstsc
 * @param pair what is known of the pair, or of the single number as mstsc's reason
 * @param causes the causes that show under it, the likeliest first
 * @param hint what was perhaps meant instead; may be empty
 * @param says what is known of a word of the lab itself, a sentence each; empty for a code
 */
public record Explanation(
        String asked,
        List<Code> meanings,
        Optional<KnownPair> pair,
        List<KnownCause> causes,
        String hint,
        List<String> says) {

    /** disconnectReasonAtClientWinsockFDCLOSE. */
    private static final long SOCKET_CLOSED = 0x904;

    /** The extended code that mstsc shows for an early close too, when no Set Error Info came. */
    private static final long SHOWN_WITHOUT_PDU = 7;

    /** The tables of a number that nothing is said about: curl's exit codes are meant only where curl is named. */
    private static final List<CodeSpace> UNNAMED = List.copyOf(EnumSet.complementOf(EnumSet.of(CodeSpace.CURL)));

    public Explanation {
        meanings = List.copyOf(meanings);
        causes = List.copyOf(causes);
        says = List.copyOf(says);
    }

    /** Whether anything is known at all. */
    public boolean known() {
        return !meanings.isEmpty() || pair.isPresent() || !causes.isEmpty() || !says.isEmpty();
    }

    /** One number, in every space that knows it. */
    public static Explanation of(long number) {
        return of(number, List.of(), "");
    }

    /**
     * One number in some spaces.
     *
     * @param spaces the tables to look in; empty for all
     * @param provider part of the provider's name, for an event; empty for any
     */
    static Explanation of(long number, List<CodeSpace> spaces, String provider) {
        var meanings = new ArrayList<Code>();
        for (CodeSpace space : spaces.isEmpty() ? UNNAMED : spaces) {
            CodeTables.findAll(space, number).stream()
                    .filter(code -> code.name().toLowerCase(Locale.ROOT).contains(provider))
                    .forEach(meanings::add);
        }
        meanings.sort(Likelihood.order());
        boolean all = spaces.isEmpty();
        var causes = new LinkedHashSet<KnownCause>();
        meanings.forEach(code -> causes.addAll(causes(code)));
        if (all) {
            for (CodeSpace space : CodeSpace.values()) {
                causes.addAll(Causes.known().showing(space, CodePair.of(number)));
            }
        }
        boolean mstsc = all || spaces.contains(CodeSpace.MSTSC);
        return new Explanation(
                asked(number, spaces, meanings),
                meanings,
                mstsc ? Pairs.find(CodePair.of(number)) : Optional.empty(),
                List.copyOf(causes),
                all ? hint(number, meanings) : "",
                List.of());
    }

    /** The number as its table writes it, with the word for the table where it is decimal or holds nothing. */
    private static String asked(long number, List<CodeSpace> spaces, List<Code> meanings) {
        boolean decimal = meanings.stream().allMatch(code -> code.text().matches("-?[0-9]+"));
        boolean hex = meanings.isEmpty()
                && spaces.size() > 1
                && spaces.stream().anyMatch(space -> space.format(0).startsWith("0x"));
        if (spaces.isEmpty() && decimal && !meanings.isEmpty() && number > Integer.MAX_VALUE) {
            return Integer.toString((int) number);
        }
        if (spaces.isEmpty() || !decimal || hex) {
            return hex(number);
        }
        var space = meanings.isEmpty() ? spaces.get(0) : meanings.get(0).space();
        return space.word() + " " + space.format(number);
    }

    /** The two numbers of mstsc's details box. */
    public static Explanation of(CodePair pair) {
        if (pair.extended().isEmpty()) {
            return of(pair.reason());
        }
        long extended = pair.extended().getAsLong();
        var meanings = new ArrayList<Code>();
        CodeTables.find(CodeSpace.MSTSC, pair.reason()).ifPresent(meanings::add);
        CodeTables.find(CodeSpace.EXTENDED, extended)
                .or(() -> CodeTables.find(CodeSpace.ERRINFO, extended))
                .ifPresent(meanings::add);
        var causes = new LinkedHashSet<KnownCause>();
        boolean told = extended != 0 && extended != SHOWN_WITHOUT_PDU;
        if (told) {
            causes.addAll(Causes.known().showing(CodeSpace.ERRINFO, CodePair.of(extended)));
        }
        // with an errorInfo the server has said why: a cause that any 0x904 could have is none of it
        Causes.known().showing(CodeSpace.MSTSC, pair).stream()
                .filter(cause -> !told || pair.reason() != SOCKET_CLOSED || cause.shows(pair))
                .forEach(causes::add);
        if (causes.isEmpty() && CodeTables.find(CodeSpace.ERRINFO, extended).isPresent() && extended != 0) {
            Causes.known().find("server-error").ifPresent(causes::add);
        }
        if (extended == SHOWN_WITHOUT_PDU) {
            causes.addAll(Causes.known().showing(CodeSpace.ERRINFO, CodePair.of(extended)));
        }
        return new Explanation(
                hex(pair.reason()) + " / " + hex(extended),
                meanings,
                Pairs.find(pair),
                List.copyOf(causes),
                hint(pair.reason(), meanings),
                List.of());
    }

    /** A symbol such as {@code HYBRID_REQUIRED_BY_SERVER}. */
    public static Explanation named(String name) {
        return of(name, CodeTables.named(name));
    }

    static Explanation of(String asked, List<Code> meanings) {
        return of(asked, meanings, List.of(), List.of());
    }

    /** Words of a program. @param named ids of the causes that the words themselves name; they come before those of the codes */
    static Explanation of(String asked, List<Code> meanings, List<String> named, List<String> says) {
        var causes = new LinkedHashSet<KnownCause>();
        add(named, causes);
        meanings.forEach(code -> causes.addAll(causes(code)));
        return new Explanation(asked, meanings, Optional.empty(), List.copyOf(causes), "", says);
    }

    /** Those that its table names, those that name it, and those of FreeRDP's exit code for it. */
    private static Set<KnownCause> causes(Code code) {
        var causes = causesOf(code);
        FreeRdpExits.same(code).ifPresent(same -> causesOf(same).stream()
                .filter(cause -> !endsDifferently(cause, code))
                .forEach(causes::add));
        if (causes.isEmpty()) {
            CodeTables.inside(code).ifPresent(inner -> causes.addAll(causesOf(inner)));
        }
        if (code.space() == CodeSpace.EXTENDED && code.number() != SHOWN_WITHOUT_PDU) {
            // the same numbers: mstsc shows the errorInfo that came as its extended code
            CodeTables.find(CodeSpace.ERRINFO, code.number()).ifPresent(info -> causes.addAll(causesOf(info)));
        }
        if (causes.isEmpty() && code.space() == CodeSpace.ERRINFO && code.number() != 0) {
            add(List.of("server-error"), causes);
        }
        return causes;
    }

    /** Whether the code is an exit code of xfreerdp and the cause shows under others. */
    private static boolean endsDifferently(KnownCause cause, Code code) {
        var exits = cause.codes().stream()
                .filter(seen -> seen.space().equals(CodeSpace.XFREERDP_EXIT.word()))
                .toList();
        return code.space() == CodeSpace.XFREERDP_EXIT
                && !exits.isEmpty()
                && exits.stream().noneMatch(seen -> seen.pair().reason() == code.number());
    }

    private static Set<KnownCause> causesOf(Code code) {
        var causes = new LinkedHashSet<KnownCause>();
        add(CodeTables.causes(code), causes);
        causes.addAll(Causes.known().showing(code.space(), CodePair.of(code.number())));
        return causes;
    }

    private static void add(List<String> ids, Set<KnownCause> causes) {
        ids.forEach(id -> Causes.known().find(id).ifPresent(causes::add));
    }

    /** The word that chooses a table, as in {@code neg:7}. */
    public static String chooser(CodeSpace space) {
        return Choosers.wordOf(space);
    }

    /** The same with another hint. */
    Explanation hinted(String other) {
        return new Explanation(asked, meanings, pair, causes, other, says);
    }

    static String hex(long number) {
        return "0x" + Long.toHexString(number).toUpperCase(Locale.ROOT);
    }

    /** Who types 904 may have read 0x904. */
    private static String hint(long number, List<Code> meanings) {
        String digits = Long.toString(number);
        if (digits.length() > 8 || meanings.stream().anyMatch(code -> code.space() == CodeSpace.MSTSC)) {
            return "";
        }
        var asHex = CodeTables.find(CodeSpace.MSTSC, Numbers.parse("0x" + digits));
        return asHex.filter(code -> number > 9)
                .map(code -> "0x" + digits + " is "
                        + (code.name().isEmpty() ? code.meaning() : code.name())
                        + ", if that was meant: mstsc shows hexadecimal numbers")
                .orElse("");
    }
}
