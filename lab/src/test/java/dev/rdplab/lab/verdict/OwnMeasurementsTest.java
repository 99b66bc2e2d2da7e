package dev.rdplab.lab.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.lab.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of own measurements: what is read of it, and what is written. */
class OwnMeasurementsTest {

    private static final String GOOD = "xfreerdp\tx224/silent\t12\there\n";

    @TempDir
    private Path folder;

    private List<OwnMeasurements.Row> read(String text) throws IOException {
        Files.writeString(folder.resolve("measured.tsv"), text);
        return OwnMeasurements.in(folder);
    }

    private static OwnMeasurements.Row row(int number) {
        return new OwnMeasurements.Row(Program.XFREERDP, "x224/n" + number, "12", "a\tline\nand more");
    }

    @Test
    void damagedRowsAreLeftOut() throws IOException {
        assertThat(read(GOOD)).hasSize(1);
        assertThat(read("xfreerdp\tx224/silent\t12\there\tmore\n" + GOOD)).hasSize(1);
        assertThat(read("xfreerdp\tx224/silent\t<b>\there\n" + GOOD)).hasSize(1);
        assertThat(read("nobody\tx224/silent\t12\there\n")).isEmpty();
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() throws IOException {
        assertThat(read(GOOD + "#".repeat(1 << 20))).isEmpty();
    }

    @Test
    void aRowStaysALine() throws IOException {
        OwnMeasurements.add(folder, List.of(row(1)));
        assertThat(OwnMeasurements.in(folder)).singleElement().returns("a line and more", OwnMeasurements.Row::source);
    }

    @Test
    void tooManyRowsAreRefused() throws IOException {
        OwnMeasurements.add(
                folder,
                IntStream.range(0, 4_999).mapToObj(OwnMeasurementsTest::row).toList());
        assertThat(OwnMeasurements.in(folder)).hasSize(4_999);
        assertThatThrownBy(() -> OwnMeasurements.add(folder, List.of(row(5_000))))
                .isInstanceOf(IOException.class)
                .hasMessage("more than 4999 rows");
        assertThat(OwnMeasurements.in(folder)).hasSize(4_999);
    }

    @Test
    void anEmptyVariableNamesNoFolder() {
        assertThat(OwnMeasurements.folder(Map.of("RDPLAB_PREDICTIONS", "/own"))).isEqualTo(Path.of("/own"));
        assertThat(OwnMeasurements.folder(Map.of("RDPLAB_PREDICTIONS", "")))
                .isEqualTo(OwnMeasurements.folder(Map.of()));
    }
}
