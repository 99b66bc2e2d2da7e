package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Closed;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.licensing.LicenseError;
import dev.rdplab.protocol.licensing.LicenseErrorCode;
import dev.rdplab.protocol.licensing.LicenseMessage;
import dev.rdplab.protocol.licensing.LicenseStateTransition;
import dev.rdplab.protocol.security.SecurityFlags;

/** The server's ways through licensing, [MS-RDPELE] 3.2. */
final class Licensing {

    private Licensing() {}

    static Step begin(Settings settings, Outbox out) {
        var policy = settings.link().policy().licensing();
        return switch (policy.mode()) {
            case VALID_CLIENT -> finish(settings, send(out, LicenseError.VALID_CLIENT));
            case ERROR -> {
                send(
                        out,
                        LicenseError.of(
                                new LicenseErrorCode(policy.errorCode()),
                                new LicenseStateTransition(policy.stateTransition())));
                out.add(new Effect.Close());
                var outcome = Outcome.of(EndingKind.LICENSE_ERROR, Role.SERVER, policy.errorCode());
                yield out.to(path -> new Closed(Stage.LICENSING, outcome));
            }
            case NEW_LICENSE -> AwaitNewLicenseRequest.begin(settings, out);
        };
    }

    /** Licensed: the server goes on to the capabilities. */
    static Step finish(Settings settings, Outbox out) {
        var next = AwaitConfirmActive.begin(settings, out, true);
        return out.to(next::with);
    }

    static Outbox send(Outbox out, LicenseMessage message) {
        return out.clear(
                message.pduName(),
                message instanceof LicenseError error ? error.dwErrorCode().toString() : "",
                out.path().ioChannel(),
                SecurityFlags.SEC_LICENSE_PKT,
                message);
    }
}
