package dev.rdplab.verification.netlab;

import dev.rdplab.testkit.needs.Need;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A system that lets a process have a user namespace. */
public final class UserNamespaces implements Need {

    private static final int LIMIT_SECONDS = 20;

    @Override
    public Optional<String> missing() {
        try {
            var process = new ProcessBuilder("unshare", "-Urnm", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean allowed = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
            process.destroyForcibly();
            return allowed ? Optional.empty() : Optional.of("this system allows no user namespaces");
        } catch (IOException none) {
            return Optional.of("unshare does not start: " + none.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
