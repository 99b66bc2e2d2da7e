package dev.rdplab.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.EndingKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HalfClosedTest {

    @ParameterizedTest
    @EnumSource
    void aHalfCloseStaysAHalfCloseAndFinStaysFin(Role first) throws Exception {
        try (var ends = new Ends()) {
            var client = ends.client();
            var server = ends.server();
            var closing = first == Role.CLIENT ? client : server;
            var other = first == Role.CLIENT ? server : client;
            closing.getOutputStream().write(1);
            closing.shutdownOutput();
            assertThat(other.getInputStream().readAllBytes()).containsExactly(1);

            other.getOutputStream().write(new byte[] {2, 3});
            assertThat(closing.getInputStream().readNBytes(2)).containsExactly(2, 3);
            other.close();
            assertThat(closing.getInputStream().read()).isEqualTo(-1);

            var report = ends.report();
            for (var leg : List.of(report.client(), report.server())) {
                assertThat(leg.end().ending()).isEqualTo(EndingKind.CLOSED_FIN);
                assertThat(leg.end().by()).isEqualTo(first);
            }
        }
    }

    /** As a link does that cannot reach its server, while the client keeps its socket. */
    @ParameterizedTest
    @EnumSource
    void anEndThatKeepsItsSideOpenBehindAFinDoesNotHoldTheVerdictUp(Role first) throws Exception {
        try (var ends = new Ends(options -> options.halfClosed(Duration.ofMillis(200)))) {
            var client = ends.client();
            var server = ends.server();
            var closing = first == Role.CLIENT ? client : server;
            var other = first == Role.CLIENT ? server : client;
            closing.shutdownOutput();
            assertThat(other.getInputStream().read()).isEqualTo(-1);

            var report = ends.report();
            for (var leg : List.of(report.client(), report.server())) {
                assertThat(leg.end().ending()).isEqualTo(EndingKind.CLOSED_FIN);
                assertThat(leg.end().by()).isEqualTo(first);
            }
            assertThat(closing.getInputStream().read()).isEqualTo(-1);
            other.close();
        }
    }
}
