package dev.rdplab.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of the program, the commit it was built from with its time, and the Java it runs on. */
final class Version implements IVersionProvider {

    /** Written by the build: {@code commit} and {@code time}. */
    private static final String BUILD = "build.properties";

    @Override
    public String[] getVersion() {
        String own = RdpLab.class.getPackage().getImplementationVersion();
        return new String[] {
            "rdplab " + (own == null ? "(development)" : own) + build(read()) + ", Java " + Runtime.version()
        };
    }

    private static Properties read() {
        var read = new Properties();
        var file = RdpLab.class.getResourceAsStream(BUILD);
        if (file != null) {
            try (var in = new InputStreamReader(file, StandardCharsets.UTF_8)) {
                read.load(in);
            } catch (IOException unreadable) {
                read.clear();
            }
        }
        return read;
    }

    /** Empty where the sources were no checkout of Git. */
    static String build(Properties read) {
        var commit = read.getProperty("commit", "");
        return commit.isEmpty() ? "" : ", build " + read.getProperty("time", "?") + ", commit " + commit;
    }
}
