package dev.rdplab.packetlinks.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.chaos.link.Direction;
import dev.rdplab.packetlinks.Cause;
import dev.rdplab.packetlinks.Impairment;
import dev.rdplab.packetlinks.NeedsPacketLab;
import dev.rdplab.packetlinks.PacketLink;
import dev.rdplab.packetlinks.PacketPath;
import dev.rdplab.packetlinks.TunLink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real programs, carrying TCP. */
@NeedsPacketLab
class TunnelTest {

    private static final int LARGE = 4_000;

    @ParameterizedTest
    @ValueSource(strings = {"none", "wireguard", "openvpn-udp", "openvpn-tcp"})
    void carriesTcpOverTheLinkAndNothingBesideIt(String name) throws IOException {
        carriesTcp(Tunnels.named(name));
    }

    @Test
    void aFurtherTunnelIsOneClass() throws IOException {
        carriesTcp(new VxlanTunnel());
    }

    static void carriesTcp(Tunnel tunnel) throws IOException {
        assertThat(tunnel.missing()).isEmpty();
        try (var link = TunLink.open(PacketPath.both(Impairment.NONE, 1));
                var open = tunnel.open(link, TunnelKnobs.DEFAULTS)) {
            long before = link.counts(Direction.UP).of(Cause.DELIVERED);

            assertThat(echo(link, open, LARGE)).isEqualTo(LARGE);
            assertThat(link.counts(Direction.UP).of(Cause.DELIVERED)).isGreaterThan(before + 2);
            assertThat(open.failure()).isEmpty();
            assertThat(open.settings()).containsEntry("tunnel", tunnel.name());

            // The proof that the bytes take the link: without it they do not arrive.
            link.change(Direction.UP, Impairment.NONE.loss(1));
            assertThatThrownBy(() -> echo(link, open, 1)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"wireguard", "openvpn-udp"})
    void aTunnelWhoseMtuIsTooLargeForThePathHangsAndASmallerOnePasses(String name) throws IOException {
        var hole = Impairment.NONE.mtu(Impairment.Mtu.blackHole(1400));
        for (boolean fitting : new boolean[] {false, true}) {
            var knobs = fitting ? TunnelKnobs.DEFAULTS.mtu(1300) : TunnelKnobs.DEFAULTS;
            try (var link = TunLink.open(PacketPath.both(Impairment.NONE, 1));
                    var open = Tunnels.named(name).open(link, knobs)) {
                link.change(Direction.UP, hole);
                link.change(Direction.DOWN, hole);
                assertThat(echo(link, open, 100)).isEqualTo(100);
                if (fitting) {
                    assertThat(echo(link, open, LARGE)).isEqualTo(LARGE);
                } else {
                    assertThatThrownBy(() -> echo(link, open, LARGE)).isInstanceOf(SocketTimeoutException.class);
                    assertThat(link.counts(Direction.UP).of(Cause.TOO_BIG)).isPositive();
                }
            }
        }
    }

    @Test
    void mssfixHelpsWhereTheMtuStaysWrong() throws IOException {
        var hole = Impairment.NONE.mtu(Impairment.Mtu.blackHole(1400));
        for (String name : new String[] {"wireguard", "openvpn-udp"}) {
            try (var link = TunLink.open(PacketPath.both(Impairment.NONE, 1));
                    var open = Tunnels.named(name).open(link, TunnelKnobs.DEFAULTS.mssfix(1200))) {
                link.change(Direction.UP, hole);
                link.change(Direction.DOWN, hole);
                assertThat(echo(link, open, LARGE)).as(name).isEqualTo(LARGE);
            }
        }
    }

    @Test
    void openVpnFragmentsWhatDoesNotFit() throws IOException {
        try (var link = TunLink.open(PacketPath.both(Impairment.NONE, 1));
                var open = Tunnels.named("openvpn-udp")
                        .open(
                                link,
                                TunnelKnobs.DEFAULTS.fragment(1200).mssfix(1600).cipher("CHACHA20-POLY1305"))) {
            link.change(Direction.UP, Impairment.NONE.mtu(Impairment.Mtu.blackHole(1300)));
            assertThat(echo(link, open, LARGE)).isEqualTo(LARGE);
        }
    }

    @Test
    void saysWhyAProgramDidNotComeUp() {
        try (var link = TunLink.open(PacketPath.both(Impairment.NONE, 1))) {
            assertThatThrownBy(() -> Tunnels.named("openvpn-udp").open(link, TunnelKnobs.DEFAULTS.cipher("NO-SUCH")))
                    .hasMessageContaining("openvpn has ended")
                    .hasMessageContaining("NO-SUCH");
        }
    }

    @Test
    void refusesKnobsThatATunnelDoesNotHave() {
        assertThatThrownBy(() -> Tunnels.named("wireguard").open(null, TunnelKnobs.DEFAULTS.fragment(1000)))
                .hasMessage("wireguard has no fragment and no cipher");
        assertThatThrownBy(() -> Tunnels.named("ipsec")).hasMessageContaining("openvpn-tcp");
    }

    /** @return how many of the bytes came back */
    private static int echo(PacketLink link, OpenTunnel tunnel, int bytes) throws IOException {
        try (var listener = link.b().call(() -> new ServerSocket(0, 5, tunnel.addressB()));
                var client = link.a().call(() -> {
                    var socket = new Socket();
                    socket.bind(new InetSocketAddress(tunnel.addressA(), 0));
                    return socket;
                })) {
            client.setSoTimeout(1_500);
            client.connect(new InetSocketAddress(tunnel.addressB(), listener.getLocalPort()), 1_500);
            try (var server = listener.accept()) {
                server.setSoTimeout(1_500);
                client.getOutputStream().write(new byte[bytes]);
                server.getOutputStream().write(server.getInputStream().readNBytes(bytes));
                return client.getInputStream().readNBytes(bytes).length;
            }
        }
    }
}
