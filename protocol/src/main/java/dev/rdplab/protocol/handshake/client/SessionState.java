package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.autodetect.AutoDetectRequest;
import dev.rdplab.protocol.fastpath.FastPathPdu;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.licensing.LicenseError;
import dev.rdplab.protocol.licensing.LicenseMessage;
import dev.rdplab.protocol.mcs.DisconnectProviderUltimatum;
import dev.rdplab.protocol.mcs.DisconnectReason;
import dev.rdplab.protocol.mcs.DomainPdu;
import dev.rdplab.protocol.mcs.SendData;
import dev.rdplab.protocol.mcs.SendDataIndication;
import dev.rdplab.protocol.multitransport.InitiateMultitransportRequest;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.share.RedirectionPacket;
import dev.rdplab.protocol.share.ServerRedirection;
import dev.rdplab.protocol.share.SetErrorInfo;
import dev.rdplab.protocol.share.ShareData;
import dev.rdplab.protocol.share.SharePdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;

/**
 * A state after the Client Info PDU. The server may then send at any time: PDUs of the share and of licensing on the I/O
 * channel, questions on the message channel, data on other channels, fast-path output, and the end.
 */
sealed interface SessionState extends ClientState
        permits AwaitLicensing, AwaitDemandActive, AwaitFontMap, ClientActive, ErrorAnnounced {

    IoPath path();

    /** The same state on a path that has moved on. */
    SessionState with(IoPath path);

    /** Takes a PDU of the share and adds the answers. @return the state to go on in */
    SessionState onShare(Outbox out, SharePdu pdu);

    /** Whether the client has nothing left to do and leaves. */
    default boolean isOver() {
        return false;
    }

    /** Takes a licensing message; only one state expects any. */
    default Step onLicense(Outbox out, LicenseMessage message) {
        return out.to(this::with);
    }

    @Override
    default Expectation expects() {
        return Expectation.RDP_FRAME;
    }

    @Override
    default Step onFrame(Bytes frame) {
        if (FastPathPdu.begins(frame.get(0))) {
            var next = path().openFastPath(reader(frame, PduNames.FAST_PATH));
            return Step.to(with(next)).received(PduNames.FAST_PATH);
        }
        var domain = DomainPdu.decode(reader(frame, "DomainMCSPDU"));
        if (domain instanceof DisconnectProviderUltimatum end) {
            return onUltimatum(end)
                    .received(
                            PduNames.DISCONNECT_PROVIDER_ULTIMATUM, end.reason().word());
        }
        if (!(domain instanceof SendDataIndication)) {
            throw reader(frame, "DomainMCSPDU").violation("choice", Problem.UNEXPECTED_PDU, "data was expected");
        }
        var opened = SendData.open(reader(frame, PduNames.SHARE_DATA));
        int channel = opened.header().channelId();
        if (channel == path().ioChannel()) {
            return onIoChannel(opened.userData());
        }
        return channel == path().messageChannel()
                ? onMessageChannel(opened.userData())
                : Step.to(with(path().open(opened.userData(), false).next())).received(PduNames.CHANNEL_DATA);
    }

    private Step onIoChannel(WireReader data) {
        // Under TLS only licensing PDUs have a security header, and a share PDU that comes instead of them is short.
        boolean licensing =
                stage() == Stage.LICENSING && (data.peekU8("flags") & SecurityFlags.SEC_LICENSE_PKT.value()) != 0;
        var opened = path().open(data, licensing);
        var out = new Outbox(opened.next());
        if (opened.flags().has(SecurityFlags.SEC_LICENSE_PKT)) {
            var message = LicenseMessage.decode(opened.body());
            return onLicense(out, message).received(message.pduName(), carries(message));
        }
        if (opened.flags().has(SecurityFlags.SEC_REDIRECTION_PKT)) {
            return redirected(out, RedirectionPacket.decode(opened.body()), this);
        }
        SessionState state = this;
        String name = "";
        for (SharePdu pdu : SharePdu.decodeAll(opened.body())) {
            name = name.isEmpty() ? pdu.pduName() : name;
            if (pdu instanceof ServerRedirection redirection) {
                return redirected(out, redirection.packet(), state);
            }
            state = isError(pdu) ? ErrorAnnounced.by(pdu, state) : state.onShare(out, pdu);
        }
        return state.isOver()
                ? state.leave().received(name)
                : out.to(state::with).received(name);
    }

    /** A packet with LB_NOREDIRECT is informational, [MS-RDPBCGR] 2.2.13.1. */
    private static Step redirected(Outbox out, RedirectionPacket packet, SessionState state) {
        if (packet.has(RedirectionPacket.LB_NOREDIRECT)) {
            return out.to(state::with).received(PduNames.SERVER_REDIRECTION);
        }
        out.add(new Effect.Close());
        return out.to(path -> new Redirected(state.stage(), packet)).received(PduNames.SERVER_REDIRECTION);
    }

    private static String carries(LicenseMessage message) {
        return message instanceof LicenseError error ? error.dwErrorCode().toString() : "";
    }

    private static boolean isError(SharePdu pdu) {
        return pdu instanceof ShareData data
                && data.body() instanceof SetErrorInfo error
                && error.errorInfo() != SetErrorInfo.NONE;
    }

    private Step onMessageChannel(WireReader data) {
        var opened = path().open(data, true);
        var out = new Outbox(opened.next());
        if (opened.flags().has(SecurityFlags.SEC_AUTODETECT_REQ)) {
            MessageChannel.answer(out, AutoDetectRequest.decode(opened.body()));
            return out.to(this::with).received(PduNames.AUTO_DETECT_REQUEST);
        }
        if (opened.flags().has(SecurityFlags.SEC_TRANSPORT_REQ)) {
            MessageChannel.decline(out, InitiateMultitransportRequest.decode(opened.body()));
            return out.to(this::with).received(PduNames.INITIATE_MULTITRANSPORT_REQUEST);
        }
        return out.to(this::with).received(PduNames.HEARTBEAT);
    }

    private Step onUltimatum(DisconnectProviderUltimatum end) {
        var outcome = announced()
                .orElse(Outcome.of(
                                stage() == Stage.ACTIVE ? EndingKind.COMPLETED : EndingKind.MCS_REFUSED,
                                Role.SERVER,
                                end.reason().value())
                        .detail(end.reason().word()));
        return ended(outcome, new Effect.Close());
    }

    /** The user leaves: the client announces it to the server. */
    @Override
    default Step leave() {
        var end = new DisconnectProviderUltimatum(DisconnectReason.USER_REQUESTED);
        return ended(
                Outcome.of(EndingKind.COMPLETED, Role.CLIENT),
                new Effect.Send(Message.of(PduNames.DISCONNECT_PROVIDER_ULTIMATUM, end::encode)),
                new Effect.Close());
    }
}
