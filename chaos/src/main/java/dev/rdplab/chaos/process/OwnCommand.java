package dev.rdplab.chaos.process;

/** How this program is called on a command line, for lines that people copy. */
public final class OwnCommand {

    private OwnCommand() {}

    /** Returns {@code ./rdplab} in a checkout; the download's start scripts name themselves. */
    public static String name() {
        return System.getProperty("rdplab.command", "./rdplab");
    }
}
