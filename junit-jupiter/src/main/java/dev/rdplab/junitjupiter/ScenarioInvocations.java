package dev.rdplab.junitjupiter;

import dev.rdplab.lab.run.Playbook;
import dev.rdplab.lab.scenario.Scenario;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes one invocation of a test method for each scenario. */
final class ScenarioInvocations implements TestTemplateInvocationContextProvider {

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), RdpScenarios.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        var method = context.getRequiredTestMethod();
        var wanted =
                AnnotationSupport.findAnnotation(method, RdpScenarios.class).orElseThrow();
        boolean served = Arrays.asList(method.getParameterTypes()).contains(LabServer.class);
        List<Scenario> scenarios;
        try {
            scenarios = Lookup.matching(wanted.value(), wanted.except()).stream()
                    .filter(scenario -> !served || Playbook.unplayable(scenario).isEmpty())
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException("@RdpScenarios: " + e.getMessage(), e);
        }
        if (scenarios.isEmpty()) {
            throw new ExtensionConfigurationException("@RdpScenarios: no scenario is left");
        }
        return scenarios.stream().map(Invocation::new);
    }

    private record Invocation(Scenario scenario) implements TestTemplateInvocationContext, ParameterResolver {

        @Override
        public String getDisplayName(int index) {
            return "[" + index + "] " + scenario.path();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            var type = parameter.getParameter().getType();
            return !parameter.isAnnotated(RdpLab.class)
                    && (type == Scenario.class || type == LabServer.class || type == LabClient.class);
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            var type = parameter.getParameter().getType();
            return type == Scenario.class ? scenario : RdpLabExtension.make(type, Script.of(scenario), context);
        }
    }
}
