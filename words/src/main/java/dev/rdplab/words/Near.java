package dev.rdplab.words;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Words that look like a misspelt one, for "did you mean". */
public final class Near {

    private Near() {}

    /** The closest of these words, if one is close enough to be meant. */
    public static Optional<String> to(String word, Collection<String> words) {
        return all(word, words).stream().findFirst();
    }

    /** Words close enough to be meant, the closest first. Case, {@code _}, {@code -} and blanks count little. */
    public static List<String> all(String word, Collection<String> words) {
        var near = new ArrayList<String>();
        for (String candidate : words) {
            if (tolerated(word, candidate)) {
                near.add(candidate);
            }
        }
        near.sort(Comparator.comparingInt((String candidate) -> distance(plain(word), plain(candidate)))
                .thenComparingInt(candidate -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
        return near;
    }

    /** For a message: {@code " (did you mean close-rst?)"}, or nothing. */
    public static String question(String word, Collection<String> words) {
        return to(word, words).map(near -> " (did you mean " + near + "?)").orElse("");
    }

    private static boolean tolerated(String word, String candidate) {
        int shorter = Math.min(word.length(), candidate.length());
        int edits = distance(plain(word), plain(candidate));
        return edits == 0 || shorter > 2 && edits <= Math.max(1, candidate.length() / 4);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[_\\s]", "-");
    }

    /** Edits between two words, by Levenshtein, a swap of neighbours counted as one. */
    public static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, edits);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int i, int j, int[][] edits) {
        int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}
