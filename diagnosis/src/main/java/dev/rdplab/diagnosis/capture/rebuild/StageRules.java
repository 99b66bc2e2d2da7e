package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.decode.Dissected;
import dev.rdplab.protocol.decode.DissectorContext;
import dev.rdplab.protocol.earlyauth.EarlyUserAuthorizationResult;
import dev.rdplab.protocol.gcc.ScMcsMsgChannel;
import dev.rdplab.protocol.gcc.ScNet;
import dev.rdplab.protocol.gcc.ServerMcsConnectResponse;
import dev.rdplab.protocol.licensing.LicenseError;
import dev.rdplab.protocol.licensing.LicenseStateTransition;
import dev.rdplab.protocol.mcs.ChannelJoinConfirm;
import dev.rdplab.protocol.rdsaad.RdsAadPdu;
import dev.rdplab.protocol.rdstls.RdstlsResponse;
import dev.rdplab.protocol.share.SharePdu;
import dev.rdplab.protocol.x224.ConnectionConfirm;
import dev.rdplab.protocol.x224.NegotiationReply;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.Map;
import java.util.Optional;

/** Which stage a connection is in once a PDU has passed, [MS-RDPBCGR] 1.3.1.1. */
final class StageRules {

    private static final Map<String, Stage> NEXT = Map.of(
            PduNames.CONNECTION_REQUEST, Stage.X224,
            PduNames.SECURITY_EXCHANGE, Stage.CLIENT_INFO,
            PduNames.CLIENT_INFO, Stage.LICENSING,
            PduNames.NEW_LICENSE, Stage.CAPABILITIES,
            PduNames.UPGRADE_LICENSE, Stage.CAPABILITIES,
            PduNames.DEMAND_ACTIVE, Stage.CAPABILITIES,
            PduNames.CONFIRM_ACTIVE, Stage.FINALIZATION,
            PduNames.FONT_MAP, Stage.ACTIVE);

    private int joinsExpected = Integer.MAX_VALUE;
    private int joins;

    /** Counts what has to be counted; to be asked once for each PDU, in order. */
    Optional<Stage> after(Dissected pdu) {
        Stage next = null;
        for (Pdu part : pdu.parts()) {
            var stage = after(pdu, part);
            if (stage != null && (next == null || stage.compareTo(next) > 0)) {
                next = stage;
            }
        }
        return Optional.ofNullable(next);
    }

    /** The stage behind TLS; empty when the Connection Confirm is not known. */
    static Optional<Stage> afterTls(DissectorContext context) {
        return context.selectedProtocol().map(StageRules::behindTls);
    }

    /** The stage behind TLS of a protocol that was selected. */
    static Stage behindTls(SecurityProtocols protocol) {
        if (nla(protocol)) {
            return Stage.CREDSSP;
        }
        if (protocol.contains(SecurityProtocols.RDSTLS)) {
            return Stage.RDSTLS;
        }
        return protocol.contains(SecurityProtocols.RDSAAD) ? Stage.RDS_AAD : Stage.MCS_CONNECT;
    }

    static boolean nla(SecurityProtocols protocol) {
        return protocol.contains(SecurityProtocols.HYBRID) || protocol.contains(SecurityProtocols.HYBRID_EX);
    }

    private Stage after(Dissected pdu, Pdu part) {
        if (part instanceof ConnectionConfirm confirm) {
            return afterConfirm(confirm);
        }
        if (part instanceof TsRequest request && request.authInfo().isPresent() && pdu.sender() == Role.CLIENT) {
            return pdu.next().credSsp() == DissectorContext.CredSsp.EARLY_AUTH ? Stage.EARLY_AUTH : Stage.MCS_CONNECT;
        }
        if (part instanceof EarlyUserAuthorizationResult result) {
            return result.isSuccess() ? Stage.MCS_CONNECT : Stage.EARLY_AUTH;
        }
        boolean accepted = part instanceof RdstlsResponse rdstls && rdstls.resultCode() == RdstlsResponse.SUCCESS
                || part instanceof RdsAadPdu.Result aad && aad.result() == 0;
        if (accepted) {
            return Stage.MCS_CONNECT;
        }
        if (part instanceof ServerMcsConnectResponse response) {
            return afterConnectResponse(response);
        }
        if (part instanceof ChannelJoinConfirm && ++joins >= joinsExpected) {
            return pdu.next().encryption() ? Stage.SECURITY_EXCHANGE : Stage.CLIENT_INFO;
        }
        if (part instanceof LicenseError error) {
            boolean over =
                    error.isValidClient() || error.dwStateTransition().equals(LicenseStateTransition.ST_NO_TRANSITION);
            return over && pdu.sender() == Role.SERVER ? Stage.CAPABILITIES : null;
        }
        return afterName(part instanceof SharePdu share ? share.pduName() : pdu.name());
    }

    /** The rest, for which the name is enough; also for what was only guessed. */
    static Stage afterName(String name) {
        return NEXT.get(name);
    }

    private static Stage afterConfirm(ConnectionConfirm confirm) {
        var reply = confirm.reply();
        if (reply.isEmpty()) {
            return Stage.MCS_CONNECT;
        }
        if (reply.get() instanceof NegotiationReply.Response response) {
            return response.selectedProtocol().equals(SecurityProtocols.RDP) ? Stage.MCS_CONNECT : Stage.TLS;
        }
        return Stage.X224;
    }

    private Stage afterConnectResponse(ServerMcsConnectResponse response) {
        if (response.conference().isEmpty()) {
            return Stage.MCS_CONNECT;
        }
        var data = response.conference().get().data();
        int channels =
                data.find(ScNet.class).map(net -> net.channelIds().size()).orElse(0);
        // the user's own channel, the I/O channel, the message channel if there is one, and the virtual channels
        joinsExpected = 2 + (data.find(ScMcsMsgChannel.class).isPresent() ? 1 : 0) + channels;
        return Stage.CHANNEL_JOIN;
    }
}
