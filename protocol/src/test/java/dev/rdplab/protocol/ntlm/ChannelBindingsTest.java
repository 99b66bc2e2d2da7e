package dev.rdplab.protocol.ntlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.testkit.Capture;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelBindingsTest {

    private static final String SHA256_WITH_RSA = "2a864886f70d01010b";

    /** The expected values come from Python's hashlib over the same certificate with the algorithm's number changed. */
    @ParameterizedTest
    @CsvSource({
        "2a864886f70d01010b, 071ea28e6896d1c38608e8fd4f116466",
        "2a864886f70d01010c, f71010f441544c260d155cc5c2db27b5",
        "2a864886f70d01010d, a106f47889e9ec7b5d0b651b3c14c7dc",
        "2a864886f70d010105, be251e68a5522aa5271c8ab0c8593ccb" // SHA-1 counts as SHA-256
    })
    void takeTheHashOfTheCertificatesOwnSignature(String algorithm, String expected) {
        byte[] certificate =
                Capture.load("xf3_shadow_nla_ok").hexAfter("channel binding):").orElseThrow();
        String changed = HexFormat.of().formatHex(certificate).replace(SHA256_WITH_RSA, algorithm);
        assertThat(ChannelBindings.tlsServerEndPoint(Bytes.fromHex(changed))).isEqualTo(Bytes.fromHex(expected));
    }

    @Test
    void needACertificate() {
        assertThatThrownBy(() -> ChannelBindings.tlsServerEndPoint(Bytes.of(0x30, 1)))
                .isInstanceOf(ProtocolViolationException.class);
        assertThatThrownBy(() -> ChannelBindings.tlsServerEndPoint(Bytes.EMPTY))
                .isInstanceOf(ProtocolViolationException.class);
    }
}
