package dev.rdplab.lab.probe;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.Results;
import dev.rdplab.lab.run.TranscriptHash;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One look at a real server.
 *
 * @param result without an expectation: it is good when the handshake completed
 */
public record Probe(ClientReport client, Result result, ServerView server) {

    private static final LinkUsed NETWORK = new LinkUsed("network", "real", Map.of());

    /** Connects and waits for the end, which the deadlines bound. @param host as the user wrote it */
    public static Probe of(String host, ClientOptions options) {
        return of(host, RdpClient.run(options), Set.of());
    }

    /** The same look with what further tries showed. @param observed see {@link dev.rdplab.lab.verdict.Facts#observed} */
    public Probe observed(Set<String> observed) {
        return of(result.scenario(), client, observed);
    }

    private static Probe of(String host, ClientReport client, Set<String> observed) {
        var result = Results.of(
                host,
                OptionalLong.empty(),
                NETWORK,
                client,
                Optional.empty(),
                TranscriptHash.of(client, List.of()),
                Optional.empty(),
                List.of(),
                observed);
        return new Probe(client, result, ServerView.of(client, Instant.now()));
    }
}
