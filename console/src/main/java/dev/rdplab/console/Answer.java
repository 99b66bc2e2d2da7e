package dev.rdplab.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The content of an answer with status 200.
 *
 * @param type the media type
 * @param file the name under which a browser keeps it; empty for what is shown
 * @param policy what a browser lets it do
 */
record Answer(String type, byte[] content, String file, String policy) {

    /** Nothing from elsewhere, no script or style in the text, and no other page may show it. */
    static final String STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** For a report: it runs in an opaque origin, so its script cannot call this interface. */
    static final String ALONE =
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-scripts";

    static final String JSON = "application/json";

    /** Writes the content of a file. */
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    static Answer json(JsonNode node) {
        return new Answer(JSON, (node + "\n").getBytes(StandardCharsets.UTF_8), "", STRICT);
    }

    static Answer text(String type, String text) {
        return new Answer(type, text.getBytes(StandardCharsets.UTF_8), "", STRICT);
    }

    /** A file to keep. */
    static Answer file(String type, String name, Content content) {
        var bytes = new ByteArrayOutputStream();
        try {
            content.to(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into memory
        }
        return new Answer(type, bytes.toByteArray(), name, STRICT);
    }

    /** The same, which is let do no more than its own file says. */
    Answer alone() {
        return new Answer(type, content, file, ALONE);
    }
}
