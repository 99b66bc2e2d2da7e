package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.licensing.IssuedLicense;
import dev.rdplab.protocol.licensing.LicenseKeys;
import dev.rdplab.protocol.licensing.LicenseMessage;
import dev.rdplab.protocol.licensing.NewLicense;
import dev.rdplab.protocol.licensing.PlatformChallengeResponse;
import dev.rdplab.protocol.licensing.ProductInfo;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;

/** Waits for the answer to the platform challenge and issues a licence. */
record AwaitPlatformChallengeResponse(Settings settings, IoPath path, LicenseKeys keys, Bytes challenge)
        implements SessionState {

    @Override
    public Stage stage() {
        return Stage.LICENSING;
    }

    @Override
    public SessionState with(IoPath next) {
        return new AwaitPlatformChallengeResponse(settings, next, keys, challenge);
    }

    @Override
    public boolean expectsLicense() {
        return true;
    }

    @Override
    public Step onLicense(Outbox out, WireReader body) {
        if (!(LicenseMessage.decode(body) instanceof PlatformChallengeResponse response)) {
            throw body.violation("bMsgType", Problem.UNEXPECTED_PDU, "a platform challenge response was expected");
        }
        if (!response.open(keys).response().pbChallenge().equals(challenge)) {
            throw body.violation("pbChallenge", Problem.BAD_SIGNATURE, "another challenge was answered");
        }
        var licence = IssuedLicense.of(ProductInfo.microsoft(), Bytes.ascii("rdplab lab licence"));
        Licensing.send(out, NewLicense.of(licence, keys));
        return Activation.begin(settings, out).received(response.pduName());
    }
}
