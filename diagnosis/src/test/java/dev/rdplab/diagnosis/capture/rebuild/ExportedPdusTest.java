package dev.rdplab.diagnosis.capture.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.net.UpperPdu;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which end is which where only PDUs are at hand. */
class ExportedPdusTest {

    private static final HostPort A = new HostPort(Bytes.of(10, 0, 0, 1), 50_000);
    private static final HostPort B = new HostPort(Bytes.of(10, 0, 0, 2), 3389);
    private static final Bytes REQUEST = Bytes.fromHex("0300000b06e00000000000");
    private static final Bytes CONFIRM = Bytes.fromHex("0300000b06d00000123400");

    private static Rebuilt rebuilt(UpperPdu... pdus) {
        return ExportedPdus.rebuild(3, List.of(pdus), Optional.empty(), 10);
    }

    private static UpperPdu pdu(HostPort from, HostPort to, Bytes bytes) {
        return new UpperPdu(1, 1, "tpkt", from, to, bytes);
    }

    @Test
    void theFirstToSpeakIsTheClient() {
        var rebuilt = rebuilt(pdu(A, B, REQUEST), pdu(B, A, CONFIRM));
        assertThat(rebuilt.number()).isEqualTo(3);
        assertThat(rebuilt.clientAddress()).isEqualTo(A);
        assertThat(rebuilt.serverAddress()).isEqualTo(B);
        assertThat(rebuilt.clientEnding().lastSent()).isEqualTo("ConnectionRequest");
        assertThat(rebuilt.clientEnding().lastReceived()).isEqualTo("ConnectionConfirm");
    }

    @Test
    void whoConfirmsIsTheServerEvenWithoutARequest() {
        var rebuilt = rebuilt(pdu(B, A, CONFIRM));
        assertThat(rebuilt.clientAddress()).isEqualTo(A);
        assertThat(rebuilt.serverAddress()).isEqualTo(B);
        assertThat(rebuilt.serverEnding().lastSent()).isEqualTo("ConnectionConfirm");
    }

    @Test
    void whatIsNoTpktConfirmsNothing() {
        var rebuilt = rebuilt(pdu(A, B, Bytes.fromHex("3000000b06d00000123400")));
        assertThat(rebuilt.clientAddress()).isEqualTo(A);
        var shorter = rebuilt(pdu(A, B, Bytes.fromHex("0300000b06")));
        assertThat(shorter.clientAddress()).isEqualTo(A);
    }

    @Test
    void saysThatTheCloseIsNotKnown() {
        assertThat(rebuilt(pdu(A, B, REQUEST)).notes())
                .contains("exported PDUs without TCP: how the connection was closed is not known");
    }
}
