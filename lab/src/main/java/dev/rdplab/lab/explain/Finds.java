package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodeSpace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What was found in a text, with its place. */
final class Finds {

    /** More codes than these in one text are not explained. */
    private static final int MOST = 20;

    /** Tables of which one code ends a connection. */
    private static final Set<CodeSpace> GENERAL = Set.of(CodeSpace.MSTSC, CodeSpace.FREERDP);

    private static final long LOW_16_BITS = 0xFFFF;

    /** A place of the text. @param phrase whether it is words of a dialog or log, which repeat what a code beside them says */
    private record Found(int start, int end, String text, boolean phrase, Explanation explanation) {}

    private final List<Found> found = new ArrayList<>();

    boolean isEmpty() {
        return found.isEmpty();
    }

    void code(String text, int start, int end, Explanation explanation) {
        found.add(new Found(start, end, text.substring(start, end), false, explanation));
    }

    void phrase(String text, int start, int end, Explanation explanation) {
        found.add(new Found(start, end, text.substring(start, end), true, explanation));
    }

    /** Whether a symbol or phrase covers the place. */
    boolean covers(int start, int end) {
        return found.stream().anyMatch(each -> each.start() < end && start < each.end());
    }

    /** Whether the place lies inside a longer symbol, which says what it means. */
    boolean holds(int start, int end) {
        return found.stream()
                .anyMatch(each -> !each.phrase()
                        && each.start() <= start
                        && end <= each.end()
                        && each.end() - each.start() > end - start);
    }

    /** Whether the symbol that ends right before the number, but for brackets and the like, is its name. */
    boolean names(String text, int start, long number) {
        return found.stream()
                .filter(each -> !each.phrase() && each.end() <= start)
                .filter(each -> text.substring(each.end(), start).matches("[\\s(\\[{:=,<-]*"))
                .flatMap(each -> each.explanation().meanings().stream())
                .anyMatch(code -> code.number() == number || code.number() == (number & LOW_16_BITS));
    }

    /** @param whole the text that all of it was found in */
    PastedText result(String whole) {
        dropWeaker();
        found.sort(Comparator.comparingInt(Found::start).thenComparing(each -> -each.end()));
        var taken = new ArrayList<String>();
        var seen = new HashSet<Code>();
        var kept = new LinkedHashMap<String, Explanation>();
        for (var each : found) {
            if (kept.size() < MOST && !again(each, seen)) {
                taken.add(each.text());
                kept.putIfAbsent(each.explanation().asked(), each.explanation());
            }
            seen.addAll(each.explanation().meanings());
        }
        if (kept.values().stream().anyMatch(Explanation::known)) {
            kept.values().removeIf(each -> !each.known());
        }
        var context = new Context(whole, List.copyOf(kept.values()));
        return new PastedText(
                taken, kept.values().stream().map(context::applied).toList());
    }

    /** Drops words that say what a code or other words say better. */
    private void dropWeaker() {
        var codes = found.stream()
                .filter(each -> !each.phrase())
                .flatMap(each -> each.explanation().meanings().stream())
                .collect(Collectors.toSet());
        var told = found.stream()
                .filter(each -> each.phrase() && !each.explanation().says().isEmpty())
                .flatMap(each -> each.explanation().meanings().stream())
                .collect(Collectors.toSet());
        found.removeIf(each -> each.phrase()
                && each.explanation().meanings().stream()
                        .anyMatch(code -> codes.contains(code) || general(each, code, codes)));
        found.removeIf(each -> each.phrase()
                && each.explanation().says().isEmpty()
                && each.explanation().meanings().stream().anyMatch(told::contains));
    }

    /**
     * Whether a dialog or log has these words beside many codes, and the text has another code of their table: the first words of
     * a dialog of the Mac client, or the last line of FreeRDP.
     */
    private static boolean general(Found each, Code code, Set<Code> codes) {
        return GENERAL.contains(code.space())
                && each.explanation().says().isEmpty()
                && codes.stream().anyMatch(other -> other.space() == code.space());
    }

    private static boolean again(Found each, HashSet<Code> seen) {
        var codes = each.explanation().meanings();
        if (codes.isEmpty() || each.explanation().pair().isPresent()) {
            return false;
        }
        return each.phrase() ? codes.stream().anyMatch(seen::contains) : seen.containsAll(codes);
    }
}
