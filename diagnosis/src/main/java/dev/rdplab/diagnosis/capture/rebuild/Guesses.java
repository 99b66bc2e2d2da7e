package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The guesses about one connection, for each padding that an end may add to its records. Java adds 16 zeros to every record of
 * TLS 1.3, all others known add none.
 */
final class Guesses {

    private static final int JAVA = 16;

    private final List<RecordGuess> guesses;

    /** @param clientPadding see {@link #padding} */
    Guesses(Stage begin, boolean ext, String suite, boolean tls13, int clientPadding) {
        guesses = Stream.of(0, tls13 ? JAVA : 0)
                .distinct()
                .map(padding -> Map.of(Role.SERVER, padding, Role.CLIENT, clientPadding))
                .map(padding -> new RecordGuess(begin, ext, suite, tls13, padding))
                .toList();
    }

    /** What the client adds to each record, by the length of its Finished: 4 + hash, content type 1, tag 16. */
    static int padding(int finished, String suite) {
        int hash = suite.endsWith("SHA384") ? 48 : 32;
        return finished == 4 + hash + 1 + 16 + JAVA ? JAVA : 0;
    }

    void record(Role sender, int fragment) {
        guesses.forEach(guess -> guess.record(sender, fragment));
    }

    /** The guess that no record contradicts, or both while both stand. */
    RecordGuess best() {
        var sure = guesses.stream().filter(guess -> !guess.unsure()).collect(Collectors.toList());
        if (sure.size() < 2) {
            return sure.isEmpty() ? guesses.get(0) : sure.get(0);
        }
        return sure.get(0).and(sure.get(1));
    }
}
