package dev.rdplab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.diagnosis.logs.LogAttempt;
import dev.rdplab.diagnosis.logs.LogDiagnosis;
import dev.rdplab.diagnosis.logs.LogFile;
import dev.rdplab.diagnosis.logs.LogVerdict;
import dev.rdplab.diagnosis.logs.Quote;
import dev.rdplab.diagnosis.logs.join.ConnectionLogs;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.result.ResultJson;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** What logs say, as JSON. */
final class LogsJson {

    private LogsJson() {}

    /** The key {@code logs} of a connection. */
    static ObjectNode of(LogDiagnosis all, ConnectionLogs logs, boolean names) {
        var node = OutputOptions.object();
        var files = node.putArray("files");
        for (LogFile file : all.files()) {
            var notes = files.addObject()
                    .put("file", file.name())
                    .put("format", file.format())
                    .put("records", file.count())
                    .putArray("notes");
            file.notes().forEach(notes::add);
        }
        node.put("joined", logs.joined().orElse(null));
        var offsets = all.offsets().values();
        if (offsets.isEmpty()) {
            node.putNull("offsetMs");
        } else {
            node.put("offsetMs", offsets.iterator().next().toMillis());
        }
        node.put("proven", logs.proven().orElse(null));
        node.put("contradictory", logs.contradictory());
        var records = node.putArray("records");
        logs.statements()
                .forEach(statement -> records.add(ResultJson.record(Quote.of(statement, names))
                        .put("says", statement.rule().says())));
        var absent = node.putArray("absent");
        logs.absences().forEach(absence -> absent.add(absence.says()));
        var notes = node.putArray("notes");
        logs.remarks().forEach(remark -> notes.add(remark.rule().says()));
        logs.notes().forEach(notes::add);
        return node;
    }

    /** A connection that only the logs show. */
    static ObjectNode of(LogAttempt attempt, LogDiagnosis all, boolean names) {
        var logs = all.byNumber().get(attempt.seen().number());
        var node = OutputOptions.object()
                .put("connection", attempt.seen().number())
                .put(
                        "began",
                        attempt.seen().first().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("client", attempt.client())
                .put("stage", attempt.stage().word())
                .put("completed", attempt.up());
        var causes = node.putArray("causes");
        LogVerdict.causes(List.of(), logs, names).forEach(cause -> causes.add(ResultJson.cause(cause)));
        var predictions = LogVerdict.predictions(Map.of(), logs);
        if (!predictions.isEmpty()) {
            node.putObject("predictions").set("mstsc", ResultJson.prediction(predictions.get(Program.MSTSC)));
        }
        node.set("logs", of(all, logs, names));
        return node;
    }
}
