package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.gcc.ClientData;
import dev.rdplab.protocol.gcc.ClientMcsConnectInitial;
import dev.rdplab.protocol.gcc.ServerMcsConnectResponse;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.mcs.McsResult;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Deviation;
import java.util.ArrayList;

/** Waits for MCS Connect-Initial and answers with the server's settings, [MS-RDPBCGR] 3.3.5.3.3. */
record AwaitConnectInitial(ServerLink link) implements ServerState {

    @Override
    public Stage stage() {
        return Stage.MCS_CONNECT;
    }

    @Override
    public Step onFrame(Bytes frame) {
        var borne = new ArrayList<Deviation>();
        var initial = ClientMcsConnectInitial.decode(bearing(frame, PduNames.CONNECT_INITIAL, link.policy(), borne));
        return answer(initial.data()).received(PduNames.CONNECT_INITIAL).bore(borne);
    }

    private Step answer(ClientData data) {
        var result = link.policy().mcs().connectResult();
        if (result != McsResult.SUCCESSFUL) {
            var refusal = ServerMcsConnectResponse.refused(result);
            return ended(
                    Outcome.of(EndingKind.MCS_REFUSED, Role.SERVER, result.value())
                            .detail("Connect-Response " + result),
                    new Effect.Send(Message.of(PduNames.CONNECT_RESPONSE, refusal::encode)),
                    new Effect.Close());
        }
        var settings = Settings.of(link, data);
        var response = ServerMcsConnectResponse.of(settings.serverData());
        return Step.to(
                new AwaitErectDomain(settings),
                new Effect.Send(Message.of(PduNames.CONNECT_RESPONSE, response::encode)));
    }
}
