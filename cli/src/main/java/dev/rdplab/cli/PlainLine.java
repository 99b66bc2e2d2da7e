package dev.rdplab.cli;

import java.util.HashSet;
import java.util.concurrent.Callable;

/**
 * Reads plain command lines without picocli, whose reflection takes longer than a short command does. Whatever is not plain is
 * left to picocli: single letters, {@code --help}, an option that is unknown, given twice or without its value.
 */
final class PlainLine {

    private PlainLine() {}

    /** A command that takes plain lines. Each method returns false to leave the line to picocli. */
    interface Command extends Callable<Integer> {

        boolean flag(String name);

        boolean option(String name, String value);

        /** @param index of those that stand by themselves, from 0 */
        boolean parameter(int index, String text);

        /** Whether everything that must be given was. */
        boolean complete();
    }

    /**
     * @param args the first is the command's name
     * @return whether {@code command} is ready to run; if not it is spoilt
     */
    static boolean read(Command command, String... args) {
        var seen = new HashSet<String>();
        int parameters = 0;
        for (int i = 1; i < args.length; i++) {
            String arg = args[i];
            if (arg.startsWith("--")) {
                int equals = arg.indexOf('=');
                String name = equals < 0 ? arg : arg.substring(0, equals);
                if (!seen.add(name)) {
                    return false;
                }
                if (equals >= 0) {
                    if (equals + 1 == arg.length() || !command.option(name, arg.substring(equals + 1))) {
                        return false;
                    }
                } else if (!command.flag(name)) {
                    i++;
                    if (i == args.length || !isText(args[i]) || !command.option(name, args[i])) {
                        return false;
                    }
                }
            } else if (!isText(arg) || !command.parameter(parameters++, arg)) {
                return false;
            }
        }
        return command.complete();
    }

    /** Neither an option nor the name of a file with more arguments, nor quoted. */
    private static boolean isText(String arg) {
        return !arg.isEmpty() && "-@\"".indexOf(arg.charAt(0)) < 0;
    }
}
