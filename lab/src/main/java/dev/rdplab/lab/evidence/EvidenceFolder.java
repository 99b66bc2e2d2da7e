package dev.rdplab.lab.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rdplab.lab.export.HandshakePcapng;
import dev.rdplab.lab.result.ResultJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes evidence into a folder. For one case {@code result.json}, {@code transcript.ndjson}, {@code handshake.pcapng},
 * {@code junit.xml} and {@code report.html}; for several the page and {@code junit.xml} over all, {@code results.ndjson}, and
 * a folder for each case with its own result, transcript and capture. Only the owner can read them.
 */
public final class EvidenceFolder {

    /** Where evidence goes without {@code --out}. */
    public static final Path DEFAULT = Path.of("rdplab-evidence");

    private static final String REPORT = "report.html";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final boolean noSecrets;

    private EvidenceFolder(Path folder, boolean noSecrets) {
        this.folder = folder;
        this.noSecrets = noSecrets;
    }

    /** @param folder made when it is not there; files of the same name are replaced */
    public static EvidenceFolder at(Path folder) {
        return new EvidenceFolder(folder, false);
    }

    /** Leaves the TLS secrets of the lab's own connections out too; passwords are never written. */
    public EvidenceFolder noSecrets() {
        return new EvidenceFolder(folder, true);
    }

    /**
     * Makes the folder, for a program that writes later.
     *
     * @throws IOException when it cannot be made, or nothing can be written there
     */
    public void make() throws IOException {
        PrivateFiles.folder(folder);
        Files.delete(Files.createTempFile(folder, "rdplab", ".tmp"));
    }

    /**
     * Writes everything.
     *
     * @return the page
     * @throws IOException when a file cannot be written
     */
    public Path write(Evidence evidence) throws IOException {
        write(evidence, (name, content) -> {
            var file = folder.resolve(name);
            if (!file.getParent().equals(folder)) {
                PrivateFiles.notALink(file.getParent());
            }
            PrivateFiles.folder(file.getParent());
            PrivateFiles.write(file, content);
        });
        return folder.resolve(REPORT);
    }

    /**
     * Writes one document alone.
     *
     * @return its file
     * @throws IOException when it cannot be written
     */
    public Path write(String name, String text) throws IOException {
        PrivateFiles.folder(folder);
        return PrivateFiles.write(folder.resolve(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Writes the same files into a ZIP archive, below a folder of this name. The stream stays open. */
    public static void zip(Evidence evidence, String name, OutputStream out) throws IOException {
        var zip = new ZipOutputStream(out);
        new EvidenceFolder(Path.of(name), false).write(evidence, (file, content) -> {
            zip.putNextEntry(new ZipEntry(name + "/" + file));
            content.to(zip);
            zip.closeEntry();
        });
        zip.finish();
    }

    /** Writes the capture of one case alone. */
    public static void capture(EvidenceCase each, OutputStream out) throws IOException {
        HandshakePcapng.write(out, each.connections(), false);
    }

    /** The page alone. */
    public static String page(Evidence evidence) {
        return ReportPage.of(evidence);
    }

    /** The style of the page, for pages of the same family. */
    public static String style() {
        return ReportPage.style();
    }

    /** The command, when and on which machine it ran, and the version, as HTML for such pages. */
    public static String origin(String command) {
        return ReportPage.origin(command);
    }

    /** Where files go. */
    private interface Place {
        void put(String name, PrivateFiles.Content content) throws IOException;
    }

    private void write(Evidence evidence, Place place) throws IOException {
        var cases = evidence.cases();
        if (cases.size() == 1) {
            write("", cases.get(0), place);
        } else if (!cases.isEmpty()) {
            var taken = new HashMap<String, Integer>();
            for (var each : cases) {
                int count = taken.merge(each.folder(), 1, Integer::sum);
                write((count == 1 ? each.folder() : each.folder() + "-" + count) + "/", each, place);
            }
            text(
                    place,
                    "results.ndjson",
                    cases.stream()
                            .map(each -> json(ResultJson.of(each.result())) + "\n")
                            .collect(Collectors.joining()));
        }
        if (!cases.isEmpty()) {
            text(place, "junit.xml", JunitXml.of("rdplab", cases));
        }
        text(place, REPORT, ReportPage.of(evidence));
    }

    private void write(String below, EvidenceCase each, Place place) throws IOException {
        text(place, below + "result.json", ResultJson.of(each.result()).toPrettyString() + System.lineSeparator());
        text(
                place,
                below + "transcript.ndjson",
                TranscriptLines.of(each.transcripts())
                        .map(line -> json(line) + "\n")
                        .collect(Collectors.joining()));
        place.put(below + "handshake.pcapng", out -> HandshakePcapng.write(out, each.connections(), noSecrets));
    }

    private static void text(Place place, String name, String text) throws IOException {
        place.put(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String json(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
