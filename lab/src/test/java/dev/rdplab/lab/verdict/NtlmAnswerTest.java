package dev.rdplab.lab.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.ntlm.AuthenticateMessage;
import dev.rdplab.protocol.ntlm.NegotiateFlags;
import dev.rdplab.protocol.ntlm.NtlmVersion;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NtlmAnswerTest {

    @ParameterizedTest
    @CsvSource({"24, true", "16, false", "120, false"})
    void theLengthOfTheResponseIsItsVersion(int length, boolean version1) {
        var message = AuthenticateMessage.of(
                NegotiateFlags.CLIENT_DEFAULT,
                "",
                "alice",
                "",
                Bytes.zeros(24),
                Bytes.zeros(length),
                Bytes.zeros(16),
                NtlmVersion.WINDOWS_10);
        var out = new WireWriter();
        message.encode(out);
        var frame = new WireWriter();
        TsRequest.of(6).withNegoToken(out.toBytes()).encode(frame);

        var event = new Transcript.Event(
                0, Transcript.Kind.SENT, Stage.CREDSSP, "TSRequest", "NTLM AUTHENTICATE", frame.toBytes(), "");

        assertThat(NtlmAnswer.isVersion1(List.of(event))).isEqualTo(version1);
    }
}
