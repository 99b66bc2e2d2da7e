package dev.rdplab.junitjupiter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts a {@link LabServer} on a free loopback port, or makes a {@link LabClient}, a {@link LabLink} or a
 * {@link LabRelay}, and hands it to the test. What it is is said in the words of a scenario file.
 *
 * <ul>
 *   <li>on a parameter of a test or lifecycle method: one for this call;
 *   <li>on a field: one for each test, or for all tests of the class when the field is static;
 *   <li>on a class: one for all its tests, for the parameters of these types that are not annotated themselves.
 * </ul>
 *
 * <p>Whatever was started is closed with the test or the class. Tests may run in parallel.
 */
@Target({ElementType.TYPE, ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(RdpLabExtension.class)
public @interface RdpLab {

    /**
     * A scenario: a name of the catalogue such as {@code server-key-unreadable}, or a file whose name ends in {@code .yaml}
     * on the class path or in the working folder. Empty for a server that does nothing wrong.
     */
    String value() default "";

    /** The key {@code server} of a scenario file, such as {@code "{ security: tls }"}; not together with {@link #value}. */
    String server() default "";

    /** The key {@code faults} of a scenario file; not together with {@link #value}. */
    String faults() default "";

    /** The key {@code client} of a scenario file, such as {@code "{ profile: freerdp }"}: for a {@link LabClient}. */
    String client() default "";

    /** The key {@code link} of a scenario file, instead of the scenario's own. */
    String link() default "";

    /** How much later every byte reaches the client, such as {@code 200ms}: short for a link with one toxic. */
    String latency() default "";

    /** For what is drawn: nonces, and chance in faults and links. */
    long seed() default 1;
}
