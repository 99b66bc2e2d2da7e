package dev.rdplab.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.wire.Bytes;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a relay reports of a connection: who ended it, in which stage, and what was seen in clear text. */
class RelayReportTest {

    /** RDP_NEG_REQ for HYBRID and SSL, and RDP_NEG_RSP with HYBRID. */
    private static final Bytes REQUEST = Bytes.fromHex("030000130ee000000000000100080003000000");

    private static final Bytes CONFIRM = Bytes.fromHex("030000130ed000001234000200080002000000");
    private static final Bytes REFUSAL = Bytes.fromHex("030000130ed000001234000300080005000000");
    private static final Bytes FATAL_ALERT = Bytes.fromHex("15030300020230");

    /** Perhaps before the relay is connected to the server. */
    @Test
    void aClientThatResetsAtOnceIsTheOneThatEndedBothLegs() throws Exception {
        try (var ends = new Ends()) {
            for (int i = 0; i < 200; i++) {
                Ends.reset(ends.client());
                try (var server = ends.server()) {
                    assertThatExceptionOfType(SocketException.class)
                            .isThrownBy(() -> server.getInputStream().read());
                }
                var report = ends.report();
                for (var leg : List.of(report.client(), report.server())) {
                    assertThat(leg.end().ending()).isEqualTo(EndingKind.CLOSED_RST);
                    assertThat(leg.end().by()).isEqualTo(Role.CLIENT);
                }
            }
        }
    }

    @Test
    void aRelayThatIsStoppedSaysThatItWasTheRelay() throws Exception {
        try (var ends = new Ends()) {
            var client = ends.client();
            var server = ends.server();
            server.getOutputStream().write(1);
            client.getInputStream().read();
            ends.relay().close();

            var report = ends.report();
            for (var leg : List.of(report.client(), report.server())) {
                assertThat(leg.end().detail()).isEqualTo("the relay was stopped");
            }
            assertThat(report.client().end().by()).isEqualTo(Role.SERVER);
            assertThat(report.server().end().by()).isEqualTo(Role.CLIENT);
        }
    }

    @Test
    void aServerThatIsNotThereShowsAsAReset() throws Exception {
        try (var ends = new Ends()) {
            ends.stopListening();
            var client = ends.client();
            assertThatExceptionOfType(SocketException.class)
                    .isThrownBy(() -> client.getInputStream().read());

            var report = ends.report();
            assertThat(report.server().end().ending()).isEqualTo(EndingKind.REFUSED);
            assertThat(report.server().end().stage()).contains(Stage.CONNECT);
            assertThat(report.client().end().ending()).isEqualTo(EndingKind.CLOSED_RST);
            assertThat(report.server().transcript().events())
                    .as("no RST of a connection that never was")
                    .noneMatch(event -> event.detail().startsWith("RST"));
        }
    }

    @Test
    void aRefusedNegotiationAndAnAlertInTheClearAreTold() throws Exception {
        try (var ends = new Ends()) {
            var client = ends.client();
            var server = ends.server();
            client.getOutputStream().write(REQUEST.toArray());
            server.getInputStream().readNBytes(REQUEST.length());
            server.getOutputStream().write(REFUSAL.toArray());
            server.close();
            client.getInputStream().readAllBytes();
            client.close();
            var refused = ends.report().client().end();
            assertThat(refused.ending()).isEqualTo(EndingKind.NEGOTIATION_FAILURE);
            assertThat(refused.code()).hasValue(5);
            assertThat(refused.stage()).contains(Stage.X224);

            var second = ends.client();
            var other = ends.server();
            second.getOutputStream().write(REQUEST.toArray());
            other.getInputStream().readNBytes(REQUEST.length());
            other.getOutputStream().write(CONFIRM.toArray());
            second.getInputStream().readNBytes(CONFIRM.length());
            second.getOutputStream().write(FATAL_ALERT.toArray());
            second.close();
            other.getInputStream().readAllBytes();
            other.close();
            var alert = ends.report().server().end();
            assertThat(alert.ending()).isEqualTo(EndingKind.TLS_ALERT);
            assertThat(alert.code()).hasValue(0x30);
            assertThat(alert.by()).isEqualTo(Role.CLIENT);
            assertThat(alert.stage()).contains(Stage.TLS);
        }
    }

    @Test
    void encryptionHidesTheStageAndTheAmountShowsASession() {
        var sight = new Sight();
        sight.feed(Role.CLIENT, REQUEST, message -> {});
        sight.feed(Role.SERVER, CONFIRM, message -> {});
        sight.beginTls();
        assertThat(sight.knownStage()).contains(Stage.TLS);
        var record = Bytes.concat(Bytes.fromHex("1703030010"), Bytes.zeros(16));
        sight.feed(Role.CLIENT, record, message -> assertThat(message.pdu()).isEqualTo("ApplicationData"));
        assertThat(sight.knownStage()).as("TLS 1.3: Finished").contains(Stage.TLS);
        sight.feed(Role.CLIENT, record, message -> {});
        assertThat(sight.knownStage()).contains(Stage.CREDSSP);
        sight.feed(Role.CLIENT, record, message -> {});
        assertThat(sight.knownStage()).isEqualTo(Optional.empty());
        for (int i = 0; i < 5_000; i++) {
            sight.feed(Role.SERVER, record, message -> {});
        }
        assertThat(sight.knownStage()).contains(Stage.ACTIVE);
    }
}
