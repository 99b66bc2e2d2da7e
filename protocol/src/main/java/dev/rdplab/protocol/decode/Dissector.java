package dev.rdplab.protocol.decode;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.decode.DissectorContext.CredSsp;
import dev.rdplab.protocol.earlyauth.EarlyUserAuthorizationResult;
import dev.rdplab.protocol.fastpath.FastPathPdu;
import dev.rdplab.protocol.gcc.ClientMcsConnectInitial;
import dev.rdplab.protocol.gcc.ServerMcsConnectResponse;
import dev.rdplab.protocol.mcs.AttachUserConfirm;
import dev.rdplab.protocol.mcs.AttachUserRequest;
import dev.rdplab.protocol.mcs.ChannelJoinConfirm;
import dev.rdplab.protocol.mcs.ChannelJoinRequest;
import dev.rdplab.protocol.mcs.DisconnectProviderUltimatum;
import dev.rdplab.protocol.mcs.DomainPdu;
import dev.rdplab.protocol.mcs.ErectDomainRequest;
import dev.rdplab.protocol.mcs.McsResult;
import dev.rdplab.protocol.mcs.SendData;
import dev.rdplab.protocol.rdsaad.RdsAadPdu;
import dev.rdplab.protocol.rdstls.RdstlsPdu;
import dev.rdplab.protocol.security.SecurityHeader;
import dev.rdplab.protocol.security.SecuritySession;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Deviation;
import dev.rdplab.protocol.wire.Field;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.x224.ConnectionConfirm;
import dev.rdplab.protocol.x224.ConnectionRequest;
import dev.rdplab.protocol.x224.NegotiationReply;
import dev.rdplab.protocol.x224.SecurityProtocols;
import dev.rdplab.protocol.x224.X224Pdu;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tells what a whole frame is, in the light of the frames before it. Frames are what {@link
 * dev.rdplab.protocol.handshake.Framing} cuts: TPKT packets, TSRequests, the four bytes of early authorization, fast-path PDUs.
 */
public final class Dissector {

    private static final int DER_SEQUENCE = 0x30;
    private static final int TPKT_VERSION = 3;
    private static final int JSON_OBJECT = '{';
    private static final int X224_DATA = 0xf0;
    private static final int BER_APPLICATION = 0x7f;
    private static final int CONNECT_RESPONSE = 0x66;

    private static final Map<Class<?>, String> DOMAIN_PDUS = Map.of(
            ErectDomainRequest.class, PduNames.ERECT_DOMAIN_REQUEST,
            AttachUserRequest.class, PduNames.ATTACH_USER_REQUEST,
            AttachUserConfirm.class, PduNames.ATTACH_USER_CONFIRM,
            ChannelJoinRequest.class, PduNames.CHANNEL_JOIN_REQUEST,
            ChannelJoinConfirm.class, PduNames.CHANNEL_JOIN_CONFIRM,
            DisconnectProviderUltimatum.class, PduNames.DISCONNECT_PROVIDER_ULTIMATUM);

    private final Bytes frame;
    private final Role sender;
    private final DissectorContext context;
    private final List<Field> fields = new ArrayList<>();
    private final List<Deviation> deviations = new ArrayList<>();

    private Dissector(Bytes frame, Role sender, DissectorContext context) {
        this.frame = frame;
        this.sender = sender;
        this.context = context;
    }

    /**
     * Reads one frame.
     *
     * @param sender the end that sent it
     * @throws ProtocolViolationException when the frame is nothing that may stand here, or is not whole
     */
    public static Dissected dissect(Bytes frame, Role sender, DissectorContext context) {
        return new Dissector(frame, sender, context).dissect();
    }

