package dev.rdplab.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.gcc.ScCore;
import dev.rdplab.protocol.gcc.ScMcsMsgChannel;
import dev.rdplab.protocol.gcc.ScNet;
import dev.rdplab.protocol.gcc.ScSecurity;
import dev.rdplab.protocol.gcc.ServerMcsConnectResponse;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.x224.SecurityProtocols;
import org.junit.jupiter.api.Test;

/** The settings that the server sends in its Connect-Response. */
class ServerSettingsTest {

    @Test
    void comeInTheOrderOfWindows() {
        var pair = Lab.pair(Lab.client(SecurityProtocols.SSL, false), Lab.server(SecurityLayer.TLS));
        pair.runUntil(Stage.ACTIVE, Lab.LIMIT);

        // rdesktop takes everything after the security block for a part of it.
        assertThat(connectResponse(pair).conference().orElseThrow().data().blocks())
                .extracting(Object::getClass)
                .map(Class::getSimpleName)
                .containsExactly(
                        ScCore.class.getSimpleName(),
                        ScNet.class.getSimpleName(),
                        ScSecurity.class.getSimpleName(),
                        ScMcsMsgChannel.class.getSimpleName());
    }

    private static ServerMcsConnectResponse connectResponse(HandshakePair pair) {
        var bytes = pair.server().transcript().events().stream()
                .filter(e -> e.kind() == Transcript.Kind.SENT && e.pdu().equals(PduNames.CONNECT_RESPONSE))
                .findFirst()
                .orElseThrow()
                .bytes();
        return ServerMcsConnectResponse.decode(WireReader.of(bytes, Stage.MCS_CONNECT, PduNames.CONNECT_RESPONSE));
    }
}
