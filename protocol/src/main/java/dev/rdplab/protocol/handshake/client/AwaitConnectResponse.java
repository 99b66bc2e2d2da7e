package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.gcc.ServerMcsConnectResponse;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.mcs.AttachUserRequest;
import dev.rdplab.protocol.mcs.ErectDomainRequest;
import dev.rdplab.protocol.mcs.McsResult;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import java.util.ArrayList;
import java.util.List;

/** Waits for the server's settings and attaches to the domain, [MS-RDPBCGR] 3.2.5.3.4. */
record AwaitConnectResponse(ClientLink link) implements ClientState {

    /** Sends the client's settings, after {@code before}. */
    static Step begin(ClientLink link, Effect... before) {
        var initial = ClientSettings.connectInitial(link);
        var effects = new ArrayList<>(List.of(before));
        effects.add(new Effect.Send(Message.of(PduNames.CONNECT_INITIAL, initial::encode)));
        return new Step(new AwaitConnectResponse(link), effects, "", "");
    }

    @Override
    public Stage stage() {
        return Stage.MCS_CONNECT;
    }

    @Override
    public Step onFrame(Bytes frame) {
        var reader = reader(frame, PduNames.CONNECT_RESPONSE);
        var response = ServerMcsConnectResponse.decode(reader);
        var result = response.result();
        if (result != McsResult.SUCCESSFUL) {
            return ended(
                            Outcome.of(EndingKind.MCS_REFUSED, Role.SERVER, result.value())
                                    .detail("Connect-Response " + result),
                            new Effect.Close())
                    .received(PduNames.CONNECT_RESPONSE);
        }
        var conference = response.conference()
                .orElseThrow(() -> reader.violation("userData", Problem.INCONSISTENT, "missing from a grant"));
        return Step.to(
                        new AwaitAttachUserConfirm(ServerSettings.of(link, conference.data(), reader)),
                        new Effect.Send(Message.of(PduNames.ERECT_DOMAIN_REQUEST, ErectDomainRequest.of()::encode)),
                        new Effect.Send(Message.of(PduNames.ATTACH_USER_REQUEST, new AttachUserRequest()::encode)))
                .received(PduNames.CONNECT_RESPONSE);
    }
}
