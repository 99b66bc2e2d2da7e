package dev.rdplab.diagnosis.logs.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.logs.LogEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvtxEventsTest {

    private static final Instant BEGIN = Instant.parse("2026-11-22T09:30:00.123456700Z");

    private final List<LogEntry> read = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private void read(byte[] file) throws IOException {
        new EvtxEvents("a.evtx", read::add, notes::add).read(new ByteArrayInputStream(file));
    }

    private static byte[] file(int records) {
        var writer = new EvtxWriter();
        for (int i = 0; i < records; i++) {
            writer.add(
                    "Schannel",
                    36870 + i % 3,
                    BEGIN.plusMillis(i),
                    "System",
                    "RDS01.lab.example",
                    Map.of("Type", "server", "ErrorCode", "0x" + Integer.toHexString(i)));
        }
        return writer.file();
    }

    @Test
    void readsEveryRecordOfSeveralChunks() throws IOException {
        byte[] file = file(1000);
        assertThat(file.length).isGreaterThan(4096 + 3 * 65_536);

        read(file);

        assertThat(notes).isEmpty();
        assertThat(read).hasSize(1000);
        var last = read.get(999);
        assertThat(last.record()).isEqualTo(1000);
        assertThat(last.id()).isEqualTo(36870);
        assertThat(last.time()).isEqualTo(BEGIN.plusMillis(999));
        assertThat(last.provider()).isEqualTo("Schannel");
        assertThat(last.channel()).isEqualTo("System");
        assertThat(last.computer()).isEqualTo("RDS01.lab.example");
        assertThat(last.fields()).containsExactlyInAnyOrderEntriesOf(Map.of("Type", "server", "ErrorCode", "0x3e7"));
    }

    @Test
    void aChunkThatIsCutShortGivesTheRecordsBeforeTheCut() throws IOException {
        byte[] file = file(1000);

        read(Arrays.copyOf(file, 4096 + 65_536 + 20_000));

        assertThat(read).hasSizeBetween(100, 999);
        assertThat(notes).contains("the file ends within chunk 2");
    }

    @Test
    void aDamagedRecordCostsNoOther() throws IOException {
        byte[] file = file(50);
        int third = secondMagic(file);
        Arrays.fill(file, third, third + 4, (byte) 0xFF);

        read(file);

        assertThat(read).hasSize(49);
        assertThat(notes).containsExactly("1 record of chunk 1 could not be read");
    }

    /** Where the second record begins. */
    private static int secondMagic(byte[] file) {
        for (int at = 4096 + 512 + 4; ; at += 4) {
            if (file[at] == 0x2A && file[at + 1] == 0x2A && file[at + 2] == 0 && file[at + 3] == 0) {
                return at;
            }
        }
    }

    @Test
    void aChunkOfAnotherKindIsLeftOutAndSaid() throws IOException {
        byte[] file = file(1000);
        file[4096] = 'X';

        read(file);

        assertThat(read).isNotEmpty();
        assertThat(notes).contains("chunk 1 does not begin as one and was left out");
    }

    @Test
    void bytesAtRandomNeverThrow() throws IOException {
        long seed = 20261130;
        var random = new Random(seed);
        byte[] good = file(40);
        for (int round = 0; round < 300; round++) {
            byte[] bad = good.clone();
            int changes = 1 + random.nextInt(20);
            for (int i = 0; i < changes; i++) {
                bad[4096 + 512 + random.nextInt(12_000)] = (byte) random.nextInt(256);
            }
            read.clear();
            notes.clear();
            read(bad);
            assertThat(read.size()).as("seed %d, round %d", seed, round).isLessThanOrEqualTo(80);
        }
    }

    @Test
    void aHeaderAloneIsSaidToBeOne() throws IOException {
        read(Arrays.copyOf(file(1), 100));

        assertThat(notes).containsExactly("the file ends within its header");
    }
}
