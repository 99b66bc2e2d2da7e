package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.fastpath.FastPathPdu;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.HandshakeState;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.handshake.Outbox;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.mcs.DisconnectProviderUltimatum;
import dev.rdplab.protocol.mcs.DomainPdu;
import dev.rdplab.protocol.mcs.SendData;
import dev.rdplab.protocol.mcs.SendDataRequest;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.share.SharePdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Deviation;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.List;

/**
 * A state after the Client Info PDU. The client may then send at any time: PDUs of the share on the I/O channel, answers on
 * the message channel, data on other channels, fast-path input, and the end.
 */
sealed interface SessionState extends ServerState
        permits AwaitNewLicenseRequest,
                AwaitPlatformChallengeResponse,
                AwaitAnswers,
                SentAway,
                AwaitConfirmActive,
                AwaitFontList,
                ServerActive {

    IoPath path();

    Settings settings();

    /** The same state on a path that has moved on. */
    SessionState with(IoPath path);

    /** Takes a PDU of the share and adds the answers. @return the state to go on in */
    default HandshakeState onShare(Outbox out, SharePdu pdu) {
        return this;
    }

    /** Takes a licensing message; only two states expect any. */
    default Step onLicense(Outbox out, WireReader body) {
        throw body.violation("bMsgType", Problem.UNEXPECTED_PDU, "licensing is over");
    }

    /** Takes what came on another channel; only one state waits for it. */
    default Step onMessageChannel(Outbox out, SecurityFlags flags) {
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
            var outcome = announced()
                    .orElse(Outcome.of(
                                    EndingKind.COMPLETED,
                                    Role.CLIENT,
                                    end.reason().value())
                            .detail(end.reason().word()));
            return ended(outcome, new Effect.Close())
                    .received(
                            PduNames.DISCONNECT_PROVIDER_ULTIMATUM, end.reason().word());
        }
        if (!(domain instanceof SendDataRequest)) {
            throw reader(frame, "DomainMCSPDU").violation("choice", Problem.UNEXPECTED_PDU, "data was expected");
        }
        var borne = new ArrayList<Deviation>();
        var opened = SendData.open(
                bearing(frame, PduNames.SHARE_DATA, settings().link().policy(), borne));
        int channel = opened.header().channelId();
        if (channel != path().ioChannel()) {
            var passed = path().open(opened.userData(), channel == path().messageChannel());
            return onMessageChannel(new Outbox(passed.next()), passed.flags())
                    .received(MessageChannel.name(passed.flags()));
        }
        return onIoChannel(opened.userData(), borne);
    }

    private Step onIoChannel(WireReader data, List<Deviation> borne) {
        var opened = path().open(data, expectsLicense());
        var out = new Outbox(opened.next());
        if (opened.flags().has(SecurityFlags.SEC_LICENSE_PKT)) {
            return onLicense(out, opened.body());
        }
        HandshakeState state = this;
        String name = "";
        for (SharePdu pdu : SharePdu.decodeAll(opened.body())) {
            name = name.isEmpty() ? pdu.pduName() : name;
            state = state instanceof SessionState session ? session.onShare(out, pdu) : state;
        }
        var last = state;
        return out.to(path -> last instanceof SessionState session ? session.with(path) : last)
                .received(name)
                .bore(borne);
    }

    /** Whether a security header is there although nothing is encrypted. */
    default boolean expectsLicense() {
        return false;
    }
}
