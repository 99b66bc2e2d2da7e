package dev.rdplab.protocol.ntlm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Secret;
import org.junit.jupiter.api.Test;

/** The example of [MS-NLMP] 4.2.3: version 1 with a client challenge. */
class Ntlmv1ResponseTest {

    private static final NtHash HASH = NtHash.of(Secret.of("Password"));
    private static final Bytes SERVER = Bytes.fromHex("0123456789abcdef");
    private static final Bytes CLIENT = Bytes.fromHex("aaaaaaaaaaaaaaaa");

    @Test
    void provesThePassword() {
        assertThat(Ntlmv1Response.nt(HASH, SERVER, CLIENT))
                .isEqualTo(Bytes.fromHex("7537f803ae367128ca458204bde7caf81e97ed2683267232"));
        assertThat(Ntlmv1Response.lm(CLIENT))
                .isEqualTo(Bytes.fromHex("aaaaaaaaaaaaaaaa00000000000000000000000000000000"));
    }

    @Test
    void makesTheKeyExchangeKey() {
        assertThat(Ntlmv1Response.keyExchangeKey(HASH, SERVER, Ntlmv1Response.lm(CLIENT)))
                .isEqualTo(Bytes.fromHex("eb93429a8bd952f8b89c55b87f475edc"));
    }
}
