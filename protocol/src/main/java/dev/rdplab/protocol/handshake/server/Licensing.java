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
            case VALID_CLIENT -> {
                send(out, LicenseError.VALID_CLIENT);
                measure(settings, out);
                yield Activation.begin(settings, out);
            }
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

    /** Measures where the policy has it between the licensing PDUs. */
    static void measure(Settings settings, Outbox out) {
        var autoDetect = settings.link().policy().session().autoDetect();
        if (autoDetect.measures(AutoDetectPolicy.During.LICENSING)) {
            MessageChannel.measure(out, autoDetect);
        }
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
