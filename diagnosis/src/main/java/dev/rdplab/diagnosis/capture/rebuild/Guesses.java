package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The guesses about one connection: for each way in which it may go on behind TLS, and for each padding that an end may add to
 * its records. Java adds 16 zeros to every record of TLS 1.3, all others known add none.
 */
final class Guesses {

    private static final int JAVA = 16;

    /** Bytes of a first record of the client that is shorter than any Connect-Initial: a first token of NTLM. */
    private static final int TOKEN = 250;

    private record Begin(Stage stage, boolean ext) {}

    private record Branch(Begin begin, RecordGuess guess) {}

    private record Passed(Role sender, int fragment) {}

    private static final int MAX_HISTORY = 200; // records; a handshake has fewer

    private final Optional<SecurityProtocols> selected;
    private final String suite;
    private final boolean tls13;
    private final int clientPadding;
    private final List<Branch> branches = new ArrayList<>();
    private final List<Passed> history = new ArrayList<>();
    private boolean clientSpoke;

    /**
     * @param selected empty where the Connection Confirm is not in the capture: every way is possible
     * @param clientPadding see {@link #padding}
     */
    Guesses(Optional<SecurityProtocols> selected, String suite, boolean tls13, int clientPadding) {
        this.selected = selected;
        this.suite = suite;
        this.tls13 = tls13;
        this.clientPadding = clientPadding;
        begin();
    }

    private void begin() {
        branches.clear();
        clientSpoke = false;
        for (var begin : begins(selected)) {
            Stream.of(0, tls13 ? JAVA : 0)
                    .distinct()
                    .map(padding -> Map.of(Role.SERVER, padding, Role.CLIENT, clientPadding))
                    .map(padding -> new RecordGuess(begin.stage, begin.ext, suite, tls13, padding))
                    .forEach(guess -> branches.add(new Branch(begin, guess)));
        }
    }

    private static List<Begin> begins(Optional<SecurityProtocols> selected) {
        return selected.map(protocol -> List.of(
                        new Begin(StageRules.behindTls(protocol), protocol.contains(SecurityProtocols.HYBRID_EX))))
                .orElse(List.of(
                        new Begin(Stage.CREDSSP, false),
                        new Begin(Stage.CREDSSP, true),
                        new Begin(Stage.MCS_CONNECT, false)));
    }

    /** What the client adds to each record, by the length of its Finished: 4 + hash, content type 1, tag 16. */
    static int padding(int finished, String suite) {
        int hash = suite.endsWith("SHA384") ? 48 : 32;
        return finished == 4 + hash + 1 + 16 + JAVA ? JAVA : 0;
    }

    void record(Role sender, int fragment) {
        if (history.size() <= MAX_HISTORY) {
            history.add(new Passed(sender, fragment));
        }
        passed(sender, fragment);
    }

    /**
     * Takes a record that the capture does not have, found missing only when its sender's next one came: the last record of the
     * other end answers it.
     */
    void missed(Role sender, int fragment) {
        if (history.size() >= MAX_HISTORY) {
            gap();
            return;
        }
        boolean answered = !history.isEmpty() && history.get(history.size() - 1).sender != sender;
        history.add(history.size() - (answered ? 1 : 0), new Passed(sender, fragment));
        begin();
        history.forEach(record -> passed(record.sender, record.fragment));
    }

    private void passed(Role sender, int fragment) {
        boolean several = branches.stream().map(Branch::begin).distinct().count() > 1;
        if (several && sender == Role.CLIENT && !clientSpoke && fragment < TOKEN) {
            branches.removeIf(branch -> branch.begin.stage == Stage.MCS_CONNECT);
        }
        clientSpoke |= sender == Role.CLIENT;
        branches.forEach(branch -> branch.guess.record(sender, fragment));
    }

    /** Records are missing. */
    void gap() {
        branches.forEach(branch -> branch.guess.gap());
    }

    /** The guesses that no record contradicts, together; where each is contradicted, the first. */
    RecordGuess best() {
        return branches.stream()
                .map(Branch::guess)
                .filter(guess -> !guess.unsure())
                .reduce(RecordGuess::and)
                .orElse(branches.get(0).guess);
    }
}
