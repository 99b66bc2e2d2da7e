package dev.rdplab.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.evidence.EvidenceFolder;
import java.util.List;
import java.util.Optional;

/** The connections, by requests: lists, one whole, one message of it, and what can be kept of it. */
final class Connections {

    static final int MOST = 1_000;

    private final Steered lab;
    private final AdminEvents events;

    Connections(Steered lab, AdminEvents events) {
        this.lab = lab;
        this.events = events;
    }

    JsonNode finished(int after, int limit) {
        var array = JsonNodeFactory.instance.arrayNode();
        lab.finished().stream()
                .filter(each -> each.number() > after)
                .limit(limit)
                .map(Views::connection)
                .forEach(array::add);
        return array;
    }

    JsonNode open() {
        return events.open();
    }

    JsonNode whole(String number) {
        return Views.connectionWithTranscript(one(number));
    }

    JsonNode message(String number, String index) {
        return Messages.fields(one(number).evidence().get().transcripts(), index);
    }

    Answer capture(String number) {
        var one = one(number);
        return Answer.file(
                "application/octet-stream",
                "connection-" + one.number() + ".pcapng",
                out -> EvidenceFolder.capture(one.evidence().get(), out));
    }

    Answer evidence(String number) {
        var one = one(number);
        var name = "rdplab-connection-" + one.number();
        return Answer.file("application/zip", name + ".zip", out -> EvidenceFolder.zip(evidence(one), name, out));
    }

    Answer report(String number) {
        return Answer.text("text/html; charset=utf-8", EvidenceFolder.page(evidence(one(number))))
                .alone();
    }

    private static Evidence evidence(Finished one) {
        var made = one.evidence().get();
        return Evidence.of("Connection " + one.number() + ": " + one.result().scenario(), made.replay(), List.of(made));
    }

    private Finished one(String number) {
        return Optional.of(number)
                .filter(text -> text.matches("[1-9][0-9]{0,8}"))
                .flatMap(text -> lab.finished(Integer.parseInt(text)))
                .orElseThrow(
                        () -> new Problem(404, "no finished connection " + Body.shortened(number) + " is remembered"));
    }
}
