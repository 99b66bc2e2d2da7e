package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.licensing.HardwareId;
import dev.rdplab.protocol.licensing.LicenseError;
import dev.rdplab.protocol.licensing.LicenseKeys;
import dev.rdplab.protocol.licensing.LicenseMessage;
import dev.rdplab.protocol.licensing.LicenseRequest;
import dev.rdplab.protocol.licensing.LicenseStateTransition;
import dev.rdplab.protocol.licensing.NewLicense;
import dev.rdplab.protocol.licensing.NewLicenseRequest;
import dev.rdplab.protocol.licensing.PlatformChallenge;
import dev.rdplab.protocol.licensing.PlatformChallengeResponse;
import dev.rdplab.protocol.licensing.ResponseData;
import dev.rdplab.protocol.security.RsaPublicKey;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.security.ServerCertificate;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.Optional;

/**
 * The client's side of licensing, [MS-RDPELE] 3.3: it owns no licence and asks for a new one.
 *
 * @param keys once the client has answered a licence request
 */
record ClientLicensing(ServerSettings settings, Optional<LicenseKeys> keys) {

    static ClientLicensing start(ServerSettings settings) {
        return new ClientLicensing(settings, Optional.empty());
    }

    Step answer(AwaitLicensing state, LicenseMessage message, Outbox out) {
        if (message instanceof LicenseError error) {
            return onError(state, error, out);
        }
        if (message instanceof LicenseRequest request) {
            return onRequest(state, request, out);
        }
        if (message instanceof PlatformChallenge challenge) {
            return onChallenge(state, challenge, out);
        }
        if (message instanceof NewLicense) {
            return licensed(out);
        }
        throw violation(state, message, "a message of clients");
    }

    private Step licensed(Outbox out) {
        return out.to(path -> new AwaitDemandActive(settings, path));
    }

    private Step onError(AwaitLicensing state, LicenseError error, Outbox out) {
        // Servers that only warn keep the phase as it is.
        if (error.isValidClient() || error.dwStateTransition().equals(LicenseStateTransition.ST_NO_TRANSITION)) {
            return licensed(out);
        }
        var outcome = Outcome.of(
                        EndingKind.LICENSE_ERROR,
                        Role.SERVER,
                        error.dwErrorCode().value())
                .detail(error.dwErrorCode() + ", " + error.dwStateTransition());
        return state.ended(outcome, new Effect.Close());
    }

    private Step onRequest(AwaitLicensing state, LicenseRequest request, Outbox out) {
        var nonces = settings.link().environment().nonces();
        var random = nonces.next("licenceClientRandom", LicenseMessage.RANDOM_LENGTH);
        var secret = nonces.next("preMasterSecret", LicenseKeys.PRE_MASTER_SECRET_LENGTH);
        var key = request.serverCertificate()
                .map(ServerCertificate::publicKey)
                .or(settings::serverKey)
                .orElseThrow(() -> violation(state, request, "no server certificate"));
        send(out, newLicenseRequest(random, secret, key));
        var derived = LicenseKeys.derive(secret, random, request.serverRandom());
        return out.to(path -> new AwaitLicensing(settings, path, new ClientLicensing(settings, Optional.of(derived))));
    }

    private NewLicenseRequest newLicenseRequest(Bytes random, Bytes secret, RsaPublicKey key) {
        var policy = settings.link().policy();
        return NewLicenseRequest.of(random, secret, key, policy.credentials().user(), policy.clientName());
    }

    private Step onChallenge(AwaitLicensing state, PlatformChallenge challenge, Outbox out) {
        var known = keys.orElseThrow(() -> violation(state, challenge, "before a licence request"));
        var answer = ResponseData.of(challenge.challenge(known));
        var hardware = new HardwareId(
                NewLicenseRequest.WINDOWS,
                settings.link().environment().nonces().next("hardwareId", 16));
        send(out, PlatformChallengeResponse.of(answer, hardware, known));
        return out.to(path -> new AwaitLicensing(settings, path, this));
    }

    private static void send(Outbox out, LicenseMessage message) {
        out.clear(message.pduName(), "", out.path().ioChannel(), SecurityFlags.SEC_LICENSE_PKT, message);
    }

    private static ProtocolViolationException violation(AwaitLicensing state, LicenseMessage message, String detail) {
        return new ProtocolViolationException(state.stage(), message.pduName(), "", -1, Problem.UNEXPECTED_PDU, detail);
    }
}
