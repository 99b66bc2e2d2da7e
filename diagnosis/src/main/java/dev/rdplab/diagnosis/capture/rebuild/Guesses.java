package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The guesses about one connection: for each way in which it may go on behind TLS, and for each padding that an end may add to
 * its records. Java adds 16 zeros to every record of TLS 1.3, OpenSSL blocks where it is told to, all others known add none.
 */
final class Guesses {

    /** Bytes of a first record of the client that is shorter than any Connect-Initial: a first token of NTLM. */
    private static final int TOKEN = 250;

    private record Begin(Stage stage, boolean ext) {}

    private record Branch(Begin begin, RecordGuess guess) {}

    private record Passed(Role sender, int fragment) {}

    private static final int MAX_HISTORY = 200; // records; a handshake has fewer

    private final Optional<SecurityProtocols> selected;
    private final List<Wire> wires;
    private final Map<Role, PaddingTrace> paddings;
    private final boolean mayRefuse;
    private Map<Role, List<Padding>> possible = Map.of();
    private boolean gapped;
    private final List<Branch> branches = new ArrayList<>();
    private final List<Passed> history = new ArrayList<>();
    private boolean clientSpoke;

    /**
     * @param selected empty where the Connection Confirm is not in the capture: every way is possible
     * @param wires each way in which the records may be made
     * @param paddings what each end's records tell of zeros in them
     * @param mayRefuse the client's first record can be an alert in place of its Finished
     */
    Guesses(
            Optional<SecurityProtocols> selected,
            List<Wire> wires,
            Map<Role, PaddingTrace> paddings,
            boolean mayRefuse) {
        this.selected = selected;
        this.wires = wires;
        this.paddings = paddings;
        this.mayRefuse = mayRefuse;
        begin();
    }

    private void begin() {
        branches.clear();
        clientSpoke = false;
        possible = possible();
        for (var begin : begins(selected)) {
            wires.forEach(wire -> begin(begin, wire));
        }
    }

    private Map<Role, List<Padding>> possible() {
        return Map.of(
                Role.CLIENT, paddings.get(Role.CLIENT).possible(),
                Role.SERVER, paddings.get(Role.SERVER).possible());
    }

    private void begin(Begin begin, Wire wire) {
        var none = List.of(Padding.known(0));
        for (var client : wire.tls13() ? possible.get(Role.CLIENT) : none) {
            for (var server : wire.tls13() ? possible.get(Role.SERVER) : none) {
                var padding = Map.of(Role.CLIENT, client, Role.SERVER, server);
                var guess = new RecordGuess(begin.stage, begin.ext, wire, padding);
                if (mayRefuse && wire.tls13()) {
                    guess.mayRefuse();
                }
                branches.add(new Branch(begin, guess));
            }
        }
    }

    /** Takes a length for what it tells of padding; where that changes, all that passed is read anew. */
    private void learn(Role sender, int fragment) {
        paddings.get(sender).length(fragment);
        boolean changed = wires.stream().anyMatch(Wire::tls13) && !possible().equals(possible);
        if (changed && !gapped && history.size() < MAX_HISTORY) {
            begin();
            history.forEach(record -> passed(record.sender, record.fragment));
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

    /** Whether the next record is an alert by its length, however records are made; to be asked once for each. */
    boolean alert(Role sender, int fragment) {
        learn(sender, fragment);
        var fitting = branches.stream()
                .map(Branch::guess)
                .filter(guess -> !guess.unsure() && guess.fits(sender, fragment))
                .toList();
        if (fitting.isEmpty()) {
            return wires.size() == 1 && best().alert(sender, fragment);
        }
        return fitting.stream().allMatch(guess -> guess.alert(sender, fragment));
    }

    /** Records are missing. */
    void gap() {
        gapped = true;
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
