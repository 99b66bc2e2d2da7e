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

    /** How records are made, which their lengths follow from. */
    record Wire(String suite, boolean tls13) {

        /** Those of the usual suites, where the ServerHello is not in the capture. */
        static final List<Wire> ANY = List.of(
                new Wire("", true),
                new Wire("", false),
                new Wire("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", false),
                new Wire("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", false));
    }

    private record Begin(Stage stage, boolean ext) {}

    private record Branch(Begin begin, RecordGuess guess) {}

    private record Passed(Role sender, int fragment) {}

    private static final int MAX_HISTORY = 200; // records; a handshake has fewer

    private final Optional<SecurityProtocols> selected;
    private final List<Wire> wires;
    private final Map<Role, Integer> paddings;
    private final List<Branch> branches = new ArrayList<>();
    private final List<Passed> history = new ArrayList<>();
    private boolean clientSpoke;

    /**
     * @param selected empty where the Connection Confirm is not in the capture: every way is possible
     * @param wires each way in which the records may be made
     * @param paddings see {@link #padding}; of an end that is missing each is possible
     */
    Guesses(Optional<SecurityProtocols> selected, List<Wire> wires, Map<Role, Integer> paddings) {
        this.selected = selected;
        this.wires = wires;
        this.paddings = Map.copyOf(paddings);
        begin();
    }

    private void begin() {
        branches.clear();
        clientSpoke = false;
        for (var begin : begins(selected)) {
            wires.forEach(wire -> begin(begin, wire));
        }
    }

    private void begin(Begin begin, Wire wire) {
        int client = wire.tls13 ? paddings.getOrDefault(Role.CLIENT, 0) : 0;
        var server = paddings.get(Role.SERVER);
        var possible = !wire.tls13 ? Stream.of(0) : server == null ? Stream.of(0, JAVA) : Stream.of(server);
        possible.map(padding -> Map.of(Role.SERVER, padding, Role.CLIENT, client))
                .map(padding -> new RecordGuess(begin.stage, begin.ext, wire.suite, wire.tls13, padding))
                .forEach(guess -> branches.add(new Branch(begin, guess)));
    }

    private static List<Begin> begins(Optional<SecurityProtocols> selected) {
        return selected.map(protocol -> List.of(
                        new Begin(StageRules.behindTls(protocol), protocol.contains(SecurityProtocols.HYBRID_EX))))
                .orElse(List.of(
                        new Begin(Stage.CREDSSP, false),
                        new Begin(Stage.CREDSSP, true),
                        new Begin(Stage.MCS_CONNECT, false)));
    }

    /** What an end adds to each record, if the record is its Finished: 4 + hash, content type 1, tag 16. */
    static Optional<Integer> padding(int record, String suite) {
        int finished = 4 + (suite.endsWith("SHA384") ? 48 : 32) + 1 + 16;
        return record == finished ? Optional.of(0) : record == finished + JAVA ? Optional.of(JAVA) : Optional.empty();
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

    /** Whether the record is an alert by its length, however records are made. */
    boolean alert(Role sender, int fragment) {
        if (wires.size() == 1) {
            return best().alert(sender, fragment);
        }
        var fitting = branches.stream()
                .map(Branch::guess)
                .filter(guess -> !guess.unsure() && guess.fits(sender, fragment))
                .toList();
        return !fitting.isEmpty() && fitting.stream().allMatch(guess -> guess.alert(sender, fragment));
    }

    /** Records are missing. */
    void gap() {
        branches.forEach(branch -> branch.guess.gap());
    }

    /** Whether it is not known how records are made, or what they belong to, and each guess about that was wrong. */
    boolean lost() {
        return (wires.size() > 1 || selected.isEmpty()) && branches.stream().allMatch(branch -> branch.guess.unsure());
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
