package dev.rdplab.diagnosis.logs.event;

import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads one {@code <Event>} element, as {@code wevtutil qe /f:xml}, Event Viewer and {@code ToXml()} write it. */
final class EventXml {

    /** Elements within elements; a real event has five. */
    private static final int DEPTH = 32;

    private static final XMLInputFactory FACTORY = factory();

    private EventXml() {}

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        return factory;
    }

    /** @throws XMLStreamException when it is not well-formed XML, or deeper than 32 elements */
    static EventNode read(String xml) throws XMLStreamException {
        var reader = FACTORY.createXMLStreamReader(new StringReader(xml));
        try {
            reader.nextTag();
            return element(reader, 0);
        } finally {
            reader.close();
        }
    }

    private static EventNode element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > DEPTH) {
            throw new XMLStreamException("more than " + DEPTH + " elements within each other");
        }
        var node = new EventNode(local(reader.getLocalName()));
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            node.attribute(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (local(reader.getLocalName()).equals("RenderingInfo")) {
                        skip(reader);
                    } else {
                        node.add(element(reader, depth + 1));
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> node.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return node;
                }
                default -> {
                    // comments and the like say nothing
                }
            }
        }
    }

    /** The rendered, localized texts are never used. */
    private static void skip(XMLStreamReader reader) throws XMLStreamException {
        int open = 1;
        while (open > 0) {
            int next = reader.next();
            if (next == XMLStreamConstants.START_ELEMENT) {
                open++;
            } else if (next == XMLStreamConstants.END_ELEMENT) {
                open--;
            }
        }
    }

    private static String local(String name) {
        return name.substring(name.indexOf(':') + 1);
    }
}
