package dev.rdplab.lab.evidence;

import dev.rdplab.lab.result.Result;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes cases as a test report of the Maven Surefire kind, which CI systems read. */
final class JunitXml {

    private JunitXml() {}

    /** @param suite its name */
    static String of(String suite, List<EvidenceCase> cases) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("version", "3.0");
            xml.writeAttribute("name", clean(suite));
            xml.writeAttribute(
                    "time", seconds(cases.stream().map(EvidenceCase::duration).reduce(Duration.ZERO, Duration::plus)));
            xml.writeAttribute("tests", Integer.toString(cases.size()));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", "0");
            xml.writeAttribute(
                    "failures",
                    Long.toString(
                            cases.stream().filter(c -> !c.result().asExpected()).count()));
            for (var each : cases) {
                write(xml, suite, each);
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

    private static void write(XMLStreamWriter xml, String suite, EvidenceCase each) throws XMLStreamException {
        var result = each.result();
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", clean(result.scenario()));
        xml.writeAttribute("classname", clean(suite));
        xml.writeAttribute("time", seconds(each.duration()));
        if (!result.asExpected()) {
            xml.writeCharacters("\n    ");
            xml.writeStartElement("failure");
            xml.writeAttribute("message", clean(message(result)));
            xml.writeAttribute("type", result.client().ending().word());
            xml.writeCharacters(clean(details(each)));
            xml.writeEndElement();
            xml.writeCharacters("\n  ");
        }
        xml.writeEndElement();
    }

    private static String message(Result result) {
        return result.differences().isEmpty()
                ? "ended at " + result.client().stage() + ": " + result.client().ending()
                : String.join("; ", result.differences());
    }

    private static String details(EvidenceCase each) {
        var text = new StringBuilder("\n");
        var client = each.result().client();
        text.append("client: ").append(client.stage()).append(", ").append(client.ending());
        text.append(" by ").append(client.by());
        text.append(client.detail().isEmpty() ? "" : " (" + client.detail() + ")")
                .append('\n');
        text.append("last sent: ").append(client.lastSent()).append('\n');
        text.append("last received: ").append(client.lastReceived()).append('\n');
        each.result().causes().stream().limit(2).forEach(cause -> text.append("cause: ")
                .append(cause.known().cause())
                .append(" [")
                .append(cause.known().confidence())
                .append("]\nfix: ")
                .append(cause.known().fix())
                .append('\n'));
        if (!each.replay().isEmpty()) {
            text.append("again: ").append(each.replay()).append('\n');
        }
        return text.toString();
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
