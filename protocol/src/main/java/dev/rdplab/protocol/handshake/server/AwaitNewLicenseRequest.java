package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.licensing.LicenseInfo;
import dev.rdplab.protocol.licensing.LicenseKeys;
import dev.rdplab.protocol.licensing.LicenseMessage;
import dev.rdplab.protocol.licensing.LicenseRequest;
import dev.rdplab.protocol.licensing.NewLicenseRequest;
import dev.rdplab.protocol.licensing.PlatformChallenge;
import dev.rdplab.protocol.licensing.ProductInfo;
import dev.rdplab.protocol.security.ProprietaryCertificate;
import dev.rdplab.protocol.security.RsaKeyPair;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import java.util.Optional;

/** Has asked for a licence and waits for the client's, or for its request of a new one, [MS-RDPELE] 3.2.5.1. */
record AwaitNewLicenseRequest(Settings settings, IoPath path, RsaKeyPair key, Bytes serverRandom)
        implements SessionState {

    private static final int KEY_BITS = 512;

    /** Bytes of a platform challenge, as Windows sends it. */
    private static final int CHALLENGE_LENGTH = 10;

    static Step begin(Settings settings, Outbox out) {
        var nonces = settings.link().environment().nonces();
        var key = settings.link()
                .policy()
                .rdpSecurity()
                .map(ServerPolicy.RdpSecurity::key)
                .orElseGet(() -> RsaKeyPair.generate(KEY_BITS, nonces));
        var random = nonces.next("licenceServerRandom", LicenseMessage.RANDOM_LENGTH);
        var certificate = ProprietaryCertificate.of(key.publicKey());
        Licensing.send(out, LicenseRequest.of(random, ProductInfo.microsoft(), Optional.of(certificate)));
        Licensing.measure(settings, out);
        return out.to(path -> new AwaitNewLicenseRequest(settings, path, key, random));
    }

    @Override
    public Stage stage() {
        return Stage.LICENSING;
    }

    @Override
    public SessionState with(IoPath next) {
        return new AwaitNewLicenseRequest(settings, next, key, serverRandom);
    }

    @Override
    public boolean expectsLicense() {
        return true;
    }

    @Override
    public Step onLicense(Outbox out, WireReader body) {
        var message = LicenseMessage.decode(body);
        var challenge = settings.link().environment().nonces().next("platformChallenge", CHALLENGE_LENGTH);
        if (message instanceof NewLicenseRequest request) {
            var keys = LicenseKeys.of(request, serverRandom, key);
            Licensing.send(out, PlatformChallenge.of(challenge, keys));
            return out.to(next -> new AwaitPlatformChallengeResponse(settings, next, keys, challenge))
                    .received(message.pduName());
        }
        if (message instanceof LicenseInfo info) {
            var keys = LicenseKeys.of(info, serverRandom, key);
            Licensing.send(out, PlatformChallenge.of(challenge, keys));
            return out.to(next -> new AwaitPlatformChallengeResponse(settings, next, keys, challenge))
                    .received(message.pduName());
        }
        throw body.violation("bMsgType", Problem.UNEXPECTED_PDU, message.pduName());
    }
}
