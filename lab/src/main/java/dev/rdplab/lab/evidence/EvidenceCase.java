package dev.rdplab.lab.evidence;

import dev.rdplab.chaos.fault.FaultInjector;
import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.lab.export.ExportedConnection;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.lab.export.WireRun;
import dev.rdplab.lab.result.LinkUsed;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.run.PlayedConnection;
import dev.rdplab.lab.run.RunReport;
import dev.rdplab.lab.scenario.ServerSpec;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.handshake.server.Account;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.relay.RelayReport;
import dev.rdplab.transport.ConnectionReport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run, probe or captured connection, ready to be written. Its transcripts go through {@link Masking} on the way in, so
 * that no writer sees a secret.
 */
public final class EvidenceCase {

    /** Ephemeral ports begin here. */
    private static final int FIRST_PORT = 49_151;

    private final String name;
    private final String summary;
    private final Result result;
    private final String replay;
    private final Duration duration;
    private final List<Transcript> transcripts;
    private final List<ExportedConnection> connections = new ArrayList<>();
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<LoggedMoment> logged = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();

    EvidenceCase(
            String name,
            String summary,
            Result result,
            String replay,
            Duration duration,
            long beginNanos,
            Stream<Transcript> transcripts,
            Masking masking) {
        this.name = name;
        this.summary = summary;
        this.result = result;
        this.replay = replay;
        this.duration = duration;
        this.transcripts = transcripts
                .map(masking::mask)
                .map(transcript -> since(beginNanos, transcript))
                .toList();
    }

    /** Counted from the client's first connection on, as the times of stages are. */
    private static Transcript since(long beginNanos, Transcript transcript) {
        var moved = new Transcript(transcript.role(), transcript.connection());
        transcript
                .events()
                .forEach(event -> moved.add(new Transcript.Event(
                        Math.max(0, event.nanos() - beginNanos),
                        event.kind(),
                        event.stage(),
                        event.pdu(),
                        event.carries(),
                        event.bytes(),
                        event.detail())));
        return moved;
    }

    /** A run of a scenario, with the transcripts of both ends. */
    public static EvidenceCase of(RunReport report) {
        var scenario = report.scenario();
        var secrets = new ArrayList<>(List.of(scenario.client().password()));
        scenario.server().accounts().stream().map(Account::password).forEach(secrets::add);
        var both = Stream.concat(report.client().attempts().stream(), report.server().stream());
        var masking = Masking.of(secrets);
        var made = new EvidenceCase(
                scenario.path() + "-" + report.seed(),
                scenario.summary(),
                report.result(),
                report.replay(),
                Duration.ofNanos(report.durationNanos()),
                report.client().attempts().get(0).startNanos(),
                both.map(ConnectionReport::transcript),
                masking);
        if (scenario.group().isEmpty() && !secrets.stream().allMatch(ServerSpec.LAB_ACCOUNT.password()::equals)) {
            made.exportWithoutPassword(report, masking);
        } else {
            made.export(
                    report.client(),
                    report.durationNanos(),
                    report.secrets().lines(),
                    MaskedWire.recorded(report.client()));
        }
        if (report.client().tls().isPresent() && report.secrets().lines().isEmpty()) {
            made.note("handshake.pcapng has the TLS records without their secrets: the server's engine keeps them");
        }
        made.faults(report.fired());
        return made;
    }

    /**
     * What a client of ours saw of a real server.
     *
     * @param replay the command that does the same again
     * @param secrets that may have been sent
     */
    public static EvidenceCase of(Result result, String replay, ClientReport client, Collection<Secret> secrets) {
        long begin = client.attempts().get(0).startNanos();
        long duration = client.last().endNanos() - begin;
        var made = new EvidenceCase(
                result.scenario(),
                "",
                result,
                replay,
                Duration.ofNanos(duration),
                begin,
                client.attempts().stream().map(ConnectionReport::transcript),
                Masking.of(secrets));
        made.export(client, duration, List.of(), MaskedWire.recorded(client));
        return made;
    }

    /**
     * A connection to a fake server from a client that is not the lab's.
     *
     * @param link before the server
     * @param server where the client connected to
     * @param replay the command that does the same again
     */
    public static EvidenceCase of(PlayedConnection played, LinkUsed link, InetSocketAddress server, String replay) {
        var scenario = played.scenario();
        var report = played.report();
        var secrets =
                scenario.server().accounts().stream().map(Account::password).toList();
        var made = new EvidenceCase(
                scenario.path() + "-" + played.number(),
                scenario.summary(),
                played.result(link),
                replay,
                Duration.ofNanos(report.endNanos() - report.startNanos()),
                report.startNanos(),
                Stream.of(report.transcript()),
                Masking.of(secrets));
        report.peer()
                .ifPresent(peer -> made.connections.add(ExportedConnection.of(
                        HostPort.of(peer),
                        HostPort.of(server),
                        System.currentTimeMillis() * 1_000_000 - made.duration.toNanos(),
                        made.transcripts.get(0),
                        report.ending())));
        made.faults(played.fired());
        return made.note("The client was not the lab's: the part named client is what the server saw of it.");
    }

