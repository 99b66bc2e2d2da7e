package dev.rdplab.verification.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The samples of one of JMeter's result files in XML. */
record JMeterResults(List<Sample> samples) {

    /**
     * A sample or a stage of one.
     *
     * @param millis how long it took
     * @param thread with the engine's address before it
     */
    record Sample(
            String label,
            boolean successful,
            String code,
            String message,
            long millis,
            long sent,
            long received,
            String thread,
            List<Sample> stages) {

        List<String> stageNames() {
            return stages.stream().map(Sample::label).toList();
        }
    }

    static JMeterResults read(Path file) {
        try {
            var root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
            return new JMeterResults(samples(root));
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new AssertionError(content(file), e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "no " + file;
        }
    }

    private static List<Sample> samples(Element parent) {
        var samples = new ArrayList<Sample>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals("sample")) {
                samples.add(new Sample(
                        element.getAttribute("lb"),
                        Boolean.parseBoolean(element.getAttribute("s")),
                        element.getAttribute("rc"),
                        element.getAttribute("rm"),
                        Long.parseLong(element.getAttribute("t")),
                        Long.parseLong(element.getAttribute("sby")),
                        Long.parseLong(element.getAttribute("by")),
                        element.getAttribute("tn"),
                        samples(element)));
            }
        }
        return samples;
    }
}
