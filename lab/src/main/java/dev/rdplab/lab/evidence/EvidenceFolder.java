package dev.rdplab.lab.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rdplab.lab.export.HandshakePcapng;
import dev.rdplab.lab.result.ResultJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.stream.Collectors;

/**
 * Writes evidence into a folder. For one case {@code result.json}, {@code transcript.ndjson}, {@code handshake.pcapng},
 * {@code junit.xml} and {@code report.html}; for several the page and {@code junit.xml} over all, {@code results.ndjson}, and
 * a folder for each case with its own result, transcript and capture. Only the owner can read them.
 */
public final class EvidenceFolder {

    /** Where evidence goes that nobody asked for. */
    public static final Path DEFAULT = Path.of("rdplab-evidence");

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
     * Writes everything.
     *
     * @return the page
     * @throws IOException when a file cannot be written
     */
    public Path write(Evidence evidence) throws IOException {
        PrivateFiles.folder(folder);
        var cases = evidence.cases();
        if (cases.size() == 1) {
            write(folder, cases.get(0));
        } else if (!cases.isEmpty()) {
            var taken = new HashMap<String, Integer>();
            for (var each : cases) {
                int count = taken.merge(each.folder(), 1, Integer::sum);
                write(folder.resolve(count == 1 ? each.folder() : each.folder() + "-" + count), each);
            }
            text(
                    folder.resolve("results.ndjson"),
                    cases.stream()
                            .map(each -> json(ResultJson.of(each.result())) + "\n")
                            .collect(Collectors.joining()));
        }
        if (!cases.isEmpty()) {
            text(folder.resolve("junit.xml"), JunitXml.of("rdplab", cases));
        }
        return text(folder.resolve("report.html"), ReportPage.of(evidence));
    }

    private void write(Path folder, EvidenceCase each) throws IOException {
        PrivateFiles.folder(folder);
        text(folder.resolve("result.json"), ResultJson.of(each.result()).toPrettyString() + System.lineSeparator());
        text(
                folder.resolve("transcript.ndjson"),
                TranscriptLines.of(each.transcripts())
                        .map(line -> json(line) + "\n")
                        .collect(Collectors.joining()));
        PrivateFiles.write(
                folder.resolve("handshake.pcapng"), out -> HandshakePcapng.write(out, each.connections(), noSecrets));
    }

    private static Path text(Path file, String text) throws IOException {
        return PrivateFiles.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String json(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
