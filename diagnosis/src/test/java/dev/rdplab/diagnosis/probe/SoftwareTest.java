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
        var software = Software.of(Bytes.fromHex(confirm), Optional.empty(), Optional.empty())
                .orElseThrow();

        assertThat(software.name()).startsWith(name);
        assertThat(software.confidence()).isEqualTo(confidence);
    }

    @Test
    void whatNothingTellsStaysUnknown() {
        assertThat(Software.of(
                        Bytes.fromHex("030000130ed000001234000200080002000000"), Optional.empty(), Optional.empty()))
                .isEmpty();
    }

    /** The beginnings of Demand Active PDUs of ironrdp-server 0.13 and of weston 10, which send the same Connection Confirm. */
    @ParameterizedTest
    @CsvSource({
        "01, 0300018302f08068000103eb70817474011100eb030000000001006101000900000001001800, IronRDP, MEASURED",
        "02, 0300018302f08068000103eb70817474011100eb030000000001006101000900000001001800, IronRDP, MEASURED",
        "01, 0300018e02f08068000803eb70817f7f011100f103f103010004006901524450000e00000001, weston, INFERRED",
        "01, , weston or IronRDP, INFERRED",
        "08, , IronRDP, INFERRED",
    })
    void demandActiveTellsIronRdpFromWeston(String selected, String demand, String name, Confidence confidence) {
        var software = Software.of(
                        Bytes.fromHex("030000130ed0000000000002010800" + selected + "000000"),
                        Optional.empty(),
                        Optional.ofNullable(demand).map(Bytes::fromHex))
                .orElseThrow();

        assertThat(software.name()).isEqualTo(name);
        assertThat(software.confidence()).isEqualTo(confidence);
    }
}
