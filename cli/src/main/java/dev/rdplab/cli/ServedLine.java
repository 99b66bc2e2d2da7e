package dev.rdplab.cli;

import dev.rdplab.lab.run.PlayedConnection;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.transport.ConnectionReport;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a line of {@code serve} says beside the ending. */
final class ServedLine {

    /** A record that was read, as the transcript notes it: {@code tls < ClientHello 517}. */
    private static final Pattern RECORD = Pattern.compile("tls < (.+) \\d+");

    private ServedLine() {}

    /** The last message that was read, a TLS message too; {@code nothing} without any. */
    static String lastReceived(ConnectionReport report) {
        String last = "";
        for (var event : report.transcript().events()) {
            var record = RECORD.matcher(event.detail());
            if (event.kind() == Transcript.Kind.RECEIVED && !event.pdu().isEmpty()) {
                last = event.carries().isEmpty() ? event.pdu() : event.pdu() + " (" + event.carries() + ")";
            } else if (event.kind() == Transcript.Kind.SIGNAL && event.stage() == Stage.TLS && record.matches()) {
                last = record.group(1);
            }
        }
        return last.isEmpty() ? "nothing" : last;
    }

    /** The faults that did not strike where none did, and what was borne; empty when there is nothing to say. */
    static String remarks(PlayedConnection played) {
        var words = new ArrayList<String>();
        var faults = played.faults();
        if (!faults.isEmpty() && faults.stream().noneMatch(fault -> fault.triggered())) {
            words.add("no fault triggered: " + faults.get(0).at() + ": "
                    + faults.get(0).why());
        } else if (!faults.isEmpty()) {
            words.add("fault triggered");
        }
        played.remarks().deviations().forEach(deviation -> words.add("borne: " + deviation));
        return words.isEmpty() ? "" : "; " + String.join("; ", words);
    }

    /** For a scenario whose failure the client has to bring along: it cannot be played to a client that does not. */
    static Optional<String> ofTheClient(Scenario scenario) {
        boolean fails = scenario.expect().ending() != EndingKind.COMPLETED;
        boolean faults = scenario.faults().stream().anyMatch(rule -> rule.when().role() == Role.SERVER);
        var account = scenario.server().accounts().stream()
                .filter(known -> known.user().equalsIgnoreCase(scenario.client().user()))
                .findFirst();
        boolean otherPassword = account.isPresent()
                && !account.get().password().equals(scenario.client().password());
        if (!fails || faults) {
            return Optional.empty();
        }
        if (account.isEmpty() && !scenario.server().accounts().isEmpty()) {
            return Optional.of("the failure is the client's part: it must log on as "
                    + scenario.client().user() + ", which the server does not know");
        }
        if (otherPassword) {
            return Optional.of("the failure is the client's part: it must log on with a wrong password");
        }
        return scenario.expect().stage() == Stage.EARLY_AUTH
                ? Optional.of("the failure needs a client that offers HYBRID_EX")
                : Optional.empty();
    }
}
