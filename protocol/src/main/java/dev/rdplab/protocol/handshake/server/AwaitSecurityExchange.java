package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.security.SecurityExchange;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.security.SecuritySession;
import dev.rdplab.protocol.security.SessionKeys;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;

/** Waits for the client's random number and derives the keys, [MS-RDPBCGR] 5.3.4. */
record AwaitSecurityExchange(Settings settings) implements ServerState {

    @Override
    public Stage stage() {
        return Stage.SECURITY_EXCHANGE;
    }

    @Override
    public Step onFrame(Bytes frame) {
        var data = Incoming.data(this, frame, PduNames.SECURITY_EXCHANGE);
        var opened = settings.path().open(data.reader(), true);
        if (!opened.flags().has(SecurityFlags.SEC_EXCHANGE_PKT)) {
            throw data.reader()
                    .violation("flags", Problem.UNEXPECTED_PDU, opened.flags() + ", SEC_EXCHANGE_PKT expected");
        }
        var exchange = SecurityExchange.decode(opened.body());
        var rdp = settings.link().policy().rdpSecurity().orElseThrow();
        var random = exchange.clientRandom(rdp.key(), opened.body());
        var keys = SessionKeys.derive(
                settings.method(), random, settings.serverRandom().orElseThrow());
        var path = settings.path().secured(SecuritySession.of(keys, Role.SERVER), false);
        return Step.to(new AwaitClientInfo(settings, path)).received(PduNames.SECURITY_EXCHANGE);
    }
}
