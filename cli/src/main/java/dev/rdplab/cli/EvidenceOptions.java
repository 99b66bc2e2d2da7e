package dev.rdplab.cli;

import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.evidence.EvidenceFolder;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Where evidence goes: all of it into a folder that is named, else that of failures into folders of their own. */
final class EvidenceOptions {

    /** Folders that one command makes unasked. */
    private static final int MAX_KEPT = 50;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "write the evidence to DIR: report.html, result.json, transcript.ndjson, junit.xml, handshake.pcapng."
                            + " Without it only evidence of failures is kept, below ./rdplab-evidence")
    private Path out;

    @Option(
            names = "--no-secrets",
            description =
                    "leave the TLS secrets of the lab's own connections out of handshake.pcapng; a real server's are never in it")
    private boolean noSecrets;

    /** @throws UsageException for an empty name, as an unset variable leaves it */
    boolean asked() {
        if (out != null && out.toString().isBlank()) {
            throw new UsageException("--out is empty; name a folder");
        }
        return out != null;
    }

    /** Writes what is asked for, or what failed, and says where on stderr. */
    void write(Terminal terminal, Evidence evidence) {
        inFolder(() -> {
            if (asked()) {
                say(terminal, folder(out).write(evidence));
                return;
            }
            for (var each : failed(evidence).entrySet()) {
                var cases = each.getValue();
                var alone = Evidence.of(evidence.title(), cases.get(0).replay(), cases)
                        .distributions(evidence.distributions())
                        .maps(evidence.maps());
                say(
                        terminal,
                        folder(EvidenceFolder.DEFAULT.resolve(each.getKey())).write(alone));
            }
        });
    }

    /** Makes the folder that is named, if one is, for what is written after a long measurement. */
    void make() {
        if (asked()) {
            inFolder(() -> folder(out).make());
        }
    }

    /** Writes one document into the folder that is named, if one is, and says where on stderr. */
    void write(Terminal terminal, String name, String text) {
        if (asked()) {
            inFolder(() -> say(terminal, folder(out).write(name, text)));
        }
    }

    private interface FileWork {
        void run() throws IOException;
    }

    private static void inFolder(FileWork work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new CannotRunException(
                    "the evidence cannot be written: " + why(e) + "; name another folder with --out DIR");
        }
    }

    static String why(IOException e) {
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " exists and is not a folder";
        }
        if (e instanceof AccessDeniedException denied) {
            return "no permission for " + denied.getFile();
        }
        if (e instanceof NoSuchFileException missing) {
            return "no such folder: " + missing.getFile();
        }
        return e.getMessage();
    }

    /** By the folder: several of one scenario or host share one, and none may overwrite another. */
    private static Map<String, List<EvidenceCase>> failed(Evidence evidence) {
        return evidence.cases().stream()
                .filter(each -> !each.result().asExpected())
                .limit(MAX_KEPT)
                .collect(Collectors.groupingBy(EvidenceCase::folder, LinkedHashMap::new, Collectors.toList()));
    }

    private EvidenceFolder folder(Path path) {
        return noSecrets ? EvidenceFolder.at(path).noSecrets() : EvidenceFolder.at(path);
    }

    private static void say(Terminal terminal, Path file) {
        terminal.err().println("evidence: " + file);
    }
}
