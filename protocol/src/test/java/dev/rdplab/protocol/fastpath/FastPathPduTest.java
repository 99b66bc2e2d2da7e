package dev.rdplab.protocol.fastpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.PduChecks.Captured;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FastPathPduTest {

    static List<Captured> captured() {
        return PduChecks.captured(row -> row.name().startsWith("FastPath"));
    }

    @ParameterizedTest
    @MethodSource("captured")
    void readsAndWritesEveryCapturedPdu(Captured captured) {
        PduChecks.roundTrips(FastPathPdu::decode, captured.bytes());
        PduChecks.rejectsEveryPrefix(FastPathPdu::decode, captured.bytes());
        PduChecks.rejectsATrailingByte(FastPathPdu::decode, captured.bytes());
    }

    @Test
    void keepsTheFormOfTheLength() {
        var shortForm = new FastPathPdu(3, 0, false, Bytes.of(1, 2, 3));
        var longForm = new FastPathPdu(3, FastPathPdu.ENCRYPTED, true, Bytes.of(1, 2, 3));

        assertThat(shortForm.toBytes()).isEqualTo(Bytes.fromHex("0c05 010203"));
        assertThat(longForm.toBytes()).isEqualTo(Bytes.fromHex("8c8006 010203"));
        assertThat(longForm.encrypted()).isTrue();
        assertThat(PduChecks.decode(FastPathPdu::decode, longForm.toBytes())).isEqualTo(longForm);
    }

    @Test
    void refusesAnotherAction() {
        assertThatThrownBy(() -> PduChecks.decode(FastPathPdu::decode, Bytes.fromHex("0302")))
                .hasMessageContaining("TS_FP_PDU.fpHeader");
    }

    @Test
    void refusesAPayloadThatItsLengthCannotTell() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FastPathPdu(0, 0, false, Bytes.zeros(126)));
        assertThatIllegalArgumentException().isThrownBy(() -> new FastPathPdu(0, 0, true, Bytes.zeros(0x7ffd)));
    }

    @Test
    void survivesMutations() {
        PduChecks.survivesMutations(
                FastPathPdu::decode, captured().stream().map(Captured::bytes).toList(), 81L, 5_000);
    }
}
