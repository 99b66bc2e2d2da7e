package dev.rdplab.cli;

import dev.rdplab.diagnosis.logs.LogDiagnosis;
import dev.rdplab.diagnosis.logs.LogFile;
import dev.rdplab.diagnosis.logs.LogReader;
import dev.rdplab.diagnosis.logs.UnreadableLogException;
import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The logs of {@code rdplab diagnose}. */
final class LogOptions {

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description =
                    "a log of the server, the client or a domain controller: Windows events as .evtx, XML or JSON,"
                            + " xrdp.log, the journal, krb5kdc.log and others; may be given several times")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--clock-offset",
            paramLabel = "TIME",
            description =
                    "how far the logs' clock is ahead of the capture's, such as +90s or -2s (found out where an event"
                            + " has the client's port)")
    private String offset;

    @Option(names = "--show-names", description = "print names of users and machines that the capture does not show")
    boolean names;

    boolean asked() {
        return !files.isEmpty();
    }

    /** @throws UsageException when it is not a duration */
    Optional<Duration> offset() {
        try {
            return Optional.ofNullable(offset).map(Durations::parseSigned);
        } catch (BadValueException e) {
            throw new UsageException("--clock-offset: " + e.getMessage());
        }
    }

    /**
     * Reads all logs.
     *
     * @param about a time near theirs
     * @throws UsageException for content in no known format
     * @throws CannotRunException for a file that cannot be read
     */
    List<LogFile> read(Instant about) {
        if (offset != null && files.isEmpty()) {
            throw new UsageException("--clock-offset needs a log; give it with --log FILE");
        }
        offset();
        var logs = new ArrayList<LogFile>();
        for (Path file : files) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new CannotRunException("cannot read " + file + ": " + why(file));
            }
            try {
                logs.add(new LogReader(LogDiagnosis::wanted, about, ZoneId.systemDefault()).read(file));
            } catch (UnreadableLogException e) {
                throw new UsageException(e.getMessage());
            } catch (IOException e) {
                throw new CannotRunException("cannot read " + file + ": " + e.getMessage());
            }
        }
        return logs;
    }

    private static String why(Path file) {
        if (!Files.exists(file)) {
            return "no such file";
        }
        return Files.isDirectory(file) ? "it is a folder" : "no permission";
    }

    /** The options as they were given, for a command line that can be pasted. */
    String given() {
        var given = new StringBuilder();
        files.forEach(file -> given.append(" --log ").append(file));
        return offset == null
                ? given.toString()
                : given.append(" --clock-offset ").append(offset).toString();
    }
}
