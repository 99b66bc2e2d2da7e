package dev.rdplab.testkit.needs;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Decides on {@link Needs}. */
public final class NeedsCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var needs = context.getElement()
                .map(element -> AnnotationSupport.findRepeatableAnnotations(element, Needs.class))
                .orElseThrow();
        Optional<String> missing =
                needs.stream().flatMap(NeedsCondition::missing).findFirst();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all that it needs is here");
        }
        if (Programs.mustBePresent()) {
            throw new IllegalStateException(Programs.REQUIRE_REAL + "=1, but " + missing.get());
        }
        return ConditionEvaluationResult.disabled(missing.get());
    }

    private static Stream<String> missing(Needs needs) {
        var programs = Arrays.stream(needs.value())
                .filter(name -> Programs.find(name).isEmpty())
                .map(Programs::absence);
        var others = Arrays.stream(needs.also())
                .map(type -> ReflectionSupport.newInstance(type).missing())
                .flatMap(Optional::stream);
        return Stream.concat(programs, others);
    }
}
