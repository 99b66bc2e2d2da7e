package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.licensing.LicenseMessage;
import dev.rdplab.protocol.security.SecurityExchange;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.security.SecuritySession;
import dev.rdplab.protocol.security.SessionKeys;
import dev.rdplab.protocol.share.SharePdu;

/** Waits until the server licenses the client, [MS-RDPELE] 3.3. */
record AwaitLicensing(ServerSettings settings, IoPath path, ClientLicensing licensing) implements SessionState {

    /** Sends the client's random number where standard RDP security is in force, and the Client Info PDU. */
    static Step begin(ServerSettings settings, IoPath joined) {
        var policy = settings.link().policy();
        var nonces = settings.link().environment().nonces();
        var out = new Outbox(joined);
        if (settings.serverKey().isPresent()) {
            var random = nonces.next("clientRandom", SecurityExchange.RANDOM_LENGTH);
            var exchange = SecurityExchange.of(random, settings.serverKey().get());
            out.clear(PduNames.SECURITY_EXCHANGE, "", joined.ioChannel(), SecurityFlags.SEC_EXCHANGE_PKT, exchange);
            var keys = SessionKeys.derive(settings.method(), random, settings.serverRandom());
            out.secure(SecuritySession.of(keys, Role.CLIENT), policy.saltedMac());
        }
        out.flagged(PduNames.CLIENT_INFO, "", joined.ioChannel(), SecurityFlags.SEC_INFO_PKT, policy.clientInfo());
        return out.to(path -> new AwaitLicensing(settings, path, ClientLicensing.start(settings)));
    }

    @Override
    public Stage stage() {
        return Stage.LICENSING;
    }

    @Override
    public SessionState with(IoPath next) {
        return new AwaitLicensing(settings, next, licensing);
    }

    /** Some servers go on without a word about licences. */
    @Override
    public SessionState onShare(Outbox out, SharePdu pdu) {
        return new AwaitDemandActive(settings, path).onShare(out, pdu);
    }

    @Override
    public Step onLicense(Outbox out, LicenseMessage message) {
        return licensing.answer(this, message, out);
    }
}
