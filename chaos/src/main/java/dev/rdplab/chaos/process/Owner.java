package dev.rdplab.chaos.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The process that made something, written into its name ({@code rdplab-PID-TICKS-...}), so that what a process that is gone has
 * left can be told from all else.
 *
 * @param began ticks since the boot: a number may be used again, but not with the same beginning
 */
public record Owner(long pid, long began) {

    private static final Pattern NAME = Pattern.compile("rdplab-(\\d{1,10})-(\\d{1,18})-.+");

    public static Owner self() {
        long pid = ProcessHandle.current().pid();
        return new Owner(pid, began(pid).orElse(0L)); // only Linux tells, and only there others are swept
    }

    /** Empty for the name of something that no lab has made. */
    public static Optional<Owner> of(String name) {
        var matcher = NAME.matcher(name);
        return matcher.matches()
                ? Optional.of(new Owner(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** What names of its things begin with. */
    public String prefix() {
        return "rdplab-" + pid + "-" + began + "-";
    }

    public boolean isGone() {
        return !began(pid).equals(Optional.of(began));
    }

    private static Optional<Long> began(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The second field is the program's name in brackets, which may contain anything.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Optional.of(Long.parseLong(fields[19]));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
