package dev.rdplab.junitjupiter;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Carries out {@link RdpLab}. Keeps nothing itself: all it starts is in the store of the context that ends it. */
final class RdpLabExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(RdpLabExtension.class);
    private static final AtomicInteger KEYS = new AtomicInteger();

    @Override
    public void beforeAll(ExtensionContext context) {
        inject(context.getRequiredTestClass(), null, context, field -> Modifier.isStatic(field.getModifiers()));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
            inject(instance.getClass(), instance, context, field -> !Modifier.isStatic(field.getModifiers()));
        }
    }

    private static void inject(Class<?> owner, Object instance, ExtensionContext context, Predicate<Field> which) {
        for (Field field :
                AnnotationSupport.findAnnotatedFields(owner, RdpLab.class, which, HierarchyTraversalMode.TOP_DOWN)) {
            if (!supported(field.getType()) || Modifier.isFinal(field.getModifiers())) {
                throw new ExtensionConfigurationException(
                        "@RdpLab goes on fields of type LabServer, LabClient, LabLink or LabRelay that are not final, not on "
                                + field);
            }
            try {
                field.setAccessible(true);
                field.set(
                        instance,
                        make(field.getType(), script(field.getAnnotation(RdpLab.class), field.getType()), context));
            } catch (IllegalAccessException e) {
                throw new ExtensionConfigurationException("cannot set " + field, e);
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        if (parameter.isAnnotated(RdpLab.class) && !supported(type)) {
            throw new ExtensionConfigurationException(
                    "@RdpLab goes on parameters of type LabServer, LabClient, LabLink or LabRelay, not on "
                            + parameter.getParameter());
        }
        return supported(type) && (parameter.isAnnotated(RdpLab.class) || !templated(context));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        var own = parameter.findAnnotation(RdpLab.class);
        if (own.isPresent()) {
            return make(type, script(own.get(), type), context);
        }
        var shared = annotated(context);
        if (type == LabLink.class || type == LabRelay.class || type == LabServer.class && shared.isEmpty()) {
            throw new ExtensionConfigurationException("@RdpLab is missing: it goes on the "
                    + type.getSimpleName() + " parameter"
                    + (type == LabServer.class ? ", or on the class for one server that all tests share" : ""));
        }
        if (type == LabServer.class) {
            return ofClass(shared.get());
        }
        var script = shared.flatMap(c -> AnnotationSupport.findAnnotation(c.getRequiredTestClass(), RdpLab.class))
                .map(RdpLabExtension::script)
                .orElseGet(() -> script(Defaults.class.getAnnotation(RdpLab.class)));
        return make(type, script, context);
    }

    /** The server of an annotated class: one, however many tests ask for it at a time. */
    private static Object ofClass(ExtensionContext owner) {
        return owner.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        LabServer.class,
                        key -> {
                            var lab = AnnotationSupport.findAnnotation(owner.getRequiredTestClass(), RdpLab.class);
                            var server = LabServer.start(script(lab.orElseThrow()), TestEvidence.of(owner));
                            return new Kept(server, server::close);
                        },
                        Kept.class)
                .made();
    }

    /** Makes what a test asked for, to be closed with the context. */
    static Object make(Class<?> type, Script script, ExtensionContext context) {
        var evidence = TestEvidence.of(context);
        if (type == LabClient.class) {
            return new LabClient(script, evidence);
        }
        if (type == LabLink.class) {
            var link = link(script);
            keep(context, link, link::close);
            return link;
        }
        if (type == LabRelay.class) {
            var relay = new LabRelay(script, evidence);
            keep(context, relay, relay::close);
            return relay;
        }
        var server = LabServer.start(script, evidence);
        keep(context, server, server::close);
        return server;
    }

    private static LabLink link(Script script) {
        try {
            return LabLink.planned(
                    script.scenario().link(), script.scenario().seed().orElse(0));
        } catch (IllegalArgumentException e) {
            throw new ExtensionConfigurationException("@RdpLab: " + e.getMessage(), e);
        }
    }

    private static void keep(ExtensionContext context, Object made, Runnable close) {
        context.getStore(NAMESPACE).put("closed with it " + KEYS.incrementAndGet(), new Kept(made, close));
    }

    /** The nearest context whose class bears the annotation itself: a nested class uses that of the class around it. */
    private static Optional<ExtensionContext> annotated(ExtensionContext context) {
        for (var at = Optional.of(context); at.isPresent(); at = at.get().getParent()) {
            var here = at.get();
            if (here.getTestMethod().isEmpty()
                    && here.getTestClass().isPresent()
                    && AnnotationSupport.isAnnotated(here.getTestClass(), RdpLab.class)) {
                return at;
            }
        }
        return Optional.empty();
    }

    private static boolean templated(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), RdpScenarios.class);
    }

    private static boolean supported(Class<?> type) {
        return type == LabServer.class || type == LabClient.class || type == LabLink.class || type == LabRelay.class;
    }

    private static Script script(RdpLab lab, Class<?> type) {
        if (type == LabRelay.class && !(lab.server() + lab.client()).isEmpty()) {
            throw new ExtensionConfigurationException(
                    "@RdpLab: a LabRelay takes a scenario, faults and a link; its server and client are yours");
        }
        return script(lab);
    }

    private static Script script(RdpLab lab) {
        try {
            return Script.of(lab);
        } catch (RuntimeException e) {
            throw new ExtensionConfigurationException("@RdpLab: " + e.getMessage(), e);
        }
    }

    /** Bears the annotation's defaults. */
    @RdpLab
    private static final class Defaults {}

    /** JUnit before 5.13 closes nothing else than this type. */
    @SuppressWarnings("deprecation")
    private record Kept(Object made, Runnable end) implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            end.run();
        }
    }
}
