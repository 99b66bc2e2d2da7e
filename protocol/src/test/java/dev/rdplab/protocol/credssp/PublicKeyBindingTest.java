package dev.rdplab.protocol.credssp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.wire.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublicKeyBindingTest {

    @Test
    void isTheKeyItselfBeforeVersionFive() {
        var binding = new PublicKeyBinding(4, Bytes.of(0x30, 1, 2), Optional.empty());
        assertThat(binding.clientToServer()).isEqualTo(Bytes.of(0x30, 1, 2));
        assertThat(binding.serverToClient()).isEqualTo(Bytes.of(0x31, 1, 2));
    }

    @Test
    void carriesNothingOverFromTheFirstByte() {
        var binding = new PublicKeyBinding(2, Bytes.of(0xff, 1), Optional.empty());
        assertThat(binding.serverToClient()).isEqualTo(Bytes.of(0, 1));
    }

    @Test
    void needsANonceToHash() {
        assertThatThrownBy(() -> new PublicKeyBinding(5, Bytes.of(1), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
