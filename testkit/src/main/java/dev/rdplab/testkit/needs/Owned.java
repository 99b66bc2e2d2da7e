package dev.rdplab.testkit.needs;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Ends what a test started and did not end itself, the last first: at the end of the test that started it, or of the class
 * where {@code @BeforeAll} did, whatever failed in between. Comes with {@link Needs}.
 */
public final class Owned implements InvocationInterceptor {

    private static final Namespace SPACE = Namespace.create(Owned.class);
    private static final AtomicLong COUNT = new AtomicLong();

    /** A thread may begin another test while one of its own waits. */
    private static final ThreadLocal<Deque<ExtensionContext>> RUNNING = ThreadLocal.withInitial(ArrayDeque::new);

    /** Whatever it is, it is closed with the test that runs on this thread; closing it twice must do no harm. */
    public static <T extends AutoCloseable> T byThisTest(T started) {
        var now = RUNNING.get().peek();
        if (now != null) {
            now.getStore(SPACE).put(COUNT.incrementAndGet(), (AutoCloseable) started::close);
        }
        return started;
    }

    /** As {@link #byThisTest(AutoCloseable)}, a process and all that it started. */
    public static Process byThisTest(Process started) {
        byThisTest((AutoCloseable) () -> {
            started.descendants().forEach(ProcessHandle::destroyForcibly);
            started.destroyForcibly().waitFor();
        });
        return started;
    }

    private static <T> T within(ExtensionContext context, Invocation<T> invocation) throws Throwable {
        RUNNING.get().push(context);
        try {
            return invocation.proceed();
        } finally {
            RUNNING.get().pop();
        }
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        within(context, invocation);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        within(context, invocation);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        within(context, invocation);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        within(context, invocation);
    }

    @Override
    public <T> T interceptTestFactoryMethod(
            Invocation<T> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        return within(context, invocation);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context) throws Throwable {
        within(context, invocation);
    }
}
