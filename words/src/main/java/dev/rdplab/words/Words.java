package dev.rdplab.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One of a closed set of words. A misspelt one is answered with the nearest right one.
 *
 * @param noun what the words are, for messages: {@code fault}; empty for "not known"
 * @param byWord the values, in the order in which they are shown
 */
public record Words<T>(String noun, Map<String, T> byWord) implements Form<T> {

    /** Longer lists are not printed where a near word is known. */
    private static final int SHORT = 12;

    /** Two words and their values. */
    public static <T> Words<T> of(String first, T one, String second, T other) {
        var byWord = new LinkedHashMap<String, T>();
        byWord.put(first, one);
        byWord.put(second, other);
        return new Words<>("", byWord);
    }

    @Override
    public T read(YamlNode node) {
        var scalar = node.asScalar();
        T value = byWord.get(scalar.text());
        if (value == null) {
            throw unknown(scalar);
        }
        return value;
    }

    private BadValueException unknown(YamlScalar scalar) {
        var near = Near.all(scalar.text(), byWord.keySet());
        String what = scalar.described() + (noun.isEmpty() ? " is not known" : " is not a valid " + noun);
        boolean printed = near.isEmpty() || byWord.size() <= SHORT;
        String allowed = printed ? allowed() : String.join(", ", near.subList(0, Math.min(3, near.size()))) + ", ...";
        return scalar.wrong(near.isEmpty() ? what : what + " (did you mean " + near.get(0) + "?)", allowed);
    }

    @Override
    public String allowed() {
        return String.join(", ", byWord.keySet());
    }

    @Override
    public String brief() {
        return byWord.size() <= SHORT || noun.isEmpty() ? allowed() : "a " + noun;
    }

    @Override
    public Map<String, Object> schema() {
        var values = new ArrayList<Object>();
        for (String word : byWord.keySet()) {
            values.add(word);
            if (word.matches("[0-9]\\.[0-9]")) {
                values.add(Double.valueOf(word)); // YAML reads 1.2 as a number
            }
            if (word.equals("on") || word.equals("off")) {
                values.add(word.equals("on")); // older YAML reads off as false
            } else if (word.equals("true") || word.equals("false")) {
                values.add(Boolean.valueOf(word));
            } else if (word.matches("[0-9]{1,9}")) {
                values.add(Integer.valueOf(word));
            }
        }
        return Form.schema("enum", List.copyOf(values));
    }

    @Override
    public String example(Random random) {
        var words = List.copyOf(byWord.keySet());
        return words.isEmpty() ? "''" : '"' + words.get(random.nextInt(words.size())) + '"';
    }
}
