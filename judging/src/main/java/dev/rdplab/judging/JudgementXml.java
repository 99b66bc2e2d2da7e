package dev.rdplab.judging;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes judgements in the form that CI servers read, the one of Surefire's reports. */
public final class JudgementXml {

    private JudgementXml() {}

    public static void write(Path file, String program, List<Judgement> judgements) {
        var text = new StringWriter();
        try {
            write(XMLOutputFactory.newFactory().createXMLStreamWriter(text), program, judgements);
            Files.writeString(file, text.toString(), StandardCharsets.UTF_8);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(XMLStreamWriter xml, String program, List<Judgement> judgements)
            throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", "rdplab judge " + program);
        xml.writeAttribute("tests", Integer.toString(judgements.size()));
        xml.writeAttribute("failures", count(judgements, false));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", count(judgements, true));
        for (Judgement judgement : judgements) {
            test(xml, program, judgement);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
    }

    private static String count(List<Judgement> judgements, boolean skipped) {
        return Long.toString(judgements.stream()
                .filter(j -> skipped ? skipped(j) : !j.good())
                .count());
    }

    private static boolean skipped(Judgement judgement) {
        return judgement.good() && judgement.kind() != Judgement.Kind.PASS;
    }

    private static void test(XMLStreamWriter xml, String program, Judgement judgement) throws XMLStreamException {
        double seconds =
                judgement.outcome().map(o -> o.took().toMillis() / 1_000.0).orElse(0.0);
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "rdplab." + program);
        xml.writeAttribute("name", judgement.scenario().path());
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", seconds));
        if (!judgement.good()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", printable(judgement.explanation()));
            xml.writeCharacters(printable(judgement.details()));
            xml.writeEndElement();
        } else if (skipped(judgement)) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute("message", printable(judgement.kind().word() + ": " + judgement.explanation()));
        }
        xml.writeEndElement();
    }

    /** Without the characters that XML cannot hold. */
    private static String printable(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD]", "?");
    }
}
