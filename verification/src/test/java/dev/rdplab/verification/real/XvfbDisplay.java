package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Programs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The X display that FreeRDP and rdesktop insist on: one Xvfb for the whole JVM, without a TCP listener, which lives as
 * long as the JVM does.
 */
public final class XvfbDisplay {
    private static final Pattern NUMBER = Pattern.compile("^\\d+\\R");
    private static RealProcess server;
    private static String name;

    private XvfbDisplay() {}

    /** The name of the display, as in {@code :7}; starts it on first use. */
    public static synchronized String name() {
        if (server == null || !server.isAlive()) {
            start();
        }
        return name;
    }

    /** What a program's environment needs to find it. */
    static Map<String, String> environment() {
        return Map.of("DISPLAY", name());
    }

    private static void start() {
        var program = Programs.require("Xvfb");
        // -noreset: without it a display forgets everything when its last client leaves, and shadows that start
        // together fail to open it. -displayfd 1 picks a free number and prints it when the display is ready.
        var options = List.of("-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset");
        RealProcess started = RealProcess.startUnowned(Scratch.create("xvfb"), program, options, Map.of(), "");
        Runtime.getRuntime().addShutdownHook(new Thread(started::close, "end Xvfb"));
        started.awaitOutput(NUMBER, Duration.ofSeconds(20));
        name = ":" + started.output().lines().findFirst().orElseThrow().strip();
        server = started;
    }
}
