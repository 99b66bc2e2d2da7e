package dev.rdplab.transport;

import static dev.rdplab.transport.Loopback.awaitClosed;
import static dev.rdplab.transport.Loopback.ending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.EndingKind;
import org.junit.jupiter.api.Test;

class ClearTextTest {

    @Test
    void aWholeExchangeCompletes() throws Exception {
        try (var net = new Loopback.Plan().start()) {
            Connection client = net.connect();
            Connection server = net.accepted();

            assertThat(ending(client).kind()).isEqualTo(EndingKind.COMPLETED);
            assertThat(ending(client).lastReceived()).isEqualTo("Pong");
            assertThat(ending(server).kind()).isEqualTo(EndingKind.COMPLETED);
            assertThat(ending(server).outcome().by()).isEqualTo(Role.CLIENT);
            awaitClosed(client);
            awaitClosed(server);
            assertThat(client.traffic()).isEqualTo(new Traffic(11 + 15, 11 + 15));
        }
    }
}