    private Dissected dissect() {
        if (frame.isEmpty()) {
            throw reader(context.stage(), "frame").violation("", Problem.TRUNCATED, "no bytes");
        }
        int first = frame.get(0);
        if (context.credSsp() == CredSsp.EARLY_AUTH && sender == Role.SERVER && first != DER_SEQUENCE) {
            var result = EarlyUserAuthorizationResult.decode(reader(Stage.EARLY_AUTH, ""));
            return dissected(
                    PduNames.EARLY_USER_AUTHORIZATION_RESULT,
                    result.isSuccess() ? "" : result.toString(),
                    result,
                    List.of(result),
                    context.withCredSsp(CredSsp.DONE));
        }
        boolean started = context.selectedProtocol().isPresent();
        if (first == DER_SEQUENCE && (context.credSsp() != CredSsp.NONE || !started)) {
            return tsRequest();
        }
        if (isRdstls(started)) {
            var pdu = RdstlsPdu.decode(reader(Stage.RDSTLS, ""));
            return dissected(pdu.pduName(), pdu.carries(), pdu, List.of(pdu), context);
        }
        if (first == JSON_OBJECT && before(SecurityProtocols.RDSAAD, started)) {
            var pdu = RdsAadPdu.decode(reader(Stage.RDS_AAD, ""));
            return dissected(pdu.pduName(), pdu.carries(), pdu, List.of(pdu), context);
        }
        return first == TPKT_VERSION ? tpkt() : fastPath();
    }

    /** Version 1 and a type that there is, all in two bytes each: no fast-path PDU of such a length begins so. */
    private boolean isRdstls(boolean started) {
        return frame.length() >= RdstlsPdu.HEADER
                && frame.startsWith(Bytes.of(RdstlsPdu.VERSION, 0))
                && frame.get(3) == 0
                && before(SecurityProtocols.RDSTLS, started);
    }

    /** Whether the connection is at a stage of this protocol, or at an unknown one. */
    private boolean before(SecurityProtocols protocol, boolean started) {
        return started
                ? context.selectedProtocol().orElseThrow().contains(protocol)
                        && context.stage().compareTo(Stage.MCS_CONNECT) < 0
                : context.stage().compareTo(Stage.MCS_CONNECT) < 0;
    }

    private Dissected tsRequest() {
        var request = TsRequest.decode(reader(Stage.CREDSSP, TsRequest.NAME));
        var next = request.authInfo().isPresent() ? context.delegated() : context;
        return dissected(PduNames.TS_REQUEST, TsRequestContent.title(request), request, List.of(request), next);
    }

    private Dissected tpkt() {
        int type = frame.length() > 5 ? frame.get(5) : X224_DATA;
        if (type != X224_DATA) {
            return x224();
        }
        if (frame.length() > 7 && frame.get(7) == BER_APPLICATION) {
            return mcsConnect();
        }
        boolean cut = frame.length() <= 7;
        int choice = cut ? 0 : frame.get(7) >> 2;
        if (choice == 25 || choice == 26) { // SendDataRequest, SendDataIndication
            return sendData();
        }
        var pdu = DomainPdu.decode(reader(cut || choice == 8 ? context.stage() : Stage.CHANNEL_JOIN, "TPKT"));
        String carries = pdu instanceof DisconnectProviderUltimatum ultimatum
                ? ultimatum.reason().word()
                : "";
        return dissected(DOMAIN_PDUS.get(pdu.getClass()), carries, pdu, List.of(pdu), context);
    }

    private Dissected mcsConnect() {
        var in = reader(Stage.MCS_CONNECT, "TPKT");
        if (frame.length() > 8 && frame.get(8) == CONNECT_RESPONSE) {
            var response = ServerMcsConnectResponse.decode(in);
            String carries = response.result() == McsResult.SUCCESSFUL
                    ? ""
                    : response.result().word();
            var next = McsConnect.after(response, context);
            return dissected(PduNames.CONNECT_RESPONSE, carries, response, List.of(response), next);
        }
        var initial = ClientMcsConnectInitial.decode(in);
        return dissected(PduNames.CONNECT_INITIAL, "", initial, List.of(initial), context.withCredSsp(CredSsp.NONE));
    }

