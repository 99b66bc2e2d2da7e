package dev.rdplab.verification.real;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.Security;
import dev.rdplab.diagnosis.probe.Probe;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.client.Credentials;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One fault that the probe is to find out about.
 *
 * @param maker what makes it
 * @param stages in which it strikes; more than one where TCP leaves it open which the client gets to see
 * @param causes ids of the true causes: more than one where the same bytes have more than one
 * @param look makes the fault and probes
 */
record BlindTrial(String maker, String fault, Set<Stage> stages, Set<String> causes, Look look) {

    /** Longer than a handshake takes on a busy machine, shorter than anybody wants to wait for silence. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    interface Look {
        Probe probe() throws Exception;
    }

    /** What came of it. @param rank of the first true cause, from 1; 0 when it is not among the causes */
    record Found(BlindTrial trial, Stage stage, String ending, int rank, String first) {

        boolean stageRight() {
            return trial.stages.contains(stage);
        }

        boolean causeRight() {
            return rank == 1 || rank == 2;
        }

        String line() {
            return "| " + trial.maker + " | " + trial.fault + " | " + stage
                    + (stageRight() ? "" : " (not " + trial.stages + ")")
                    + " | " + ending + " | " + first + " | "
                    + (rank == 0 ? "**not found**" : rank > 2 ? "**" + rank + "**" : rank)
                    + " |";
        }
    }

    Found run() throws Exception {
        var result = look.probe().result();
        var ids = result.causes().stream().map(cause -> cause.known().id()).toList();
        int rank = 0;
        for (int i = ids.size(); i > 0; i--) {
            rank = causes.contains(ids.get(i - 1)) ? i : rank;
        }
        var client = result.client();
        return new Found(this, client.stage(), client.ending().word(), rank, ids.isEmpty() ? "none" : ids.get(0));
    }

    /** As {@code rdplab probe 127.0.0.1:PORT} with an account. */
    static Probe probe(int port, UnaryOperator<ClientOptions> more) {
        return probe(Loopback.HOST, port, more);
    }

    static Probe probe(String host, int port, UnaryOperator<ClientOptions> more) {
        var alice = Account.ALICE;
        var options = ClientOptions.of(InetSocketAddress.createUnresolved(host, port))
                .credentials(Credentials.of(alice.user(), alice.password()))
                .connectTimeout(PATIENCE)
                .deadlines(Deadlines.each(PATIENCE));
        return Probe.of(host, more.apply(options));
    }

    static Probe probe(int port, Security security) {
        return probe(port, options -> options.security(security));
    }

    static Probe probe(int port) {
        return probe(port, options -> options);
    }
}
