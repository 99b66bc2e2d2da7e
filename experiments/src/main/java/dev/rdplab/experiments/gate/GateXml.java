package dev.rdplab.experiments.gate;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Outcomes in the form of Surefire's reports, which CI servers read: a test case for each condition and cell. */
public final class GateXml {

    private GateXml() {}

    /** @param suite its name, such as that of the grid */
    public static String of(String suite, List<Outcome> outcomes) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", clean("rdplab sweep " + suite));
            xml.writeAttribute("tests", Integer.toString(outcomes.size()));
            xml.writeAttribute(
                    "failures",
                    Long.toString(outcomes.stream().filter(Outcome::fails).count()));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", "0");
            for (Outcome outcome : outcomes) {
                write(xml, suite, outcome);
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

    private static void write(XMLStreamWriter xml, String suite, Outcome outcome) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", clean("rdplab.sweep." + suite));
        xml.writeAttribute(
                "name",
                clean(outcome.condition().text() + " " + outcome.cell().id()).strip());
        if (outcome.fails()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", clean(outcome.line()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** Without the characters that XML cannot hold. */
    private static String clean(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD]", "?");
    }
}
