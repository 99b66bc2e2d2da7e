package dev.rdplab.faststart;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lambdas and method references of every kind; what they return is compared before and after. */
final class Lambdas extends Parent implements Supplier<List<Object>>, Privately {

    private final String field = "field";
    private final List<Object> seen = new ArrayList<>();

    @Override
    public List<Object> get() {
        references();
        captures();
        conversions();
        nested();
        seen.add(privately().get());
        unusual();
        seen.add(new Inner().own.get());
        seen.add(Stream.of("b", "c", "a")
                .sorted(Comparator.<String>naturalOrder().reversed())
                .toList());
        return seen;
    }

    private void references() {
        Function<String, Integer> ofClass = Integer::valueOf;
        Function<String, String> ofArgument = String::trim;
        Supplier<String> ofReceiver = field::toUpperCase;
        Supplier<List<String>> ofConstructor = ArrayList::new;
        Function<String, Own> ofPrivateConstructor = Own::new;
        IntFunction<String[]> ofArray = String[]::new;
        Supplier<int[]> ofArraysClone = new int[] {1, 2, 3}::clone;
        Function<Object[], List<Object>> ofVarargs = List::of;
        BiFunction<Object, Object, List<Object>> ofTwo = List::of;
        Supplier<String> ofSuper = super::inherited;
        Supplier<String> ofProtected = this::inherited;
        Supplier<String> ofPrivate = this::own;
        Function<List<String>, Integer> ofInterface = List::size;
        Consumer<Object> dropped = seen::add;
        dropped.accept("dropped");
        seen.addAll(List.of(ofClass.apply("7"), ofArgument.apply(" x "), ofReceiver.get(), ofConstructor.get()));
        seen.addAll(
                List.of(ofPrivateConstructor.apply("v").value, ofArray.apply(4).length, ofArraysClone.get().length));
        seen.addAll(List.of(ofVarargs.apply(new Object[] {1, 2}), ofTwo.apply(1, 2), ofSuper.get(), ofProtected.get()));
        seen.addAll(List.of(ofPrivate.get(), ofInterface.apply(List.of("a", "b"))));
    }

    private void captures() {
        boolean truth = true;
        byte eight = -8;
        char letter = 'c';
        short sixteen = 16;
        int integer = 32;
        long wide = 64L;
        float single = 1.5f;
        double twofold = 2.5;
        String text = "text";
        int[] numbers = {1};
        Supplier<String> all = () ->
                "" + truth + eight + letter + sixteen + integer + wide + single + twofold + text + numbers[0] + field;
        Supplier<String> none = () -> "none";
        numbers[0] = 5;
        seen.addAll(List.of(all.get(), none.get()));
        for (int i = 0; i < 2; i++) {
            int turn = i;
            Supplier<Integer> one = () -> turn;
            seen.add(one.get());
        }
    }

    @SuppressWarnings("UnnecessaryBoxing")
    private void conversions() {
        Function<Integer, Long> unboxedAndWidened = Lambdas::doubled;
        ToLongFunction<Integer> unboxed = Integer::intValue;
        ToIntFunction<Character> character = Lambdas::code;
        Function<Character, Object> characterWidened = Lambdas::code;
        IntToLongFunction widened = Lambdas::code;
        LongFunction<Object> boxed = Long::valueOf;
        DoubleUnaryOperator twofold = Math::sqrt;
        IntBinaryOperator primitive = Math::max;
        BinaryOperator<Integer> boxedBoth = Math::max;
        IntFunction<Object> boxedResult = Math::abs;
        Predicate<String> truth = String::isEmpty;
        Function<String, Object> boxedTruth = String::isEmpty;
        Callable<Void> nothing = () -> null;
        Runnable ignored = () -> new ArrayList<>(1);
        Runnable ignoredWide = System::nanoTime;
        ignored.run();
        ignoredWide.run();
        seen.addAll(List.of(unboxedAndWidened.apply(4), unboxed.applyAsLong(9), character.applyAsInt('a')));
        seen.addAll(List.of(
                characterWidened.apply('b'), widened.applyAsLong(5), boxed.apply(6L), twofold.applyAsDouble(9)));
        seen.addAll(List.of(primitive.applyAsInt(1, 2), boxedBoth.apply(3, 4), boxedResult.apply(-3), truth.test("")));
        seen.addAll(List.of(
                boxedTruth.apply("x"),
                IntStream.of(3, 1).boxed().map(n -> n + 1).toList()));
        seen.add(call(nothing));
    }

    private void nested() {
        Function<Integer, Function<Integer, Function<Integer, Integer>>> curried = a -> b -> c -> a * b + c;
        UnaryOperator<String> generic = Lambdas.<String>twice(s -> s + field);
        seen.addAll(List.of(curried.apply(2).apply(3).apply(4), generic.apply("!")));
    }

    /** What stays as it is. */
    private void unusual() {
        var serializable = (Supplier<String> & Serializable) () -> "serializable";
        var marked = (Supplier<String> & Marker) () -> "marked";
        seen.addAll(List.of(serializable.get(), marked.get(), marked instanceof Marker, new Own("record").toString()));
    }

    private static Object call(Callable<?> callable) {
        try {
            return callable.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> UnaryOperator<T> twice(UnaryOperator<T> once) {
        return value -> once.apply(once.apply(value));
    }

    private static long doubled(long value) {
        return 2 * value;
    }

    private static int code(int value) {
        return value;
    }

    private String own() {
        return "private";
    }

    private record Own(String value) {}

    private final class Inner {
        private final Supplier<String> own = () -> field + " of the outer one";
    }
}

class Parent {

    protected String inherited() {
        return "inherited";
    }
}

interface Marker {}

interface Privately {

    default Supplier<String> privately() {
        return this::hidden;
    }

    private String hidden() {
        return "hidden";
    }
}
