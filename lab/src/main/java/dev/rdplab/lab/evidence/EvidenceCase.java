package dev.rdplab.lab.evidence;

import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.run.RunReport;
import dev.rdplab.lab.scenario.ServerSpec;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.transport.ConnectionReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One run, probe or captured connection, ready to be written. Its transcripts go through {@link Masking} on the way in, so
 * that no writer sees a secret.
 */
public final class EvidenceCase {

    private final String name;
    private final String summary;
    private final Result result;
    private final String replay;
    private final Duration duration;
    private final List<Transcript> transcripts;
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private EvidenceCase(
            String name,
            String summary,
            Result result,
            String replay,
            Duration duration,
            Stream<Transcript> transcripts,
            Masking masking) {
        this.name = name;
        this.summary = summary;
        this.result = result;
        this.replay = replay;
        this.duration = duration;
        this.transcripts = transcripts.map(masking::mask).toList();
    }

    /** A run of a scenario, with the transcripts of both ends. */
    public static EvidenceCase of(RunReport report) {
        var scenario = report.scenario();
        var secrets = new ArrayList<>(List.of(scenario.client().password()));
        scenario.server().accounts().stream().map(ServerSpec.Account::password).forEach(secrets::add);
        var both = Stream.concat(report.client().attempts().stream(), report.server().stream());
        return new EvidenceCase(
                scenario.path() + "-" + report.seed(),
                scenario.summary(),
                report.result(),
                report.replay(),
                Duration.ofNanos(report.durationNanos()),
                both.map(ConnectionReport::transcript),
                Masking.of(secrets));
    }

    /**
     * What one end or both saw of a real server.
     *
     * @param replay the command that does the same again; empty for none
     * @param secrets that may have been sent
     */
    public static EvidenceCase of(
            Result result, String replay, Duration duration, List<Transcript> transcripts, Collection<Secret> secrets) {
        return new EvidenceCase(
                result.scenario(), "", result, replay, duration, transcripts.stream(), Masking.of(secrets));
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

    public List<String> notes() {
        return List.copyOf(notes);
    }
}
