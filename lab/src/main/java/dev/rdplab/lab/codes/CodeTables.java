package dev.rdplab.lab.codes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Every number that is known, by space. A space is read from the resources of this package when first asked for. */
public final class CodeTables {

    private static final Map<CodeSpace, Known> SPACES = new ConcurrentHashMap<>();

    private CodeTables() {}

    /** All rows, in the order of the spaces and of the tables. */
    public static List<Code> all() {
        return All.CODES;
    }

    /** The rows of one space, in the order of the tables. */
    public static List<Code> of(CodeSpace space) {
        return known(space).codes();
    }

    public static Optional<Code> find(CodeSpace space, long number) {
        var all = findAll(space, number);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    /** All meanings of a number in one space: an event id has one for each provider that uses it. */
    public static List<Code> findAll(CodeSpace space, long number) {
        var known = known(space).byNumber().getOrDefault(number, List.of());
        return known.isEmpty() ? WrappedCodes.of(space, number).stream().toList() : known;
    }

    /** Ids of the causes that a table names for a code; the causes themselves name codes too. */
    public static List<String> causes(Code code) {
        return WrappedCodes.saysNoKdc(code)
                ? List.of("kdc-unreachable")
                : known(code.space()).causes().getOrDefault(code, List.of());
    }

    /** The code that another one carries inside: the Win32 error of a HRESULT, the KRB-ERROR of one of libkrb5's. */
    public static Optional<Code> inside(Code code) {
        return WrappedCodes.inner(code.space(), code.number());
    }

    /** The number's meaning in every space that knows it. */
    public static List<Code> find(long number) {
        var found = new ArrayList<Code>();
        for (CodeSpace space : CodeSpace.values()) {
            found.addAll(findAll(space, number));
        }
        return found;
    }

    /** Rows whose symbol is this, in any case, with or without a usual prefix such as {@code ERRINFO_}. */
    public static List<Code> named(String name) {
        var wanted = Aliases.of(name);
        var snake = Aliases.snake(wanted);
        return all().stream()
                .filter(code -> code.name().equalsIgnoreCase(wanted)
                        || code.name().equals(snake)
                        || code.name().equalsIgnoreCase("SEC_E_" + snake)
                        || code.name().regionMatches(true, code.name().indexOf('_') + 1, wanted, 0, wanted.length())
                                && code.name().length() == code.name().indexOf('_') + 1 + wanted.length())
                .toList();
    }

    private static Known known(CodeSpace space) {
        var known = SPACES.get(space);
        return known == null ? SPACES.computeIfAbsent(space, Known::read) : known;
    }

    /** One space. @param causes ids of causes, for the codes for which a table names any */
    private record Known(List<Code> codes, Map<Long, List<Code>> byNumber, Map<Code, List<String>> causes) {

        static Known read(CodeSpace space) {
            var codes = new ArrayList<Code>();
            var byNumber = new HashMap<Long, List<Code>>();
            var causes = new HashMap<Code, List<String>>();
            for (CodeFile file : CodeFile.values()) {
                if (!file.has(space)) {
                    continue;
                }
                for (CodeFile.Row row : file.rows()) {
                    var code = row.code();
                    if (code.space() == space) {
                        codes.add(code);
                        var same = byNumber.getOrDefault(code.number(), List.of());
                        byNumber.put(code.number(), with(same, code));
                        if (!row.causes().isEmpty()) {
                            causes.put(code, row.causes());
                        }
                    }
                }
            }
            return new Known(List.copyOf(codes), byNumber, causes);
        }

        private static List<Code> with(List<Code> codes, Code added) {
            if (codes.isEmpty()) {
                return List.of(added);
            }
            var both = new ArrayList<>(codes);
            both.add(added);
            return List.copyOf(both);
        }
    }

    private static final class All {
        static final List<Code> CODES = read();

        private static List<Code> read() {
            var codes = new ArrayList<Code>();
            for (CodeSpace space : CodeSpace.values()) {
                codes.addAll(of(space));
            }
            return List.copyOf(codes);
        }
    }
}
