package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.autodetect.AutoDetectRequest;
import dev.rdplab.protocol.autodetect.AutoDetectResponse;
import dev.rdplab.protocol.capabilities.ServerCapabilities;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.earlyauth.EarlyUserAuthorizationResult;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.licensing.LicenseError;
import dev.rdplab.protocol.licensing.LicenseErrorCode;
import dev.rdplab.protocol.licensing.LicenseStateTransition;
import dev.rdplab.protocol.mcs.AttachUserConfirm;
import dev.rdplab.protocol.mcs.AttachUserRequest;
import dev.rdplab.protocol.mcs.ChannelJoinConfirm;
import dev.rdplab.protocol.mcs.ChannelJoinRequest;
import dev.rdplab.protocol.mcs.DisconnectProviderUltimatum;
import dev.rdplab.protocol.mcs.DisconnectReason;
import dev.rdplab.protocol.mcs.ErectDomainRequest;
import dev.rdplab.protocol.multitransport.InitiateMultitransportRequest;
import dev.rdplab.protocol.multitransport.MultitransportResponse;
import dev.rdplab.protocol.rdsaad.RdsAadPdu;
import dev.rdplab.protocol.rdstls.RdstlsCapabilities;
import dev.rdplab.protocol.rdstls.RdstlsResponse;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.share.Control;
import dev.rdplab.protocol.share.DataPdu;
import dev.rdplab.protocol.share.DeactivateAll;
import dev.rdplab.protocol.share.DemandActive;
import dev.rdplab.protocol.share.FontList;
import dev.rdplab.protocol.share.FontMap;
import dev.rdplab.protocol.share.MonitorLayout;
import dev.rdplab.protocol.share.RedirectionPacket;
import dev.rdplab.protocol.share.SaveSessionInfo;
import dev.rdplab.protocol.share.ServerRedirection;
import dev.rdplab.protocol.share.SetErrorInfo;
import dev.rdplab.protocol.share.ShareData;
import dev.rdplab.protocol.share.ShutdownDenied;
import dev.rdplab.protocol.share.ShutdownRequest;
import dev.rdplab.protocol.share.Synchronize;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.x224.ConnectionConfirm;
import dev.rdplab.protocol.x224.ConnectionRequest;
import dev.rdplab.protocol.x224.FailureCode;
import dev.rdplab.protocol.x224.NegotiationReply;
import dev.rdplab.protocol.x224.NegotiationRequest;
import dev.rdplab.protocol.x224.ResponseFlags;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Whole frames by the names of their PDUs, for faults that send what is not due. Fields that a file leaves out have the
 * values that the lab's own ends use: MCS user 1002 of the server and 1009 of the client, I/O channel 1003, message channel
 * 1008 (of a client with four static channels), share 0x103EA. Under standard RDP security they would have to be encrypted,
 * and are not.
 */
final class NamedPdu {

    private static final int SERVER_USER = 1002;
    private static final int CLIENT_USER = 1009;
    private static final int IO_CHANNEL = 1003;
    private static final int MESSAGE_CHANNEL = 1008;
    private static final long SHARE = 0x1_03ea;

    private static final Map<String, Function<PduFields, Pdu>> SERVER = new TreeMap<>();
    private static final Map<String, Function<PduFields, Pdu>> CLIENT = new TreeMap<>();

