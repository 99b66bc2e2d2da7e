package dev.rdplab.diagnosis.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.rdplab.diagnosis.Diagnosis;
import dev.rdplab.diagnosis.capture.rebuild.Rebuilt;
import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.evidence.EvidenceFolder;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.lab.result.ResultJson;
import dev.rdplab.protocol.handshake.Transcript;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedCapturesTest {

    private static final int DAMAGED = 1_000;

    @TempDir
    static Path folder;

    private static final List<byte[]> FILES =
            Samples.NAMES.stream().map(Samples::bytes).toList();

    @Test
    void aThousandDamagedCapturesAreDiagnosedWithoutAnyException() {
        assertTimeoutPreemptively(Duration.ofMinutes(3), () -> {
            int connections = 0;
            int notes = 0;
            for (long seed = 1; seed <= DAMAGED; seed++) {
                var captures = read(seed);
                connections += captures.connections().size();
                notes += captures.notes().size();
                captures.connections().forEach(DamagedCapturesTest::withinBounds);
                diagnosed(seed, captures);
            }
            // most are still readable, so the damage was not all in the file header
            assertThat(connections).isGreaterThan(DAMAGED / 2);
            assertThat(notes).isPositive();
        });
    }

    private static Captures read(long seed) {
        try {
            return Captures.read(new ByteArrayInputStream(damaged(seed)), KeyLog.EMPTY);
        } catch (RuntimeException | IOException | StackOverflowError e) {
            return fail("seed " + seed, e);
        }
    }

    /** The rest of what the command does: verdict, result, page, transcript and capture. */
    private static void diagnosed(long seed, Captures captures) {
        try {
            for (var diagnosis : Diagnosis.of("damaged", captures)) {
                var result = diagnosis.result();
                boolean cause = !diagnosis.connection().incomplete()
                        && !result.client().ending().isOfCaptures()
                        && diagnosis
                                .connection()
                                .tcp()
                                .flatMap(tcp -> tcp.onlyDirection())
                                .isEmpty();
                assertThat(result.client().completed() || !result.causes().isEmpty() || !cause)
                        .as("seed %d has a cause for %s", seed, result.client())
                        .isTrue();
                ResultJson.of(result);
                if (seed % 20 == 0) {
                    var at = EvidenceFolder.at(folder.resolve(Long.toString(seed)));
                    at.write(Evidence.of("damaged", "", List.of(diagnosis.evidence(""))));
                }
            }
        } catch (RuntimeException | IOException | StackOverflowError e) {
            fail("seed " + seed, e);
        }
    }

    private static void withinBounds(Rebuilt rebuilt) {
        for (var transcript : List.of(rebuilt.client(), rebuilt.server())) {
            var events = transcript.events();
            assertThat(events.size()).isLessThanOrEqualTo(Transcript.MAX_EVENTS);
            assertThat(events.stream().mapToLong(e -> e.bytes().length()).sum())
                    .isLessThanOrEqualTo(Transcript.MAX_BYTES);
        }
        assertThat(rebuilt.clientEnding()).isNotNull();
        assertThat(rebuilt.notes().size()).isLessThanOrEqualTo(202);
    }

    private static byte[] damaged(long seed) {
        var random = new Random(seed);
        byte[] file = FILES.get(random.nextInt(FILES.size())).clone();
        switch (random.nextInt(4)) {
            case 0 -> flip(file, random, 1 + random.nextInt(20));
            case 1 -> flip(file, random, file.length / 50);
            case 2 -> file = spliced(file, random);
            default -> {
                // only past the headers, so that the protocol above is what breaks
                int from = Math.min(file.length - 1, 400);
                for (int i = 0; i < 30; i++) {
                    file[from + random.nextInt(file.length - from)] = (byte) random.nextInt(256);
                }
            }
        }
        return file;
    }

    private static void flip(byte[] file, Random random, int times) {
        for (int i = 0; i < times; i++) {
            file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    /** A part of the file cut out, doubled, or the rest cut off. */
    private static byte[] spliced(byte[] file, Random random) {
        int a = random.nextInt(file.length);
        int b = a + random.nextInt(Math.min(2_000, file.length - a));
        var out = new ByteArrayOutputStream();
        out.write(file, 0, random.nextBoolean() ? b : a);
        if (random.nextInt(3) > 0) {
            int from = random.nextBoolean() ? a : b;
            out.write(file, from, file.length - from);
        }
        return out.toByteArray();
    }
}
