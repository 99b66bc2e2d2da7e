package dev.rdplab.verification.cost;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

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
        return with(others, (one, other) -> one / other);
    }

    /** These without those, round by round. */
    Figures less(Figures others) {
        return with(others, (one, other) -> one - other);
    }

    private Figures with(Figures others, DoubleBinaryOperator join) {
        return new Figures(IntStream.range(0, rounds.size())
                .mapToObj(i -> join.applyAsDouble(rounds.get(i), others.rounds.get(i)))
                .toList());
    }

    /** Median, and least to greatest. */
    String text(String form) {
        double least = rounds.stream().mapToDouble(d -> d).min().orElse(Double.NaN);
        double greatest = rounds.stream().mapToDouble(d -> d).max().orElse(Double.NaN);
        return String.format(Locale.ROOT, form + " [" + form + "-" + form + "]", median(), least, greatest);
    }
}