    static {
        server(PduNames.CONNECTION_CONFIRM, NamedPdu::confirm);
        server(PduNames.ATTACH_USER_CONFIRM, f -> AttachUserConfirm.of(f.number("initiator", CLIENT_USER)));
        server(
                PduNames.CHANNEL_JOIN_CONFIRM,
                f -> ChannelJoinConfirm.of(f.number("initiator", CLIENT_USER), f.number("channelId", IO_CHANNEL)));
        server(PduNames.RDSTLS_CAPABILITIES, f -> new RdstlsCapabilities(f.number("SupportedVersions", 1)));
        server(PduNames.RDSTLS_RESPONSE, f -> new RdstlsResponse(f.wide("ResultCode", 0)));
        server(PduNames.RDSAAD_NONCE, f -> RdsAadPdu.ServerNonce.of(f.text("ts_nonce", "rdplab")));
        server(PduNames.RDSAAD_RESULT, f -> RdsAadPdu.Result.of(f.wide("authentication_result", 0)));
        server(
                PduNames.EARLY_USER_AUTHORIZATION_RESULT,
                f -> new EarlyUserAuthorizationResult(f.wide("authorizationResult", 0)));
        server(PduNames.LICENSE_ERROR, f -> {
            var error = LicenseError.of(
                    new LicenseErrorCode(f.wide("dwErrorCode", 7)),
                    new LicenseStateTransition(f.wide("dwStateTransition", 2)));
            return f.onIo(SecurityFlags.SEC_LICENSE_PKT, error);
        });
        server(
                PduNames.DEMAND_ACTIVE,
                f -> f.onIo(new DemandActive(
                        f.number("pduSource", SERVER_USER),
                        f.wide("shareId", SHARE),
                        DemandActive.RDP,
                        ServerCapabilities.lab(1024, 768, 16),
                        f.wide("sessionId", 0))));
        server(
                PduNames.DEACTIVATE_ALL,
                f -> f.onIo(new DeactivateAll(f.number("pduSource", SERVER_USER), f.wide("shareId", SHARE))));
        server(PduNames.SERVER_REDIRECTION, NamedPdu::redirection);
        server(PduNames.CONTROL_GRANTED, f -> data(f, Control.granted(f.number("grantId", CLIENT_USER))));
        server(PduNames.FONT_MAP, f -> data(f, FontMap.EMPTY));
        server(PduNames.SET_ERROR_INFO, f -> data(f, new SetErrorInfo(f.wide("errorInfo", 0))));
        server(PduNames.SAVE_SESSION_INFO, f -> data(f, SaveSessionInfo.plainNotify()));
        server(PduNames.SHUTDOWN_DENIED, f -> data(f, new ShutdownDenied()));
        server(PduNames.MONITOR_LAYOUT, f -> data(f, new MonitorLayout(List.of())));
        server(
                PduNames.AUTO_DETECT_REQUEST,
                f -> f.onMessageChannel(
                        SecurityFlags.SEC_AUTODETECT_REQ,
                        new AutoDetectRequest.RttMeasure(
                                f.number("sequenceNumber", 0),
                                f.number("requestType", AutoDetectRequest.RttMeasure.CONNECT_TIME))));
        server(
                PduNames.INITIATE_MULTITRANSPORT_REQUEST,
                f -> f.onMessageChannel(
                        SecurityFlags.SEC_TRANSPORT_REQ,
                        new InitiateMultitransportRequest(
                                f.wide("requestId", 1),
                                f.number("requestedProtocol", InitiateMultitransportRequest.UDP_RELIABLE),
                                0,
                                Bytes.zeros(16))));
        client(
                PduNames.CONNECTION_REQUEST,
                f -> ConnectionRequest.of(
                        Optional.empty(),
                        Optional.of(NegotiationRequest.of(SecurityProtocols.of(f.wide("requestedProtocols", 0xb))))));
        client(PduNames.ERECT_DOMAIN_REQUEST, f -> ErectDomainRequest.of());
        client(PduNames.ATTACH_USER_REQUEST, f -> new AttachUserRequest());
        client(
                PduNames.CHANNEL_JOIN_REQUEST,
                f -> new ChannelJoinRequest(f.number("initiator", CLIENT_USER), f.number("channelId", IO_CHANNEL)));
        client(PduNames.CONTROL_REQUEST, f -> data(f, Control.request()));
        client(PduNames.FONT_LIST, f -> data(f, FontList.EMPTY));
        client(PduNames.SHUTDOWN_REQUEST, f -> data(f, new ShutdownRequest()));
        client(
                PduNames.AUTO_DETECT_RESPONSE,
                f -> f.onMessageChannel(
                        SecurityFlags.SEC_AUTODETECT_RSP, new AutoDetectResponse.Rtt(f.number("sequenceNumber", 0))));
        client(
                PduNames.MULTITRANSPORT_RESPONSE,
                f -> f.onMessageChannel(
                        SecurityFlags.SEC_TRANSPORT_RSP,
                        new MultitransportResponse(
                                f.wide("requestId", 1), f.wide("hrResponse", MultitransportResponse.E_ABORT))));
        for (var either : List.of(SERVER, CLIENT)) {
            either.put(PduNames.TS_REQUEST, NamedPdu::tsRequest);
            either.put(PduNames.SYNCHRONIZE, f -> data(f, new Synchronize(f.number("targetUser", CLIENT_USER))));
            either.put(PduNames.CONTROL_COOPERATE, f -> data(f, Control.cooperate()));
            either.put(
                    PduNames.CONTROL_DETACH,
                    f -> data(f, new Control(Control.Action.DETACH, 0, f.wide("controlId", 0))));
            either.put(
                    PduNames.DISCONNECT_PROVIDER_ULTIMATUM,
                    f -> new DisconnectProviderUltimatum(DisconnectReason.of(f.number(
                            "reason", DisconnectReason.USER_REQUESTED.value(), DisconnectReason.values().length - 1))));
        }
    }

