package dev.rdplab.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.wire.Bytes;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults at the messages that a relay sees, and what each leg gets of them. */
class RelayFaultsTest {

    /** RDP_NEG_REQ for HYBRID and SSL, and RDP_NEG_RSP with HYBRID. */
    private static final Bytes REQUEST = Bytes.fromHex("030000130ee000000000000100080003000000");

    private static final Bytes CONFIRM = Bytes.fromHex("030000130ed000001234000200080002000000");
    private static final Bytes REFUSAL = Bytes.fromHex("030000130ed000001234000300080005000000");

    /** Acts in the server's name. */
    private static RelayOptions.Faults server(Interceptor interceptor) {
        return (role, connection) -> role == Role.SERVER ? interceptor : Interceptor.NONE;
    }

    private static Interceptor onReceived(String pdu, Effect... effects) {
        return new Interceptor() {
            @Override
            public Reception received(Occasion occasion, Message message) {
                return occasion.pdu().equals(pdu) ? new Reception(List.of(effects), true) : Reception.PROCEED;
            }
        };
    }

    @Test
    void aFaultResetsInTheServersNameOnBothLegs() throws Exception {
        try (var ends = new Ends(server(onReceived("ConnectionRequest", new Effect.Abort())))) {
            var client = ends.client();
            var server = ends.server();
            client.getOutputStream().write(REQUEST.toArray());

            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> client.getInputStream().read());
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> server.getInputStream().readAllBytes());
            var report = ends.report();
            assertThat(report.client().end().ending()).isEqualTo(EndingKind.CLOSED_RST);
            assertThat(report.client().end().by()).isEqualTo(Role.SERVER);
            assertThat(report.client().end().stage()).contains(Stage.X224);
            assertThat(report.client().end().lastFromClient()).isEqualTo("ConnectionRequest");
            assertThat(report.server().end().by()).isEqualTo(Role.CLIENT);
        }
    }

    @Test
    void aFaultClosesWithFinAndSaysSo() throws Exception {
        try (var ends = new Ends(server(onReceived("ConnectionRequest", new Effect.Close())))) {
            var client = ends.client();
            var server = ends.server();
            client.getOutputStream().write(REQUEST.toArray());

            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(server.getInputStream().readAllBytes()).isEqualTo(REQUEST.toArray());
            assertThat(ends.report().client().end().ending()).isEqualTo(EndingKind.CLOSED_FIN);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 18})
    void aChangedMessageIsChangedOnTheOtherLegOnly(int cut) throws Exception {
        var changing = new Interceptor() {
            @Override
            public List<Effect> sending(Occasion occasion, Effect.Send send) {
                return occasion.pdu().equals("ConnectionConfirm")
                        ? List.of(new Effect.Send(send.message().withBytes(REFUSAL), send.layer()))
                        : List.of(send);
            }
        };
        try (var ends = new Ends(server(changing))) {
            var client = ends.client();
            var server = ends.server();
            client.getOutputStream().write(REQUEST.toArray());
            assertThat(server.getInputStream().readNBytes(REQUEST.length())).isEqualTo(REQUEST.toArray());
            server.getOutputStream().write(CONFIRM.slice(0, cut).toArray());
            server.getOutputStream().flush();
            server.getOutputStream().write(CONFIRM.slice(cut).toArray());
            assertThat(client.getInputStream().readNBytes(REFUSAL.length())).isEqualTo(REFUSAL.toArray());
            client.close();
            server.close();
            var report = ends.report();
            assertThat(report.client().end().ending()).isEqualTo(EndingKind.NEGOTIATION_FAILURE);
            assertThat(report.server().end().ending()).isEqualTo(EndingKind.CLOSED_FIN);
        }
    }

    @Test
    void silenceHoldsWhatTheServerSaysUntilTheClientLeaves() throws Exception {
        try (var ends = new Ends(server(onReceived("ConnectionRequest", new Effect.Wait(Effect.Wait.FOREVER))))) {
            var client = ends.client();
            var server = ends.server();
            client.getOutputStream().write(REQUEST.toArray());
            server.getInputStream().readNBytes(REQUEST.length());
            server.getOutputStream().write(CONFIRM.toArray());
            client.setSoTimeout(300);
            assertThatExceptionOfType(java.net.SocketTimeoutException.class)
                    .isThrownBy(() -> client.getInputStream().read());
            client.close();
            assertThat(server.getInputStream().read()).isEqualTo(-1);
            server.close();
            assertThat(ends.report().client().end().by()).isEqualTo(Role.CLIENT);
        }
    }
}
