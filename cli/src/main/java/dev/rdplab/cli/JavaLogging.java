package dev.rdplab.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/** What java.util.logging is to print. BouncyCastle tells it how it was configured, at length; Netty has it where Logback is
 * too slow to begin with. */
public final class JavaLogging {

    private static final String SETTING =
            "handlers=java.util.logging.ConsoleHandler\n.level=INFO\norg.bouncycastle.level=SEVERE\nio.netty.level=OFF\n";

    /** Called by the log manager, see its system property {@code java.util.logging.config.class}. */
    public JavaLogging() throws IOException {
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(SETTING.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
