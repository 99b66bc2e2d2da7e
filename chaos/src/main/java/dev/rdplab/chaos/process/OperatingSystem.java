package dev.rdplab.chaos.process;

import java.nio.file.FileSystems;

/** The system this program runs on. The one place that asks. */
public enum OperatingSystem {
    LINUX,
    WINDOWS,
    /** Such as macOS. */
    OTHER;

    /** Returns the system of this process. */
    public static OperatingSystem current() {
        return named(System.getProperty("os.name"));
    }

    /** Returns the system with this {@code os.name}. */
    static OperatingSystem named(String name) {
        if (name.equals("Linux")) {
            return LINUX;
        }
        return name.startsWith("Windows") ? WINDOWS : OTHER;
    }

    /** Returns its own name for itself, such as {@code Windows 11}. */
    public static String ownName() {
        return System.getProperty("os.name");
    }

    /** Returns whether files have an owner's, a group's and others' permissions. */
    public static boolean hasPosixPermissions() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
