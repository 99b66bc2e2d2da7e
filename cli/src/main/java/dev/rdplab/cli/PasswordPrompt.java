package dev.rdplab.cli;

import dev.rdplab.protocol.wire.Secret;
import java.io.Console;
import java.util.Optional;

/** Asks for a password on the terminal, without showing it. */
final class PasswordPrompt {

    private PasswordPrompt() {}

    /** Empty where there is no terminal to ask on, or where the user ended the input. */
    static Optional<Secret> ask(String question) {
        var console = System.console();
        if (console == null || !isTerminal(console)) {
            return Optional.empty();
        }
        char[] typed = console.readPassword("%s", question);
        return typed == null || typed.length == 0 ? Optional.empty() : Optional.of(Secret.of(new String(typed)));
    }

    /** A line that is shown as it is typed; empty where there is no terminal. */
    static Optional<String> line(String question) {
        var console = System.console();
        return console == null || !isTerminal(console)
                ? Optional.empty()
                : Optional.ofNullable(console.readLine("%s", question));
    }

    /** From Java 22 on there is a console without a terminal, too. */
    private static boolean isTerminal(Console console) {
        if (Runtime.version().feature() < 22) {
            return true;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
