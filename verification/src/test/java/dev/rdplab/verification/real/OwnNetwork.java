package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Need;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A network namespace of its own for one program, as root or by a user namespace. */
public final class OwnNetwork implements Need {

    private static final int LIMIT_SECONDS = 20;
    private static final String MADE =
            "[ $(id -u) = 0 ] && exec unshare --net true || exec unshare --user --map-root-user --net true";

    @Override
    public Optional<String> missing() {
        try {
            var process = new ProcessBuilder("sh", "-c", MADE)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean allowed = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            process.destroyForcibly();
            return allowed ? Optional.empty() : Optional.of("this system allows no network namespace of one's own");
        } catch (IOException none) {
            return Optional.of("sh does not start: " + none.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
