package dev.rdplab.verification.cost;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.clientsim.Security;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.verification.real.Account;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * What NLA adds to a handshake over TLS, to the server and to the client apart: our client in this process against two of
 * our servers in theirs, from the connection to the end of the security layer, in interleaved rounds.
 */
final class NlaOnTop {

    private static final int CLIENTS = 4;

    /** What is looked for is a tenth of what is measured, so rounds are short: what else the machine does falls on both alike. */
    private static final int PIECES = 5;

    private NlaOnTop() {}

    /** Processor time of a handshake, microseconds. */
    private record Cost(int handshakes, double server, double client) {}

    /** A server and the clients it is meant for. */
    private record Pair(Contender server, ClientOptions options, TlsContext tls, List<Cost> rounds)
            implements AutoCloseable {

        static Pair of(Security security) throws IOException {
            var server = Contender.ours("OPENSSL", "RSA", security.name());
            var options = ClientOptions.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()))
                    .security(security)
                    .credentials(Credentials.of(Account.ALICE.user(), Account.ALICE.password()))
                    .until(Stage.MCS_CONNECT)
                    .maxAttempts(1);
            var tls = TlsContext.of(options.tls().engine(TlsEngine.forManyHandshakes()));
            return new Pair(server, options, tls, new ArrayList<>());
        }

        /** NLA is more code than TLS: what is still being compiled would count as NLA's. */
        void warm(Compare.Plan plan) throws IOException {
            long done = 0;
            for (int i = 0; i < 4 && (i == 0 || done < 4 * plan.warmHandshakes()); i++) {
                done += run(plan.warmUp()).handshakes();
            }
        }

        Cost run(Duration howLong) throws IOException {
            long self = ProcessHandle.current().pid();
            var serverBefore = ProcessCpu.of(server.pid());
            var clientBefore = ProcessCpu.of(self);
            long end = System.nanoTime() + howLong.toNanos();
            int done = 0;
            while (System.nanoTime() < end) {
                var running = Stream.generate(() -> RdpClient.start(options, tls))
                        .limit(CLIENTS)
                        .toList();
                for (CompletableFuture<ClientReport> one : running) {
                    var ending = one.join().ending();
                    if (ending.kind() != EndingKind.COMPLETED) {
                        throw new IOException(server.name() + " did not let a client in: " + ending);
                    }
                    done++;
                }
            }
            double serverNanos = ProcessCpu.of(server.pid()).minus(serverBefore).toNanos();
            double clientNanos = ProcessCpu.of(self).minus(clientBefore).toNanos();
            return new Cost(done, serverNanos / 1e3 / done, clientNanos / 1e3 / done);
        }

        @Override
        public void close() throws IOException {
            server.close();
        }

        Figures atServer() {
            return new Figures(rounds.stream().map(Cost::server).toList());
        }

        Figures atClient() {
            return new Figures(rounds.stream().map(Cost::client).toList());
        }
    }

    static void compare(Compare.Plan plan, PrintStream out) throws IOException {
        try (var tls = Pair.of(Security.TLS);
                var nla = Pair.of(Security.NLA)) {
            tls.warm(plan);
            nla.warm(plan);
            int rounds = PIECES * plan.rounds();
            var piece = plan.round().dividedBy(PIECES);
            for (int i = 0; i < rounds; i++) {
                tls.rounds().add(tls.run(piece));
                nla.rounds().add(nla.run(piece));
            }
            print(tls, nla, rounds, out);
        }
    }

    private static void print(Pair tls, Pair nla, int rounds, PrintStream out) {
        out.printf(
                "%nWhat NLA adds, our client and server over loopback: CPU in microseconds, median of %d rounds%n",
                rounds);
        out.println("| handshake until the security layer is made | server CPU us | client CPU us |");
        out.println("|---|---|---|");
        row("X.224 + TLS 1.3", tls.atServer(), tls.atClient(), out);
        row("the same + NLA", nla.atServer(), nla.atClient(), out);
        row("NLA alone", nla.atServer().less(tls.atServer()), nla.atClient().less(tls.atClient()), out);
    }

    private static void row(String name, Figures server, Figures client, PrintStream out) {
        out.printf("| %s | %s | %s |%n", name, server.text("%.0f"), client.text("%.0f"));
    }
}
