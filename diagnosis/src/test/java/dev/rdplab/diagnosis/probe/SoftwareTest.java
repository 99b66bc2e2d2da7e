package dev.rdplab.diagnosis.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.Confidence;
import dev.rdplab.protocol.wire.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftwareTest {

    /** Connection Confirms of freerdp-shadow 2.11.7 and 3.10.3 and of xrdp 0.9.21, and one with Windows' flags. */
    @ParameterizedTest
    @CsvSource({
        "030000130ed000000000000203080002000000, FreeRDP, MEASURED",
        "030000130ed000000000000203080008000000, FreeRDP, MEASURED",
        "030000130ed000001234000201080001000000, xrdp, INFERRED",
        "030000130ed00000123400021f080002000000, Windows, INFERRED",
    })
    void isToldByTheConfirm(String confirm, String name, Confidence confidence) {
        var software = Software.of(Bytes.fromHex(confirm), Optional.empty()).orElseThrow();

        assertThat(software.name()).startsWith(name);
        assertThat(software.confidence()).isEqualTo(confidence);
    }

    @Test
    void whatNothingTellsStaysUnknown() {
        assertThat(Software.of(Bytes.fromHex("030000130ed000001234000200080002000000"), Optional.empty()))
                .isEmpty();
    }
}
