package dev.rdplab.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.console.HttpTarget;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every target over its seeds, over what fuzzing found ({@code findings/TARGET}), and over mutations drawn from a fixed seed. */
class FuzzTargetsTest {

    private static final long SEED = 20261130;
    /** Of processor time, which a busy machine does not stretch; an input takes milliseconds. */
    private static final Duration SLOW = Duration.ofSeconds(10);

    private static final int SHOWN = 4_096;

    @AfterAll
    static void close() {
        HttpTarget.close();
    }

    private static void run(Target target, byte[] input) {
        long began = processorNanos();
        try {
            target.run(input);
        } catch (Throwable defect) {
            throw new AssertionError(
                    target + ", seed " + SEED + ", input "
                            + HexFormat.of().formatHex(Arrays.copyOf(input, Math.min(SHOWN, input.length))),
                    defect);
        }
        assertThat(Duration.ofNanos(processorNanos() - began)).as("%s", target).isLessThan(SLOW);
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<byte[]> findings(Target target) throws IOException, URISyntaxException {
        var folder = FuzzTargetsTest.class.getResource("findings/" + target);
        var all = new ArrayList<byte[]>();
        if (folder != null) {
            try (var files = Files.list(Path.of(folder.toURI()))) {
                for (var file : files.sorted().toList()) {
                    all.add(Files.readAllBytes(file));
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    void holdsForSeedsFindingsAndMutations(Target target) throws Exception {
        var seeds = new ArrayList<>(Seeds.of(target));
        assertThat(seeds).isNotEmpty();
        seeds.addAll(findings(target));
        target.run(seeds.get(0)); // loads what the target needs, outside of the limit
        seeds.forEach(seed -> run(target, seed));
        var random = new Random(SEED);
        for (int i = 0; i < target.executions(); i++) {
            run(target, mutated(seeds.get(random.nextInt(seeds.size())), random));
        }
    }

    @Test
    void seedsReachWhatIsToBeFuzzed() {
        assertThat(Seeds.of(Target.PAIR)).filteredOn(PairTarget::up).hasSizeGreaterThan(10);
        assertThat(Seeds.of(Target.DECODERS).stream()
                        .filter(DecodersTarget::accepts)
                        .map(seed -> seed[0])
                        .distinct())
                .hasSizeGreaterThan(10);
    }

    /** One to eight changes: a byte, a bit, a run removed, doubled or filled. */
    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(bytes.length - at, 1 + random.nextInt(16));
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = joined(bytes, at, at + length);
                case 3 -> bytes = joined(bytes, at + length, at);
                default -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0xff : 0));
            }
        }
        return bytes;
    }

    /** The bytes before {@code end} and those from {@code begin} on. */
    private static byte[] joined(byte[] bytes, int end, int begin) {
        byte[] all = Arrays.copyOf(bytes, end + bytes.length - begin);
        System.arraycopy(bytes, begin, all, end, bytes.length - begin);
        return all;
    }
}
