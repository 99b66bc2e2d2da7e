package dev.rdplab.diagnosis.probe;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.clientsim.RdpClient;
import dev.rdplab.diagnosis.capture.tcp.OtherProtocol;
import dev.rdplab.lab.result.FurtherTry;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.Results;
import dev.rdplab.lab.run.TranscriptHash;
import dev.rdplab.lab.verdict.Measured;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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

    /** Which program the server is, where its bytes tell it. */
    public Optional<Software> software() {
        return Software.of(client, server());
    }

    /** Connects and waits for the end, which the deadlines bound. @param host as the user wrote it */
    public static Probe of(String host, ClientOptions options) {
        var client = RdpClient.run(options);
        var probe = of(host, client, List.of(), Set.of(), Instant.now());
        return unchecked(probe, options)
                ? new Probe(
                        probe.client,
                        probe.result.remarks(probe.result.remarks().noted(List.of(PASSWORD_NOT_CHECKED))),
                        probe.at)
                : probe;
    }

    /** The note of a handshake without NLA: what the user typed was taken and not looked at. */
    public static final String PASSWORD_NOT_CHECKED = "password-not-checked";

    /** Without CredSSP a server takes user and password in Client Info, and checks them after the handshake, if at all. */
    private static boolean unchecked(Probe probe, ClientOptions options) {
        boolean nla = probe.client.last().stages().stream().anyMatch(stage -> stage.stage() == Stage.CREDSSP);
        boolean other = probe.client.last().stages().stream()
                .anyMatch(stage -> stage.stage() == Stage.RDSTLS || stage.stage() == Stage.RDS_AAD);
        return probe.result.client().completed()
                && probe.result.client().stage().compareTo(Stage.CLIENT_INFO) > 0
                && !options.credentials().user().isEmpty()
                && !nla
                && !other;
    }

    /**
     * The same look with what one more connection shows, where a port neither refused nor answered a Connection Request: see
     * {@link PortLook}. Nothing is sent to it that an account hangs on.
     */
    public Probe named() {
        var ended = result.client();
        var peer = client.last().peer();
        boolean mute = ended.stage() == Stage.X224
                && (ended.ending().isClose() || ended.ending() == EndingKind.TIMEOUT)
                && client.last().transcript().events().stream()
                        .noneMatch(event -> event.kind() == Transcript.Kind.RECEIVED);
        if (!mute || peer.isEmpty()) {
            return this;
        }
        String service = PortLook.at(peer.get(), PortLook.WHOLE);
        return service.isEmpty()
                ? this
                : new Probe(
                        client,
                        of(result.scenario(), client, result.tries(), speaks(service), at)
                                .result
                                .remarks(result.remarks()),
                        at);
    }

    private static Set<String> speaks(String service) {
        String word =
                switch (service) {
                    case "FTP or SMTP", "IMAP or POP3" -> "mail";
                    case "DCE/RPC" -> "rpc";
                    case "HTTP", "TLS", "SSH", "VNC", "SMB", "SOCKS", "Telnet", "MySQL", "Redis", "echo" ->
                        service.toLowerCase(Locale.ROOT);
                    default -> "other";
                };
        return Set.of("another-protocol", "speaks-" + word);
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
                        : of(probe.result.scenario(), probe.client, List.of(), word, probe.at))
                .toList();
    }

    /** The same look with what further tries showed. */
    Probe with(List<FurtherTry> tries) {
        var tried = of(result.scenario(), client, tries, Set.of(), at);
        return new Probe(client, tried.result.remarks(result.remarks()), at);
    }

    private static Probe of(String host, ClientReport client, List<FurtherTry> tries, Set<String> words, Instant at) {
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
        boolean left = result.client().completed() && result.client().stage() != Stage.ACTIVE;
        var predictions = left ? Measured.ofBeginning(result.predictions()) : Measured.ofEnding(result.predictions());
        return new Probe(client, result.withPredictions(predictions), at);
    }

    private static Optional<Bytes> first(ClientReport client, Transcript.Kind kind) {
        return client.last().transcript().events().stream()
                .filter(event -> event.kind() == kind)
                .map(Transcript.Event::bytes)
                .findFirst();
    }

    private static Set<String> observed(ClientReport client, List<FurtherTry> tries, Set<String> known) {
        var words = new HashSet<>(known);
        tries.forEach(made -> words.addAll(made.observed()));
        if (words.contains("repeat-varies")) {
            words.remove("repeat-same");
        }
        if (client.ending().kind() == EndingKind.PROTOCOL_VIOLATION
                && client.ending().stage() == Stage.X224) {
            first(client, Transcript.Kind.RECEIVED)
                    .map(bytes -> first(client, Transcript.Kind.SENT)
                                    .filter(bytes::equals)
                                    .isPresent()
                            ? "echo"
                            : OtherProtocol.of(bytes))
                    .filter(service -> !service.isEmpty() && !service.startsWith("ISO"))
                    .ifPresent(service -> words.addAll(speaks(service)));
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
