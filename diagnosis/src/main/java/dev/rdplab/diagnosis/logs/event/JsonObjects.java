package dev.rdplab.diagnosis.logs.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The objects of a JSON file: one a line, one after the other over several lines, or in an array. Text between them, such as
 * the {@code Record 1} of {@code evtx_dump -o json}, is skipped. An object that is damaged costs no other.
 */
public final class JsonObjects {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Consumer<String> notes;
    private long count;

    /** @param notes takes what could not be read, with the number of the object, from 1 */
    public JsonObjects(Consumer<String> notes) {
        this.notes = notes;
    }

    /** Reads to the end. An object has at most 1 Mi characters. @param each takes the number of the object and the object */
    public void read(Reader text, BiConsumer<Long, JsonNode> each) throws IOException {
        var pieces = new Pieces(text);
        while (pieces.skipPast("{")) {
            count++;
            object(object(pieces), each);
        }
    }

    private void object(String json, BiConsumer<Long, JsonNode> each) {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            notes.accept("object " + count + " is cut short or not JSON and was left out");
            return;
        }
        each.accept(count, node);
    }

    /** From behind the opening brace to the closing one of the same depth; a line end inside a string ends it too. */
    private static String object(Pieces pieces) throws IOException {
        var json = new StringBuilder("{");
        int depth = 1;
        boolean inString = false;
        boolean escaped = false;
        for (int c = pieces.next(); c >= 0; c = pieces.next()) {
            json.append((char) c);
            if (escaped) {
                escaped = false;
            } else if (inString) {
                escaped = c == '\\';
                inString = c != '"' && c != '\n';
                if (c == '\n') {
                    break;
                }
            } else if (c == '\n' && pieces.peek() == '{') {
                break; // an object that begins a line: this one was cut short
            } else if (c == '"') {
                inString = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                break;
            }
            if (json.length() >= Pieces.LONGEST) {
                break;
            }
        }
        return json.toString();
    }
}
