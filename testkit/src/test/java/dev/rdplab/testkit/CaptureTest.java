package dev.rdplab.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CaptureTest {

    static final Iterable<String> NAMES = Capture.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void hasRowsWithBytes(String name) {
        assertThat(Capture.load(name).rows()).isNotEmpty().allSatisfy(row -> assertThat(row.bytes())
                .isNotEmpty());
    }
}
