package dev.rdplab.lab.evidence;

import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A test report in the form of Maven Surefire's, which CI servers read: what {@code --junit}, an evidence folder and the gate of a
 * sweep write.
 *
 * @param suite its name
 */
public record SurefireReport(String suite, List<Case> cases) {

    /** One test, {@code took} its time. */
    public record Case(String className, String name, Duration took, Outcome outcome) {}

    /** How a test ended. */
    public sealed interface Outcome permits Passed, Failed, Skipped {}

    public record Passed() implements Outcome {}

    /**
     * @param message a line
     * @param type what kind of failure, in a word; empty for none
     * @param details further lines, may be empty
     */
    public record Failed(String message, String type, String details) implements Outcome {}

    /** @param message why */
    public record Skipped(String message) implements Outcome {}

    public SurefireReport {
        cases = List.copyOf(cases);
    }

    /** The document, UTF-8 by its declaration. What XML cannot hold is a question mark. */
    public String xml() {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("version", "3.0");
            attribute(xml, "name", suite);
            xml.writeAttribute("time", seconds(cases.stream().map(Case::took).reduce(Duration.ZERO, Duration::plus)));
            xml.writeAttribute("tests", Integer.toString(cases.size()));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", count(Skipped.class::isInstance));
            xml.writeAttribute("failures", count(Failed.class::isInstance));
            for (var each : cases) {
                write(xml, each);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e); // a StringWriter takes everything
        }
        return text + "\n";
    }

    private String count(Predicate<Outcome> kind) {
        return Long.toString(cases.stream().map(Case::outcome).filter(kind).count());
    }

    private static void write(XMLStreamWriter xml, Case each) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        attribute(xml, "name", each.name());
        attribute(xml, "classname", each.className());
        xml.writeAttribute("time", seconds(each.took()));
        if (each.outcome() instanceof Failed failed) {
            xml.writeCharacters("\n    ");
            xml.writeStartElement("failure");
            attribute(xml, "message", failed.message());
            if (!failed.type().isEmpty()) {
                attribute(xml, "type", failed.type());
            }
            xml.writeCharacters(clean(failed.details()));
            xml.writeEndElement();
            xml.writeCharacters("\n  ");
        } else if (each.outcome() instanceof Skipped skipped) {
            xml.writeCharacters("\n    ");
            xml.writeEmptyElement("skipped");
            attribute(xml, "message", skipped.message());
            xml.writeCharacters("\n  ");
        }
        xml.writeEndElement();
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
    }

    /** XML 1.0 knows no control characters, not even escaped. */
    private static String clean(String text) {
        return text.codePoints()
                .map(c ->
                        c == '\n' || c == '\t' || c >= 0x20 && c != 0xfffe && c != 0xffff && !isSurrogate(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
