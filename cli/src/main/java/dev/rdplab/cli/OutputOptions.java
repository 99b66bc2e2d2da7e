package dev.rdplab.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.words.VisibleText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine.Option;

/** What every command takes about its output. */
final class OutputOptions {

    /** Made when first printed with: most runs print no JSON. */
    private static final class Json {
        static final JsonFactory FACTORY = new JsonFactory();
    }

    @Option(names = "--json", description = "one JSON object per line on stdout, and nothing else there")
    boolean json;

    @Option(names = "--quiet", description = "no progress on stderr")
    boolean quiet;

    @Option(names = "--no-color", description = "no colours, even on a terminal (also: NO_COLOR or TERM=dumb)")
    boolean noColor;

    @Option(names = "--verbose", description = "print more")
    boolean verbose;

    /** Colours for stdout. */
    Paint paint(Terminal terminal) {
        boolean refused =
                noColor || json || System.getenv().getOrDefault("NO_COLOR", "").length() > 0;
        return terminal.outColours() && !refused ? Paint.ON : Paint.OFF;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Prints a whole document to be saved: indented, or on one line with {@code --json}. */
    void document(Terminal terminal, JsonNode node) {
        if (json) {
            print(terminal, node);
        } else {
            terminal.out().println(node.toPrettyString());
        }
    }

    /** Prints one object on one line. Without Jackson's mapper, which takes longer to make than a result to print. */
    static void print(Terminal terminal, JsonNode node) {
        var line = new StringWriter();
        try (var json = Json.FACTORY.createGenerator(line);
                var read = node.traverse()) {
            read.nextToken();
            json.copyCurrentStructure(read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal.result(VisibleText.json(line.toString()));
    }
}
