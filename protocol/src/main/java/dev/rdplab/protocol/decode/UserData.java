package dev.rdplab.protocol.decode;

import static dev.rdplab.protocol.security.SecurityFlags.SEC_AUTODETECT_REQ;
import static dev.rdplab.protocol.security.SecurityFlags.SEC_AUTODETECT_RSP;
import static dev.rdplab.protocol.security.SecurityFlags.SEC_EXCHANGE_PKT;
import static dev.rdplab.protocol.security.SecurityFlags.SEC_HEARTBEAT;
import static dev.rdplab.protocol.security.SecurityFlags.SEC_INFO_PKT;
import static dev.rdplab.protocol.security.SecurityFlags.SEC_LICENSE_PKT;
import static dev.rdplab.protocol.security.SecurityFlags.SEC_REDIRECTION_PKT;
import static dev.rdplab.protocol.security.SecurityFlags.SEC_TRANSPORT_REQ;
import static dev.rdplab.protocol.security.SecurityFlags.SEC_TRANSPORT_RSP;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.autodetect.AutoDetectRequest;
import dev.rdplab.protocol.autodetect.AutoDetectResponse;
import dev.rdplab.protocol.autodetect.Heartbeat;
import dev.rdplab.protocol.info.ClientInfo;
import dev.rdplab.protocol.multitransport.InitiateMultitransportRequest;
import dev.rdplab.protocol.multitransport.MultitransportResponse;
import dev.rdplab.protocol.security.SecurityExchange;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.security.SecurityHeader;
import dev.rdplab.protocol.share.RedirectionPacket;
import dev.rdplab.protocol.share.SetErrorInfo;
import dev.rdplab.protocol.share.ShareData;
import dev.rdplab.protocol.share.SharePdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what an MCS Send Data carries. No field says whether there is a security header: that follows from context and shape. */
record UserData(Bytes frame, DissectorContext context, int channelId) {

    /** What was found. */
    record Content(String name, String carries, Optional<SecurityHeader> security, List<Pdu> pdus) {}

    /** How a kind of PDU is known and read. */
    private record Kind(SecurityFlags flag, String name, Function<WireReader, Pdu> decoder) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(SEC_EXCHANGE_PKT, PduNames.SECURITY_EXCHANGE, SecurityExchange::decode),
            new Kind(SEC_INFO_PKT, PduNames.CLIENT_INFO, ClientInfo::decode),
            new Kind(SEC_AUTODETECT_REQ, PduNames.AUTO_DETECT_REQUEST, AutoDetectRequest::decode),
            new Kind(SEC_AUTODETECT_RSP, PduNames.AUTO_DETECT_RESPONSE, AutoDetectResponse::decode),
            new Kind(
                    SEC_TRANSPORT_REQ, PduNames.INITIATE_MULTITRANSPORT_REQUEST, InitiateMultitransportRequest::decode),
            new Kind(SEC_TRANSPORT_RSP, PduNames.MULTITRANSPORT_RESPONSE, MultitransportResponse::decode),
            new Kind(SEC_HEARTBEAT, PduNames.HEARTBEAT, Heartbeat::decode),
            new Kind(SEC_REDIRECTION_PKT, PduNames.SERVER_REDIRECTION, RedirectionPacket::decode));

    private static final Set<Integer> SHARE_TYPES = Set.of(0x11, 0x13, 0x16, 0x17, 0x1a);

    Content read(WireReader in) {
        boolean io = channelId == context.ioChannel();
        boolean message = context.messageChannel().orElse(-1) == channelId;
        if (!context.encryption() && (io && startsLikeSharePdu(in) || !io && !message)) {
            return plain(in, Optional.empty());
        }
        var header = SecurityHeader.decode(in);
        if (header.encrypted()) {
            var data = OpaquePdu.decode("encryptedData", in);
            return new Content(PduNames.ENCRYPTED, hint(header.flags()), Optional.of(header), List.of(data));
        }
        return readBehind(header, in);
    }

    /** Reads what stands behind a security header, in clear. */
    Content readBehind(SecurityHeader header, WireReader in) {
        var flags = header.flags();
        var security = Optional.of(header);
        if (flags.has(SEC_LICENSE_PKT)) {
            return LicenseContent.read(security, in);
        }
        for (Kind kind : KINDS) {
            if (flags.has(kind.flag)) {
                return new Content(kind.name, "", security, List.of(kind.decoder.apply(in)));
            }
        }
        if (context.messageChannel().orElse(-1) == channelId) {
            throw in.as("TS_SECURITY_HEADER").violation("flags", Problem.UNEXPECTED_VALUE, flags.value());
        }
        return plain(in, security);
    }

    private Content plain(WireReader in, Optional<SecurityHeader> security) {
        if (channelId != context.ioChannel()) {
            return new Content(
                    PduNames.CHANNEL_DATA, "channel " + channelId, security, List.of(ChannelData.decode(in)));
        }
        var pdus = SharePdu.decodeAll(in);
        String carries = pdus.size() == 1
                ? detail(pdus.get(0))
                : pdus.stream().map(SharePdu::pduName).collect(Collectors.joining(" + "));
        return new Content(pdus.get(0).pduName(), carries, security, List.copyOf(pdus));
    }

    private static String detail(SharePdu pdu) {
        return pdu instanceof ShareData data && data.body() instanceof SetErrorInfo info
                ? String.format("0x%08x", info.errorInfo())
                : "";
    }

    /** A flow PDU, or a totalLength that fits with a pduType of version 1 behind it. */
    private boolean startsLikeSharePdu(WireReader in) {
        int at = in.offset();
        if (in.remaining() < 4) {
            return true; // no security header has a body that short
        }
        int totalLength = frame.get(at) | frame.get(at + 1) << 8;
        int pduType = frame.get(at + 2) | frame.get(at + 3) << 8;
        return totalLength == 0x8000 && in.remaining() == 8
                || totalLength <= in.remaining() && SHARE_TYPES.contains(pduType);
    }

    /** What the flags of an encrypted PDU give away. */
    private static String hint(SecurityFlags flags) {
        if (flags.has(SEC_LICENSE_PKT)) {
            return "license";
        }
        return KINDS.stream()
                .filter(kind -> flags.has(kind.flag))
                .map(Kind::name)
                .findFirst()
                .orElse("");
    }
}
