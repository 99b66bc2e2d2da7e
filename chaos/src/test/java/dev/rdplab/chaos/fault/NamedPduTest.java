package dev.rdplab.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.decode.Dissector;
import dev.rdplab.protocol.decode.DissectorContext;
import dev.rdplab.protocol.wire.Bytes;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NamedPduTest {

    /** What stands in no TPKT frame, or on a channel that a bare frame does not tell. */
    private static final Set<String> ELSEWHERE = Set.of(
            "EarlyUserAuthorizationResult",
            "RdstlsCapabilities",
            "RdstlsAuthenticationResponse",
            "RdsAadServerNonce",
            "RdsAadAuthenticationResult",
            "AutoDetectRequest",
            "AutoDetectResponse",
            "InitiateMultitransportRequest",
            "MultitransportResponse");

    record Named(Role sender, String name) {}

    static Stream<Named> all() {
        return Stream.of(Role.values())
                .flatMap(role -> NamedPdu.names(role).stream().map(name -> new Named(role, name)))
                .filter(named -> !ELSEWHERE.contains(named.name()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isWhatItIsCalled(Named named) {
        var message = NamedPdu.of(named.sender(), named.name(), Map.of());

        assertThat(message.pdu()).isEqualTo(named.name());
        assertThat(Dissector.dissect(message.bytes(), named.sender(), DissectorContext.START)
                        .name())
                .isEqualTo(named.name());
    }

    @Test
    void takesFieldsByTheirNames() {
        var message = NamedPdu.of(Role.SERVER, "SetErrorInfo", Map.of("errorInfo", "0x7", "shareId", "5"));

        assertThat(message.bytes().slice(message.bytes().length() - 4)).isEqualTo(Bytes.fromHex("07000000"));
        var redirected = NamedPdu.of(
                Role.SERVER, "ServerRedirection", Map.of("TargetNetAddress", "127.0.0.2", "LoadBalanceInfo", "x"));
        assertThat(redirected.bytes().toString()).contains("3100320037002e00");
    }

    @Test
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> NamedPdu.of(Role.CLIENT, "FontMap", Map.of()))
                .hasMessageContaining("the client sends no PDU 'FontMap'")
                .hasMessageContaining("FontList");
        assertThatThrownBy(() -> NamedPdu.of(Role.SERVER, "SetErrorInfo", Map.of("error", "1")))
                .hasMessageContaining("no field 'error'")
                .hasMessageContaining("errorInfo");
        assertThatThrownBy(() -> NamedPdu.of(Role.SERVER, "SetErrorInfo", Map.of("errorInfo", "seven")))
                .hasMessageContaining("'seven'");
    }

    @Test
    void bytesAreCalledWhatTheyAre() {
        var frame = Bytes.fromHex("0300001c02f08068000103eb70800d0d001600ea03ea030100010000");

        assertThat(Foreign.of(frame).message(Role.SERVER, "sent early").pdu()).isEqualTo("DeactivateAll");
        assertThat(Foreign.of(Bytes.of(1, 2)).message(Role.SERVER, "sent early").pdu())
                .isEqualTo("sent early");
    }
}
