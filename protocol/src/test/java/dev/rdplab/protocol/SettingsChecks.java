package dev.rdplab.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Checks that a class of {@link Settings} forgets none of its fields. */
public final class SettingsChecks {

    private SettingsChecks() {}

    /**
     * Fails if a field has no change of its own, or does not count when two are compared.
     *
     * @param usual makes the same settings each time
     * @param changes one for each field, in the order of the fields
     */
    public static <S extends Settings<S>> void everySettingCounts(Supplier<S> usual, List<UnaryOperator<S>> changes) {
        var fields = Arrays.stream(usual.get().getClass().getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                .toList();
        assertThat(changes).hasSameSizeAs(fields);
        for (int i = 0; i < fields.size(); i++) {
            var changed = changes.get(i).apply(usual.get());
            assertThat(value(fields.get(i), changed))
                    .as("change of %s", fields.get(i).getName())
                    .isNotEqualTo(value(fields.get(i), usual.get()));
            assertThat(changed)
                    .as("%s when compared", fields.get(i).getName())
                    .isNotEqualTo(usual.get())
                    .isEqualTo(changes.get(i).apply(usual.get()))
                    .hasSameHashCodeAs(changes.get(i).apply(usual.get()));
        }
    }

    private static Object value(Field field, Object of) {
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
