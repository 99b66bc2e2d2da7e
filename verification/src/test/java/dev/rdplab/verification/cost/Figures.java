package dev.rdplab.verification.cost;

import java.util.List;
import java.util.Locale;

/** Figures of one contender, a round each. */
record Figures(List<Double> rounds) {

    Figures {
        rounds = List.copyOf(rounds);
    }

    double median() {
        var sorted = rounds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** These by those, round by round: what disturbed both falls out. */
    Figures per(Figures others) {
        var ratios = new Double[rounds.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = rounds.get(i) / others.rounds.get(i);
        }
        return new Figures(List.of(ratios));
    }

    /** Median, and least to greatest. */
    String text(String form) {
        double least = rounds.stream().mapToDouble(d -> d).min().orElse(Double.NaN);
        double greatest = rounds.stream().mapToDouble(d -> d).max().orElse(Double.NaN);
        return String.format(Locale.ROOT, form + " [" + form + "-" + form + "]", median(), least, greatest);
    }
}
