package dev.rdplab.chaos.process;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How this program is called on a command line, for lines that people copy. */
public final class OwnCommand {

    private static final Pattern COMMAND =
            Pattern.compile("(?<![./\\w-])rdplab (?=(?:--help|help|explain|reproduce|probe"
                    + "|diagnose|collect|serve|relay|load|judge|cuts|sweep|scenarios|decode|lab|predictions)\\b)");

    private OwnCommand() {}

    /** Returns {@code ./rdplab} in a checkout; the download's start scripts name themselves. */
    public static String name() {
        return System.getProperty("rdplab.command", "./rdplab");
    }

    /** A text whose commands, such as {@code rdplab explain 0x904}, begin as this program was called. */
    public static String in(String text) {
        return COMMAND.matcher(text).replaceAll(Matcher.quoteReplacement(name() + " "));
    }
}
