package dev.rdplab.cli;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.load.OwnNetwork;
import dev.rdplab.experiments.load.Load;
import dev.rdplab.experiments.load.LoadPlan;
import dev.rdplab.experiments.load.LoadReport;
import dev.rdplab.transport.tls.TlsEngine;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdplab load}: handshakes at a rate, for a soak test of your own server. */
@Command(
        name = "load",
        description =
                "Runs handshakes at a steady rate against your own server, and reports how long each stage took. A handshake"
                        + " starts when it is due, whether or not earlier ones have ended, and its latency counts from then.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  rdplab load 127.0.0.1:3389 --rate 50 --duration 1min",
            "  rdplab load 10.1.2.3 --rate 5 --duration 30s --user alice --password-env PW",
            "",
            "Without --user a handshake ends when TLS is up. Exit code 1 when any failed or could not begin in time.",
        })
final class LoadCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private OutputOptions output;

    @Mixin
    private AccountOptions account;

    @Mixin
    private HandshakeOptions handshake;

    @Parameters(paramLabel = "HOST[:PORT]", description = "one host on loopback or in a private range")
    private String host;

    @Option(names = "--rate", paramLabel = "N", description = "handshakes per second (${DEFAULT-VALUE})")
    private int rate = 10;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "for how long, such as 30s or 10min (10s)")
    private Duration duration = Duration.ofSeconds(10);

    @Option(
            names = "--connections",
            paramLabel = "N",
            description =
                    "connections open at a time (${DEFAULT-VALUE}); a handshake beyond this waits, and its waiting time counts")
    private int connections = 100;

    @Option(names = "--i-own-this-host", description = "allow a host elsewhere; only ever a server of your own")
    private boolean owned;

    LoadCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var plan = plan();
        var text = new LoadText(terminal, output.paint(terminal));
        boolean live = terminal.live() && !output.quiet;
        LoadReport report;
        var signal = new EndOnSignal();
        try (signal) {
            var load = new Load(plan, options(target()), so -> text.progress(so, plan, live));
            report = load.run(handshake.timeout);
            text.clear(live);
            if (output.json) {
                OutputOptions.print(terminal, LoadText.json(host, plan, report));
            } else {
                text.print(plan, report);
            }
            account.guard().refusal(account.credentials(false)).ifPresent(why -> terminal.err()
                    .println("rdplab: stopped: " + why + "; the account is not presented again, because each"
                            + " refused logon may count towards locking it (--yes-present-again goes on)"));
            terminal.out().flush();
        }
        boolean good = report.failed() == 0 && report.completed() == plan.total();
        return good ? Exit.EXPECTED : Exit.UNEXPECTED;
    }

    private LoadPlan plan() {
        try {
            return new LoadPlan(rate, duration, connections);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private InetSocketAddress target() {
        var asked = Targets.parse(host);
        try {
            var address = OwnNetwork.resolve(asked.getHostString(), owned, "--i-own-this-host");
            return new InetSocketAddress(address, asked.getPort());
        } catch (UnknownHostException e) {
            throw new CannotRunException("unknown host " + asked.getHostString());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private ClientOptions options(InetSocketAddress target) {
        var options = handshake.of(
                target, Targets.parse(host).getHostString(), account.credentials(false), account, account.given());
        return options.tls(options.tls().engine(TlsEngine.forManyHandshakes()));
    }
}
