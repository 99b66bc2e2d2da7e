package dev.rdplab.diagnosis.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.io.TempDir;

/** Logs that a test writes and reads. */
abstract class ReadLogs {

    static final Instant NINE_THIRTY = Instant.parse("2026-11-22T09:30:00.405Z");

    @TempDir
    Path folder;

    LogFile read(String text, Charset charset, byte... mark) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(mark);
        bytes.writeBytes(text.getBytes(charset));
        return read(bytes.toByteArray());
    }

    LogFile read(byte[] bytes) throws IOException {
        var file = Files.write(folder.resolve("log"), bytes);
        return new LogReader(entry -> true, NINE_THIRTY, ZoneOffset.UTC).read(file);
    }

    LogFile read(String text) throws IOException {
        return read(text, StandardCharsets.UTF_8);
    }
}
