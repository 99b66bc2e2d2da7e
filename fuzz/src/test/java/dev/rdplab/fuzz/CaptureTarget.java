package dev.rdplab.fuzz;

import dev.rdplab.diagnosis.Diagnosis;
import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.lab.result.ResultJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A capture file through to the verdict: whatever it holds, there is one, and what was not seen has no cause. */
public final class CaptureTarget {

    private CaptureTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Captures captures;
        try {
            captures = Captures.read(new ByteArrayInputStream(input), KeyLog.EMPTY);
        } catch (IOException e) {
            throw new UncheckedIOException("an array can be read", e);
        }
        for (var diagnosis : Diagnosis.of("fuzz", captures)) {
            var client = diagnosis.result().client();
            boolean silent = diagnosis.connection().incomplete() || diagnosis.good();
            if (silent && !diagnosis.result().causes().isEmpty()) {
                throw new AssertionError("a cause for " + client);
            }
            ResultJson.of(diagnosis.result()).toString();
        }
    }
}
