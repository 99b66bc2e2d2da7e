package dev.rdplab.judging;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lab's account in the Windows credential manager, by {@code cmdkey}, for as long as a run takes. */
final class SavedAccount implements Observer {

    private final SystemCommand system;

    SavedAccount(SystemCommand system) {
        this.system = system;
    }

    private static String target(Map<String, String> values) {
        return "TERMSRV/" + values.get("host");
    }

    @Override
    public void begin(Map<String, String> values) throws IOException, InterruptedException {
        system.run(List.of(
                "cmdkey",
                "/generic:" + target(values),
                "/user:" + values.get("user"),
                "/pass:" + values.get("password")));
    }

    @Override
    public Optional<String> shown(Instant began) {
        return Optional.empty();
    }

    @Override
    public void end(Map<String, String> values) throws IOException, InterruptedException {
        system.run(List.of("cmdkey", "/delete:" + target(values)));
    }
}
