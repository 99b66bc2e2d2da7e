package dev.rdplab.testkit.needs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class, or one test, that needs programs or more than a usual machine gives. Where something is missing the whole of
 * it is left out before anything of it runs, set-up and clean-up too, with the reason; where {@code RDPLAB_REQUIRE_REAL=1}
 * promises that nothing is missing it fails. A test that looks for a program that no such annotation names, and does not find it,
 * fails: {@link Programs#require}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Repeatable(Needs.All.class)
@ExtendWith({NeedsCondition.class, Owned.class})
public @interface Needs {

    /** Names of programs, as on a PATH. */
    String[] value() default {};

    /** What is no program. */
    Class<? extends Need>[] also() default {};

    /** Several of them. */
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Retention(RetentionPolicy.RUNTIME)
    @Inherited
    @ExtendWith({NeedsCondition.class, Owned.class})
    @interface All {
        Needs[] value();
    }
}
