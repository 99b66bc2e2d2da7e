package dev.rdplab.junitjupiter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test method once for every scenario of a part of the catalogue. The method may take the
 * {@link dev.rdplab.lab.scenario.Scenario}, a {@link LabServer} that plays it, and a {@link LabClient} that behaves as its
 * client. Where it takes a server, scenarios that are a fault of the client are left out.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(ScenarioInvocations.class)
@ExtendWith(RdpLabExtension.class)
public @interface RdpScenarios {

    /** Names of the catalogue, or patterns such as {@code tls/*}. */
    String[] value();

    /** Names or patterns of those to leave out. */
    String[] except() default {};
}
