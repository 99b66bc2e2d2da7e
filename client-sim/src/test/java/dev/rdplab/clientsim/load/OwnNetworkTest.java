package dev.rdplab.clientsim.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnNetworkTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "10.1.2.3, true",
        "172.31.0.1, true",
        "192.168.7.7, true",
        "169.254.1.1, true",
        "::1, true",
        "fd00::1, true",
        "fe80::1, true",
        "172.32.0.1, false",
        "192.0.2.1, false",
        "8.8.8.8, false",
        "2001:db8::1, false",
    })
    void onlyPrivateAddressesAreOnesOwn(String address, boolean own) throws IOException {
        assertThat(OwnNetwork.contains(InetAddress.getByName(address))).isEqualTo(own);
    }

    @Test
    void aHostElsewhereIsRefusedUnlessItsOwnerSaysSo() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OwnNetwork.resolve("192.0.2.1", false, "--mine"))
                .withMessage("192.0.2.1 is neither loopback nor in a private range; load only a server of your own, and"
                        + " say so with --mine");
        assertThat(OwnNetwork.resolve("192.0.2.1", true, "--mine").getHostAddress())
                .isEqualTo("192.0.2.1");
    }
}
