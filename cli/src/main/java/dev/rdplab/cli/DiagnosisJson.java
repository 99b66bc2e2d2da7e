package dev.rdplab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.diagnosis.Diagnosis;
import dev.rdplab.diagnosis.capture.rebuild.Rebuilt;
import dev.rdplab.diagnosis.logs.LogDiagnosis;
import dev.rdplab.lab.result.ResultJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** One connection of a capture as a line of JSON. */
final class DiagnosisJson {

    private DiagnosisJson() {}

    static ObjectNode of(Diagnosis diagnosis, VerdictGroups groups, LogDiagnosis logs, LogOptions options) {
        var connection = diagnosis.connection();
        var node = OutputOptions.object()
                .put("connection", connection.number())
                .put("began", began(connection).toString())
                .put("client", connection.clientAddress().toString())
                .put("server", connection.serverAddress().toString())
                .put("inferred", connection.inferred());
        connection.tls().ifPresent(tls -> {
            var facts = node.putObject("tls");
            tls.version().ifPresent(version -> facts.put("version", version));
            tls.cipherSuite().ifPresent(suite -> facts.put("cipherSuite", suite));
            facts.put("serverName", tls.serverName());
            facts.put("clientHelloLength", tls.clientHelloLength());
            facts.put("decrypted", tls.decrypted());
        });
        var like = groups.like(diagnosis);
        node.putObject("sameVerdict")
                .put("first", like.get(0).connection().number())
                .put("connections", like.size());
        var observed = node.putArray("observed");
        connection.observed().stream().sorted().forEach(observed::add);
        var notes = node.putArray("notes");
        connection.notes().forEach(notes::add);
        if (options.asked()) {
            node.set("logs", LogsJson.of(logs, logs.byNumber().get(connection.number()), options.names));
        }
        node.set("result", ResultJson.of(diagnosis.result()));
        return node;
    }

    static Instant began(Rebuilt connection) {
        return Instant.ofEpochSecond(0, connection.startNanos()).truncatedTo(ChronoUnit.MILLIS);
    }
}
