package dev.rdplab.experiments.sweep;

import java.util.List;
import java.util.stream.IntStream;

/** A part of a sweep for one of several machines. @param index from 1 */
public record Shard(int index, int of) {

    public static final Shard ALL = new Shard(1, 1);

    public Shard {
        if (index < 1 || index > of) {
            throw new IllegalArgumentException("shard " + index + "/" + of + ", 1/n to n/n allowed");
        }
    }

    /** Reads {@code 2/8}. */
    public static Shard parse(String text) {
        if (!text.matches("\\d{1,6}/\\d{1,6}")) {
            throw new IllegalArgumentException("shard " + text + ", such as 2/8 allowed");
        }
        String[] parts = text.split("/");
        return new Shard(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    /** Every n-th, so that expensive neighbours are spread. */
    <T> List<T> of(List<T> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % of == index - 1)
                .mapToObj(all::get)
                .toList();
    }
}
