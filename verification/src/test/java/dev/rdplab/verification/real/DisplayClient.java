package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Programs;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The start that the clients share: each wants a display, and a home of its own. */
final class DisplayClient {
    private DisplayClient() {}

    static RealProcess start(String name, Map<String, String> environment, String stdin, String... arguments) {
        Path program = Programs.require(name);
        Map<String, String> both = new HashMap<>(XvfbDisplay.environment());
        both.putAll(environment);
        return RealProcess.start(Scratch.create(name), program, List.of(arguments), both, stdin);
    }
}
