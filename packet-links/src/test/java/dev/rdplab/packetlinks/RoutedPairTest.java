package dev.rdplab.packetlinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What netem is hung on: the router, its small MTU and its rules. */
@NeedsPacketLab
class RoutedPairTest {

    @ParameterizedTest
    @CsvSource({"10.77.0.2, true, 1300", "10.77.0.2, false, 1300", "fd77::2, true, 1300", "fd77::2, false, 1300"})
    void tellsOfItsSmallMtuOrStaysSilent(String target, boolean answers, int mtu) {
        var path = PacketPath.of(Impairment.NONE.mtu(new Impairment.Mtu(mtu, answers)), Impairment.NONE, 1);
        try (var pair = RoutedPair.open(path)) {
            assertThat(pair.a().run("ping", "-c", "1", "-W", "2", target)).contains(" 0% packet loss");
            assertThatThrownBy(() ->
                            pair.a().run("ping", "-c", "2", "-i", "0.2", "-W", "1", "-M", "do", "-s", "1400", target))
                    .hasMessageContaining("100% packet loss")
                    .satisfies(e -> assertThat(e.getMessage().contains("mtu")).isEqualTo(answers));
        }
    }

    @Test
    void clampsTheMssOfWhatItForwards() throws Exception {
        var path = PacketPath.of(Impairment.NONE.mssClamp(1000), Impairment.NONE, 1);
        try (var pair = RoutedPair.open(path);
                var listener = pair.b().call(() -> new ServerSocket(0, 1, PacketNet.B));
                var client = pair.a().call(() -> new Socket(PacketNet.B, listener.getLocalPort()));
                var server = listener.accept()) {
            assertThat(server.isConnected() && client.isConnected()).isTrue();
            // What the server may send is what the clamped SYN said, less 12 bytes of timestamps.
            assertThat(pair.b().run("ss", "-tin")).contains(" mss:988 ");
        }
    }

    @Test
    void takesAnotherShapeWhileItIsOpen() {
        try (var pair = RoutedPair.open(PacketPath.both(Impairment.NONE, 1))) {
            String[] large = {"ping", "-c", "1", "-W", "1", "-M", "do", "-s", "1400", "10.77.0.2"};
            assertThat(pair.a().run(large)).contains(" 0% packet loss");

            pair.shape(PacketPath.of(Impairment.NONE.mtu(Impairment.Mtu.blackHole(1300)), Impairment.NONE, 1));
            assertThatThrownBy(() -> pair.a().run(large)).hasMessageContaining("100% packet loss");

            pair.shape(PacketPath.both(Impairment.NONE, 1));
            assertThat(pair.a().run(large)).contains(" 0% packet loss");
        }
    }
}