    private NamedPdu() {}

    private static void server(String name, Function<PduFields, Pdu> made) {
        SERVER.put(name, made);
    }

    private static void client(String name, Function<PduFields, Pdu> made) {
        CLIENT.put(name, made);
    }

    /** The names that an end may send. */
    static List<String> names(Role sender) {
        return List.copyOf((sender == Role.SERVER ? SERVER : CLIENT).keySet());
    }

    /** The names that either end may send. */
    static List<String> names() {
        var names = new TreeSet<>(SERVER.keySet());
        names.addAll(CLIENT.keySet());
        return List.copyOf(names);
    }

    /** The names of all fields that any of them has. */
    static List<String> fields() {
        var names = new TreeSet<String>();
        for (Role role : Role.values()) {
            (role == Role.SERVER ? SERVER : CLIENT).values().forEach(made -> {
                var read = new PduFields(role, Map.of(), SERVER_USER, CLIENT_USER, IO_CHANNEL, MESSAGE_CHANNEL);
                Objects.requireNonNull(made.apply(read)); // which asks for its fields
                names.addAll(read.known());
            });
        }
        names.add("failureCode");
        names.add("errorCode");
        return List.copyOf(names);
    }

    /**
     * @param fields by the specification's names; numbers decimal or with 0x
     * @throws IllegalArgumentException naming what is wrong and what is allowed
     */
    static Message of(Role sender, String name, Map<String, String> fields) {
        var made = (sender == Role.SERVER ? SERVER : CLIENT).get(name);
        if (made == null) {
            throw new IllegalArgumentException(
                    "the " + sender + " sends no PDU '" + name + "' by name; " + String.join(", ", names(sender)));
        }
        var read = new PduFields(sender, fields, SERVER_USER, CLIENT_USER, IO_CHANNEL, MESSAGE_CHANNEL);
        var pdu = made.apply(read);
        read.requireAllKnown(name);
        return Message.of(name, pdu::encode);
    }

    private static Pdu confirm(PduFields f) {
        NegotiationReply reply = f.has("failureCode")
                ? new NegotiationReply.Failure(new FailureCode(f.wide("failureCode", 0)))
                : new NegotiationReply.Response(
                        new ResponseFlags(f.number("flags", 0)), SecurityProtocols.of(f.wide("selectedProtocol", 2)));
        return ConnectionConfirm.of(reply);
    }

    private static Pdu tsRequest(PduFields f) {
        var request = TsRequest.of(f.number("version", 6));
        return f.has("errorCode") ? request.withErrorCode(f.wide("errorCode", 0)) : request;
    }

    private static Pdu redirection(PduFields f) {
        var parts = new ArrayList<RedirectionPacket.Part>();
        for (var kind : RedirectionPacket.Kind.values()) {
            if (!f.has(kind.field())) {
                continue;
            }
            String text = f.text(kind.field(), "");
            parts.add(
                    kind == RedirectionPacket.Kind.LOAD_BALANCE_INFO
                            ? new RedirectionPacket.Part(kind, Bytes.ascii(text.strip() + "\r\n"))
                            : kind == RedirectionPacket.Kind.REDIRECTION_GUID
                                            || kind == RedirectionPacket.Kind.TARGET_NET_ADDRESSES
                                    ? new RedirectionPacket.Part(kind, Bytes.fromHex(text))
                                    : RedirectionPacket.Part.text(kind, text));
        }
        var packet = RedirectionPacket.of(f.wide("SessionID", 1), f.wide("RedirFlags", 0), parts);
        return f.onIo(new ServerRedirection(f.number("pduSource", SERVER_USER), packet));
    }

    private static Pdu data(PduFields f, DataPdu body) {
        return f.onIo(ShareData.of(f.number("pduSource", f.user()), f.wide("shareId", SHARE), body));
    }
}