    /** A connection of foreign ends, as both of them saw it. @param replay the command that does the same again */
    public static EvidenceCase of(Result result, SeenConnection seen, String replay) {
        var events = seen.client().events();
        var made = new EvidenceCase(
                result.scenario(),
                "",
                result,
                replay,
                Duration.ofNanos(
                        events.isEmpty() ? 0 : events.get(events.size() - 1).nanos()),
                0,
                Stream.of(seen.client(), seen.server()),
                Masking.ofFields());
        made.connections.add(ExportedConnection.of(
                seen.clientAddress(),
                seen.serverAddress(),
                seen.startNanos(),
                made.transcripts.get(0),
                seen.clientEnding()));
        seen.notes().forEach(made::note);
        return made;
    }

    /**
     * A connection between a real client and a real server, both legs of it.
     *
     * @param replay the command that does the same again
     */
    public static EvidenceCase of(Result result, RelayReport report, String replay) {
        return RelayedCase.of(result, report, replay);
    }

    /**
     * A scenario of the user's own may have a password of the user's own. With the secrets of TLS it could be read in the
     * packets, so the records with it are written anew. Under standard RDP security the packets are made from the PDUs, which
     * {@link Masking} has encrypted anew.
     */
    private void exportWithoutPassword(RunReport report, Masking masking) {
        boolean tls = report.client().tls().isPresent();
        var lines = report.secrets().lines();
        var masked = MaskedWire.of(report.client(), lines, transcripts, masking);
        if (tls && masked.isPresent()) {
            export(report.client(), report.durationNanos(), lines, masked.get());
            note(
                    "handshake.pcapng: TLS records that carried a password or a proof of one are written anew, with zeros in"
                            + " its place, of the same length and under the same keys");
            return;
        }
        export(
                report.client(),
                report.durationNanos(),
                List.of(),
                tls ? MaskedWire.recorded(report.client()) : List.of());
        note(
                tls
                        ? "handshake.pcapng has no TLS secrets: a password that is not the lab's could be read with them; the"
                                + " PDUs in clear are masked"
                        : "handshake.pcapng: a PDU that carried a password is written anew, with zeros in its place, of the"
                                + " same length and under the same keys");
    }

    /**
     * The client's connections for a capture file; where its own is not known, the port is a number.
     *
     * @param wires the bytes of each connection; may be empty
     */
    private void export(ClientReport client, long durationNanos, List<String> secrets, List<List<WireRun>> wires) {
        long begin = System.currentTimeMillis() * 1_000_000 - durationNanos;
        for (int i = 0; i < client.attempts().size(); i++) {
            var attempt = client.attempts().get(i);
            var server =
                    attempt.peer().filter(peer -> peer.getAddress() != null).map(HostPort::of);
            if (server.isPresent()) {
                var unknown = new HostPort(Bytes.zeros(server.get().address().length()), FIRST_PORT + attempt.number());
                var self = attempt.local()
                        .map(HostPort::of)
                        .filter(local -> local.ipv6() == server.get().ipv6())
                        .orElse(unknown);
                connections.add(new ExportedConnection(
                        self,
                        server.get(),
                        begin,
                        transcripts.get(i),
                        Optional.of(attempt.ending()),
                        wires.isEmpty() ? List.of() : wires.get(i),
                        connections.isEmpty() ? secrets : List.of()));
            }
        }
    }

    private void faults(List<FaultInjector.Fired> fired) {
        if (!fired.isEmpty()) {
            fact("faults triggered", fired.stream().map(Object::toString).collect(Collectors.joining("; ")));
        }
    }

    /** Adds a connection to the capture file. */
    void export(ExportedConnection connection) {
        connections.add(connection);
    }

    /** Adds a finding for people. */
    public EvidenceCase fact(String title, String value) {
        facts.put(title, value);
        return this;
    }

    /** Adds what is missing or was left out. */
    public EvidenceCase note(String note) {
        notes.add(note);
        return this;
    }

    /** Adds what logs have of this connection. @param absent what they would have and do not, a sentence each */
    public EvidenceCase logs(List<LoggedMoment> records, List<String> absent) {
        logged.addAll(records);
        this.absent.addAll(absent);
        return this;
    }

    /** Also the name of its folder, once {@link #folder} has made it fit. */
    public String name() {
        return name;
    }

    /** The name as a folder: {@code credssp/wrong-password-1} becomes {@code credssp-wrong-password-1}. */
    public String folder() {
        var plain = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+", "");
        return plain.isEmpty() ? "run" : plain.substring(0, Math.min(plain.length(), 120));
    }

    /** What was done; may be empty. */
    public String summary() {
        return summary;
    }

    public Result result() {
        return result;
    }

    /** The command that does the same again; may be empty. */
    public String replay() {
        return replay;
    }

    public Duration duration() {
        return duration;
    }

    /** Without secrets: the client's of all connections, then the server's where there is one. */
    public List<Transcript> transcripts() {
        return transcripts;
    }

    /** Findings for people by title, in order. */
    public Map<String, String> facts() {
        return new LinkedHashMap<>(facts);
    }

    /** For a capture file; without secrets. */
    List<ExportedConnection> connections() {
        return List.copyOf(connections);
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    List<LoggedMoment> logged() {
        return List.copyOf(logged);
    }

    List<String> absent() {
        return List.copyOf(absent);
    }
}
