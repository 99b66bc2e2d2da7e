package dev.rdplab.diagnosis.logs.event;

import dev.rdplab.diagnosis.logs.LogEntry;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamException;

/**
 * The events of an XML file, with or without an element around them, several files one after the other included. Each event
 * is parsed by itself, so one that is damaged costs no other.
 */
public final class XmlEvents {

    private static final String BEGIN = "<Event";
    private static final String END = "</Event>";

    private final String file;
    private final Consumer<LogEntry> records;
    private final Consumer<String> notes;
    private long count;

    /**
     * @param records takes each record
     * @param notes takes what could not be read, with the number of the event, from 1
     */
    public XmlEvents(String file, Consumer<LogEntry> records, Consumer<String> notes) {
        this.file = file;
        this.records = records;
        this.notes = notes;
    }

    /** Reads to the end. An event has at most 1 Mi characters. */
    public void read(Reader text) throws IOException {
        var pieces = new Pieces(text);
        while (true) {
            Optional<String> event = next(pieces);
            if (event.isEmpty()) {
                return;
            }
            count++;
            event(event.get());
        }
    }

    private void event(String xml) {
        if (!xml.endsWith(END)) {
            notes.accept("event " + count + " is cut short and was left out");
            return;
        }
        try {
            EventRecords.of(file, count, EventXml.read(xml))
                    .ifPresentOrElse(
                            records, () -> notes.accept("event " + count + " has no id or no time and was left out"));
        } catch (XMLStreamException | RuntimeException e) {
            notes.accept("event " + count + " is not well-formed XML and was left out");
        }
    }

    /** From {@code <Event } or {@code <Event>} to its end; {@code <EventData>} and {@code <Events>} are not one. */
    private static Optional<String> next(Pieces pieces) throws IOException {
        while (pieces.skipPast(BEGIN)) {
            int following = pieces.peek();
            if (following == '>' || following == ' ' || following == '\t' || following == '\r' || following == '\n') {
                return Optional.of(BEGIN + pieces.through(END));
            }
        }
        return Optional.empty();
    }
}
