package dev.rdplab.diagnosis.probe;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.lab.result.FurtherTry;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.Results;
import dev.rdplab.lab.run.TranscriptHash;
import dev.rdplab.protocol.Stage;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One look at a real server.
 *
 * @param result without an expectation: it is good when the handshake completed
 * @param at when it was over
 */
public record Probe(ClientReport client, Result result, Instant at) {

    /** What the server showed of itself. */
    public ServerView server() {
        return ServerView.of(client, at);
    }

    /** Connects and waits for the end, which the deadlines bound. @param host as the user wrote it */
    public static Probe of(String host, ClientOptions options) {
        return of(host, RdpClient.run(options), List.of(), Set.of());
    }

    /** The same looks, each with what it says of a failure whether the others ended alike. */
    public static List<Probe> repeated(List<Probe> probes) {
        if (probes.size() < 2) {
            return probes;
        }
        var endings = probes.stream()
                .map(probe -> probe.result.client())
                .map(side -> List.of(side.stage(), side.ending(), side.code()))
                .distinct()
                .count();
        var word = Set.of(endings == 1 ? "repeat-same" : "repeat-varies");
        return probes.stream()
                .map(probe -> probe.result.client().completed()
                        ? probe
                        : of(probe.result.scenario(), probe.client, List.of(), word))
                .toList();
    }

    /** The same look with what further tries showed. */
    Probe with(List<FurtherTry> tries) {
        return of(result.scenario(), client, tries, Set.of());
    }

    private static Probe of(String host, ClientReport client, List<FurtherTry> tries, Set<String> words) {
        var result = Results.of(
                host,
                OptionalLong.empty(),
                LinkUsed.NETWORK,
                client,
                Optional.empty(),
                TranscriptHash.of(client, List.of()),
                Optional.empty(),
                List.of(),
                observed(client, tries, words),
                tries);
        return new Probe(client, result, Instant.now());
    }

    private static Set<String> observed(ClientReport client, List<FurtherTry> tries, Set<String> known) {
        var words = new HashSet<>(known);
        tries.forEach(made -> words.addAll(made.observed()));
        if (words.contains("repeat-varies")) {
            words.remove("repeat-same");
        }
        client.last().atDeadline().ifPresent(tcp -> {
            boolean all = tcp.unacknowledged() == 0;
            words.add(all ? "acknowledged" : "not-acknowledged");
            if (all && client.ending().stage() == Stage.TLS) {
                words.add("client-hello-acknowledged");
            }
        });
        return words;
    }
}
