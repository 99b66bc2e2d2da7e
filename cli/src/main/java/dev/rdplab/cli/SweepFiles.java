package dev.rdplab.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rdplab.experiments.gate.GateXml;
import dev.rdplab.experiments.gate.Outcome;
import dev.rdplab.experiments.sweep.Findings;
import dev.rdplab.lab.evidence.EvidenceFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a sweep leaves in its folder beside its rows. */
record SweepFiles(Path directory) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param command that does the same again */
    void findings(Findings findings, String command) {
        write("findings.html", findings.html(command));
        write("findings.md", findings.text());
        try {
            write("findings.json", JSON.writeValueAsString(findings.asMap()) + "\n");
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    void gate(Findings findings, List<Outcome> outcomes) {
        write("junit.xml", GateXml.of(findings.grid().name(), outcomes));
    }

    private void write(String name, String text) {
        try {
            EvidenceFolder.at(directory).write(name, text);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private CannotRunException cannotWrite(IOException e) {
        return new CannotRunException("cannot write to " + directory + ": " + Reason.of(e));
    }
}
