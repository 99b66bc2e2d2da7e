package dev.rdplab.transport;

import static dev.rdplab.transport.Loopback.awaitClosed;
import static dev.rdplab.transport.Loopback.ending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.transport.tls.TestCertificates;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsServerSettings;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RecordingTest {

    private static Loopback.Plan overTls() {
        var plan = new Loopback.Plan();
        plan.serverTls = TlsContext.of(TlsServerSettings.of(TestCertificates.RSA.certificate()));
        plan.clientTls = TlsContext.of(TlsClientSettings.any());
        return plan;
    }

    private static long length(Connection connection, Role sender) {
        return connection.recorded().stream()
                .filter(raw -> raw.sender() == sender)
                .mapToLong(raw -> raw.bytes().length())
                .sum();
    }

    @Test
    void keepsEveryByteOfBothWays() throws Exception {
        var plan = overTls();
        plan.socket = SocketSettings.DEFAULT.recording();
        try (var net = plan.start()) {
            Connection client = net.connect();
            assertThat(ending(client).kind()).isEqualTo(EndingKind.COMPLETED);
            awaitClosed(client);

            assertThat(length(client, Role.CLIENT))
                    .isPositive()
                    .isEqualTo(client.traffic().sent());
            assertThat(length(client, Role.SERVER))
                    .isPositive()
                    .isEqualTo(client.traffic().received());
            assertThat(client.recorded()).isSortedAccordingTo((a, b) -> Long.compare(a.nanos(), b.nanos()));
        }
    }

    @Test
    void keepsNoMoreThanWasAllowed() throws Exception {
        var plan = overTls();
        plan.socket = new SocketSettings(OptionalInt.empty(), Optional.empty(), 100);
        try (var net = plan.start()) {
            Connection client = net.connect();
            awaitClosed(client);

            assertThat(length(client, Role.CLIENT) + length(client, Role.SERVER))
                    .isEqualTo(100);
        }
    }

    @Test
    void keepsNothingUnasked() throws Exception {
        try (var net = overTls().start()) {
            Connection client = net.connect();
            awaitClosed(client);

            assertThat(client.recorded()).isEmpty();
        }
    }
}
