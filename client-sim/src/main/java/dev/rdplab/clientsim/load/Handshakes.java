package dev.rdplab.clientsim.load;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.transport.StageTime;
import dev.rdplab.transport.tls.TlsContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Handshakes that are all alike: one attempt each, and what TLS needs is made ready once. */
public final class Handshakes {

    private final ClientOptions options;
    private final TlsContext tls;

    private Handshakes(ClientOptions options) {
        this.options = options.maxAttempts(1);
        this.tls = TlsContext.of(options.tls());
    }

    /** @throws IllegalArgumentException when no TLS engine can do what the options ask */
    public static Handshakes like(ClientOptions options) {
        return new Handshakes(options);
    }

    /** Begins one. What went wrong is in the report; the result fails only as that of {@link RdpClient#start(ClientOptions)}. */
    public CompletableFuture<ClientReport> begin() {
        return RdpClient.start(options, tls);
    }

    /**
     * The stages that the last attempt was in. Without the one that was asked for, which a completed handshake reaches and
     * leaves at once; with the one in which it failed.
     */
    public static List<StageTime> stages(ClientReport report) {
        var ending = report.ending();
        return report.last().stages().stream()
                .takeWhile(time -> ending.kind() != EndingKind.COMPLETED || time.stage() != ending.stage())
                .toList();
    }
}
