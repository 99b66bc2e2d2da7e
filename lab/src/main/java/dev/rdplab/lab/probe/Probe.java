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

/**
 * One look at a real server.
 *
 * @param result without an expectation: it is good when the handshake completed
 */
public record Probe(ClientReport client, Result result, ServerView server) {

    private static final LinkUsed NETWORK = new LinkUsed("network", "real", Map.of());

    /** Connects and waits for the end, which the deadlines bound. @param host as the user wrote it */
    public static Probe of(String host, ClientOptions options) {
        var client = RdpClient.run(options);
        var result = Results.of(
                host,
                OptionalLong.empty(),
                NETWORK,
                client,
                Optional.empty(),
                TranscriptHash.of(client, List.of()),
                Optional.empty(),
                List.of());
        return new Probe(client, result, ServerView.of(client, Instant.now()));
    }
}
