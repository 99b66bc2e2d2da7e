package dev.rdplab.cli;

import dev.rdplab.chaos.process.AtEnd;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that has the terminal, and gets what is typed, Ctrl-C included, until it ends. */
final class LabShell {

    private static final long GRACE_SECONDS = 1;

    private LabShell() {}

    /**
     * Runs it and returns its exit code. A TERM or HUP of this process ends it with all that it has started.
     *
     * @param prompt what a shell shows before each line
     */
    static int run(List<String> command, String prompt) throws IOException, InterruptedException {
        leaveInterruptToChild();
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("PS1", prompt);
        var child = AtEnd.made(builder::start, LabShell::end);
        int exit = child.waitFor();
        AtEnd.forget(child);
        return exit;
    }

    private static void end(Process child) {
        var all =
                Stream.concat(Stream.of(child.toHandle()), child.descendants()).toList();
        all.forEach(ProcessHandle::destroy);
        try {
            child.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly); // an interactive shell bears SIGTERM
    }

    /** A handler that does nothing; an ignored signal would be ignored by the child, too. Where there is none, Ctrl-C ends both. */
    private static void leaveInterruptToChild() {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var nothing = Proxy.newProxyInstance(
                    LabShell.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, given) -> null);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), nothing);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // another virtual machine
        }
    }
}
