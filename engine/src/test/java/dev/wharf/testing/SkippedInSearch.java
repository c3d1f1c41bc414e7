package dev.wharf.testing;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Leaves out the work of a test while PIT's JVMs only look for tests. It finds them by running them all, in each of the
 * many JVMs that it starts for changed classes; only the first JVM, which notes what a test reaches, needs the work done. Every
 * test has it by itself (see META-INF/services).
 */
public final class SkippedInSearch implements InvocationInterceptor {

    private static final boolean CHANGES = System.getProperty("sun.java.command", "").contains("MutationTestMinion");

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext test) throws Throwable {
        if (searching()) {
            invocation.skip();
        } else {
            invocation.proceed();
        }
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext test) throws Throwable {
        interceptTestMethod(invocation, method, test);
    }

    private static boolean searching() {
        return CHANGES
                && StackWalker.getInstance()
                        .walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith(".JUnit5TestUnitFinder")));
    }
}