    private Dissected x224() {
        var pdu = X224Pdu.decode(reader(Stage.X224, "TPKT"));
        if (pdu instanceof ConnectionConfirm confirm) {
            var reply = confirm.reply();
            var failure =
                    reply.filter(NegotiationReply.Failure.class::isInstance).map(NegotiationReply.Failure.class::cast);
            var selected = reply.filter(NegotiationReply.Response.class::isInstance)
                    .map(r -> ((NegotiationReply.Response) r).selectedProtocol())
                    .orElse(SecurityProtocols.RDP);
            return dissected(
                    PduNames.CONNECTION_CONFIRM,
                    failure.map(f -> f.failureCode().toString()).orElse(""),
                    pdu,
                    List.of(pdu),
                    failure.isPresent() ? context : context.selected(selected));
        }
        String name = pdu instanceof ConnectionRequest ? PduNames.CONNECTION_REQUEST : PduNames.X224_DISCONNECT_REQUEST;
        return dissected(name, "", pdu, List.of(pdu), context);
    }

    private Dissected fastPath() {
        var pdu = FastPathPdu.decode(reader(Stage.ACTIVE, ""));
        var session = context.session(sender);
        if (!pdu.encrypted() || session.isEmpty()) {
            return dissected(PduNames.FAST_PATH, pdu.encrypted() ? "encrypted" : "", pdu, List.of(pdu), context);
        }
        // What it holds is of no interest here, but the key stream moves on with it.
        var in = WireReader.of(pdu.payload(), Stage.ACTIVE, "TS_FP_PDU");
        var signature = in.bytes("dataSignature", SecurityHeader.SIGNATURE_LENGTH);
        boolean salted = (pdu.flags() & FastPathPdu.SECURE_CHECKSUM) != 0;
        var opened = session.get().open(salted, signature, in);
        return dissected(PduNames.FAST_PATH, "", pdu, List.of(pdu), context.after(sender, opened.next()));
    }

    private Dissected sendData() {
        var opened = SendData.open(reader(context.stage(), "TPKT"));
        var content = new UserData(frame, context, opened.header().channelId()).read(opened.userData());
        if (content.name().equals(PduNames.ENCRYPTED) && context.session(sender).isPresent()) {
            return decrypted(opened.header(), content, context.session(sender).get());
        }
        var pdu = new SendDataFrame(opened.header(), content.security(), content.pdus());
        return dissected(content.name(), content.carries(), pdu, content.pdus(), context);
    }

    private Dissected decrypted(SendData header, UserData.Content content, SecuritySession session) {
        var security = content.security().orElseThrow();
        var encrypted = content.pdus().get(0).toBytes();
        var sealed = WireReader.of(encrypted, context.stage(), "encryptedData");
        var opened = session.open(security, sealed);
        // RC4 keeps lengths, so the frame with its end in clear has every field where it was.
        int start = frame.length() - encrypted.length();
        var clear = Bytes.concat(frame.slice(0, start), opened.data());
        var in = WireReader.of(clear, context.stage(), "TPKT", fields::add);
        in.slice("", start);
        fields.remove(fields.size() - 1); // the encrypted bytes as one field
        var inner = new UserData(clear, context, header.channelId()).readBehind(security, in);
        return dissected(
                inner.name(),
                inner.carries(),
                new SendDataFrame(header, content.security(), content.pdus()),
                inner.pdus(),
                context.after(sender, opened.next()));
    }

    private Dissected dissected(String name, String carries, Pdu pdu, List<Pdu> parts, DissectorContext next) {
        var stage = PduNames.stage(name).orElse(context.stage());
        return new Dissected(name, carries, sender, stage, pdu, parts, fields, next.at(stage), deviations);
    }

    private WireReader reader(Stage stage, String structure) {
        return WireReader.of(frame, stage, structure, fields::add).bearing(deviations::add);
    }
}
