package dev.rdplab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringWriter;
import java.util.List;

/** One run of the command line in this process. */
record Cli(int exit, String out, String err) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Cli run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = RdpLab.run(Terminal.to(out, err), args);
        return new Cli(exit, out.toString(), err.toString());
    }

    /** Every line of stdout as one JSON object. */
    List<JsonNode> objects() {
        return out.lines().map(Cli::object).toList();
    }

    private static JsonNode object(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }
}
