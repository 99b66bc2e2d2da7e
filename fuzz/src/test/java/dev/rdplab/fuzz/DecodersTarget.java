package dev.rdplab.fuzz;

import dev.rdplab.kerberos.protocol.ApRep;
import dev.rdplab.kerberos.protocol.ApReq;
import dev.rdplab.kerberos.protocol.EncTicketPart;
import dev.rdplab.kerberos.protocol.EncryptedData;
import dev.rdplab.kerberos.protocol.KdcFailure.Step;
import dev.rdplab.kerberos.protocol.KdcRep;
import dev.rdplab.kerberos.protocol.KdcReq;
import dev.rdplab.kerberos.protocol.KrbError;
import dev.rdplab.kerberos.protocol.PaData;
import dev.rdplab.kerberos.protocol.TgtRep;
import dev.rdplab.kerberos.protocol.TgtReq;
import dev.rdplab.kerberos.protocol.Ticket;
import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.autodetect.Heartbeat;
import dev.rdplab.protocol.credssp.TsPasswordCreds;
import dev.rdplab.protocol.credssp.TsRemoteGuardCreds;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.earlyauth.EarlyUserAuthorizationResult;
import dev.rdplab.protocol.fastpath.FastPathPdu;
import dev.rdplab.protocol.gcc.ClientData;
import dev.rdplab.protocol.gcc.ClientMcsConnectInitial;
import dev.rdplab.protocol.gcc.ConferenceCreateRequest;
import dev.rdplab.protocol.gcc.ConferenceCreateResponse;
import dev.rdplab.protocol.gcc.ServerData;
import dev.rdplab.protocol.gcc.ServerMcsConnectResponse;
import dev.rdplab.protocol.info.ClientInfo;
import dev.rdplab.protocol.licensing.HardwareId;
import dev.rdplab.protocol.licensing.IssuedLicense;
import dev.rdplab.protocol.licensing.ResponseData;
import dev.rdplab.protocol.mcs.ConnectInitial;
import dev.rdplab.protocol.mcs.ConnectResponse;
import dev.rdplab.protocol.mcs.SendDataIndication;
import dev.rdplab.protocol.mcs.SendDataRequest;
import dev.rdplab.protocol.multitransport.InitiateMultitransportRequest;
import dev.rdplab.protocol.multitransport.MultitransportResponse;
import dev.rdplab.protocol.ntlm.AuthenticateMessage;
import dev.rdplab.protocol.ntlm.AvPairs;
import dev.rdplab.protocol.ntlm.ChallengeMessage;
import dev.rdplab.protocol.ntlm.NegotiateMessage;
import dev.rdplab.protocol.security.SecurityExchange;
import dev.rdplab.protocol.security.SecurityHeader;
import dev.rdplab.protocol.share.RedirectionPacket;
import dev.rdplab.protocol.spnego.InitialContextToken;
import dev.rdplab.protocol.spnego.NegTokenInit;
import dev.rdplab.protocol.spnego.NegTokenResp;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.x224.ConnectionConfirm;
import dev.rdplab.protocol.x224.ConnectionRequest;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** One decoder, chosen by the first byte. What it decodes has an encoding, which decodes to the same again. */
public final class DecodersTarget {

    private static final List<Function<Bytes, ?>> DECODERS = List.of(
            wire(ConnectionRequest::decode),
            wire(ConnectionConfirm::decode),
            wire(ClientMcsConnectInitial::decode),
            wire(ServerMcsConnectResponse::decode),
            wire(ConnectInitial::decode),
            wire(ConnectResponse::decode),
            wire(ConferenceCreateRequest::decode),
            wire(ConferenceCreateResponse::decode),
            wire(ClientData::decode),
            wire(ServerData::decode),
            wire(SecurityExchange::decode),
            wire(SecurityHeader::decode),
            wire(ResponseData::decode),
            wire(IssuedLicense::decode),
            wire(HardwareId::decode),
            wire(RedirectionPacket::decode),
            wire(ClientInfo::decode),
            wire(NegTokenInit::decode),
            wire(NegTokenResp::decode),
            wire(AvPairs::decode),
            NegotiateMessage::decode,
            ChallengeMessage::decode,
            AuthenticateMessage::decode,
            TsRequest::decode,
            wire(Heartbeat::decode),
            wire(MultitransportResponse::decode),
            wire(InitiateMultitransportRequest::decode),
            wire(FastPathPdu::decode),
            wire(EarlyUserAuthorizationResult::decode),
            wire(SendDataRequest::decode),
            wire(SendDataIndication::decode),
            TsPasswordCreds::decode,
            TsRemoteGuardCreds::decode,
            InitialContextToken::decode,
            TgtReq::decode,
            TgtRep::decode,
            bytes -> KdcReq.decode(Step.AS, bytes),
            bytes -> KdcRep.decode(Step.AS, bytes),
            bytes -> KdcReq.decode(Step.TGS, bytes),
            bytes -> KdcRep.decode(Step.TGS, bytes),
            ApReq::decode,
            ApRep::decode,
            KrbError::decode,
            Ticket::decode,
            EncTicketPart::decode,
            EncryptedData::decode,
            PaData::decodeMethodData);

    /** How many decoders there are. */
    static final int COUNT = DECODERS.size();

    private DecodersTarget() {}

    private static Function<Bytes, ?> wire(Function<WireReader, ?> decoder) {
        return bytes -> decoder.apply(WireReader.of(bytes, Stage.CONNECT, "PDU"));
    }

    /** Whether the input is what its decoder reads. */
    static boolean accepts(byte[] input) {
        try {
            DECODERS.get((input[0] & 0xff) % COUNT).apply(Bytes.copyOf(input, 1, input.length - 1));
            return true;
        } catch (ProtocolViolationException refused) {
            return false;
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        var decoder = DECODERS.get((input[0] & 0xff) % COUNT);
        var bytes = Bytes.copyOf(input, 1, input.length - 1);
        Object first;
        try {
            first = decoder.apply(bytes);
        } catch (ProtocolViolationException refused) {
            Objects.requireNonNull(refused.getMessage());
            return;
        }
        if (first.toString() == null || first.hashCode() != decoder.apply(bytes).hashCode()) {
            throw new AssertionError("decoded twice, two results");
        }
        if (first instanceof Pdu pdu) {
            Bytes encoded = pdu.toBytes();
            Object second;
            try {
                second = decoder.apply(encoded);
            } catch (ProtocolViolationException refused) {
                throw new AssertionError(
                        pdu.getClass().getSimpleName() + " encodes to what is refused: " + encoded, refused);
            }
            if (!((Pdu) second).toBytes().equals(encoded)) {
                throw new AssertionError(pdu.getClass().getSimpleName() + " has two encodings: " + encoded);
            }
        }
    }
}
