package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.decode.Dissected;
import dev.rdplab.protocol.earlyauth.EarlyUserAuthorizationResult;
import dev.rdplab.protocol.gcc.ServerMcsConnectResponse;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.licensing.LicenseError;
import dev.rdplab.protocol.licensing.LicenseStateTransition;
import dev.rdplab.protocol.mcs.AttachUserConfirm;
import dev.rdplab.protocol.mcs.ChannelJoinConfirm;
import dev.rdplab.protocol.mcs.DisconnectProviderUltimatum;
import dev.rdplab.protocol.mcs.McsResult;
import dev.rdplab.protocol.rdsaad.RdsAadPdu;
import dev.rdplab.protocol.rdstls.RdstlsResponse;
import dev.rdplab.protocol.share.SetErrorInfo;
import dev.rdplab.protocol.share.ShareData;
import dev.rdplab.protocol.x224.ConnectionConfirm;
import dev.rdplab.protocol.x224.DisconnectRequest;
import dev.rdplab.protocol.x224.NegotiationReply;
import java.util.Optional;

/** PDUs that say why the connection ends. */
final class Announcements {

    private Announcements() {}

    /** The outcome that a PDU announces, if it does. */
    static Optional<Outcome> of(Dissected pdu, Stage stage) {
        return pdu.parts().stream()
                .map(part -> of(part, pdu.sender(), stage))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Outcome> of(Pdu part, Role sender, Stage stage) {
        if (part instanceof ConnectionConfirm confirm) {
            return confirm.reply()
                    .filter(NegotiationReply.Failure.class::isInstance)
                    .map(reply -> ((NegotiationReply.Failure) reply).failureCode())
                    .map(code -> Outcome.of(EndingKind.NEGOTIATION_FAILURE, sender, code.value())
                            .detail(code.toString()));
        }
        if (part instanceof DisconnectRequest request) {
            return Optional.of(
                    Outcome.of(EndingKind.REFUSED, sender, request.reason()).detail("X.224 Disconnect Request"));
        }
        if (part instanceof TsRequest request) {
            var code = request.errorCode();
            return code.isPresent() && code.getAsLong() != 0
                    ? Optional.of(Outcome.of(EndingKind.CREDSSP_ERROR, sender, code.getAsLong()))
                    : Optional.empty();
        }
        if (part instanceof EarlyUserAuthorizationResult result) {
            return result.isSuccess()
                    ? Optional.empty()
                    : Optional.of(Outcome.of(EndingKind.ACCESS_DENIED, sender, result.authorizationResult()));
        }
        if (part instanceof RdstlsResponse response) {
            return denied(response.resultCode(), response.carries(), sender);
        }
        if (part instanceof RdsAadPdu.Result result) {
            return denied(result.result(), "", sender);
        }
        if (part instanceof ServerMcsConnectResponse response) {
            return refused(response.mcs().result(), sender);
        }
        if (part instanceof AttachUserConfirm confirm) {
            return refused(confirm.result(), sender);
        }
        if (part instanceof ChannelJoinConfirm confirm) {
            return refused(confirm.result(), sender);
        }
        if (part instanceof DisconnectProviderUltimatum end) {
            return Optional.of(Outcome.of(
                            stage == Stage.ACTIVE ? EndingKind.COMPLETED : EndingKind.MCS_REFUSED,
                            sender,
                            end.reason().value())
                    .detail(end.reason().word()));
        }
        if (part instanceof LicenseError error) {
            return refused(error, sender);
        }
        if (part instanceof ShareData data
                && data.body() instanceof SetErrorInfo info
                && info.errorInfo() != SetErrorInfo.NONE) {
            return Optional.of(Outcome.of(EndingKind.ERROR_INFO, sender, info.errorInfo()));
        }
        return Optional.empty();
    }

    private static Optional<Outcome> denied(long code, String detail, Role sender) {
        return code == 0
                ? Optional.empty()
                : Optional.of(Outcome.of(EndingKind.ACCESS_DENIED, sender, code).detail(detail));
    }

    private static Optional<Outcome> refused(McsResult result, Role sender) {
        return result == McsResult.SUCCESSFUL
                ? Optional.empty()
                : Optional.of(Outcome.of(EndingKind.MCS_REFUSED, sender, result.value())
                        .detail(result.word()));
    }

    private static Optional<Outcome> refused(LicenseError error, Role sender) {
        boolean over =
                error.isValidClient() || error.dwStateTransition().equals(LicenseStateTransition.ST_NO_TRANSITION);
        return over
                ? Optional.empty()
                : Optional.of(Outcome.of(
                                EndingKind.LICENSE_ERROR,
                                sender,
                                error.dwErrorCode().value())
                        .detail(error.dwErrorCode() + ", " + error.dwStateTransition()));
    }
}
