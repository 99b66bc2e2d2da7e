package dev.rdplab.diagnosis.probe;

import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.ntlm.AvPairs;
import dev.rdplab.protocol.ntlm.ChallengeMessage;
import dev.rdplab.protocol.ntlm.NtlmMessage;
import dev.rdplab.protocol.spnego.NegToken;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.x224.ConnectionConfirm;
import dev.rdplab.protocol.x224.NegotiationReply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a server showed of itself in its last connection; what it did not come to is empty.
 *
 * @param selected the protocol it chose
 * @param flags of RDP_NEG_RSP
 * @param names of computer and domain from the NTLM CHALLENGE
 * @param clockDifference how far the server's clock is ahead of ours, from the CHALLENGE's timestamp
 */
public record ServerView(
        Optional<String> selected,
        Optional<String> flags,
        Optional<TlsSession> tls,
        Optional<CertificateView> certificate,
        List<String> names,
        Optional<Duration> clockDifference) {

    /** Seconds from 1601-01-01 to 1970-01-01. */
    private static final long EPOCH_DIFFERENCE = 11_644_473_600L;

    /** @param now the time at the end of the connection */
    public static ServerView of(ClientReport report, Instant now) {
        var events = report.last().transcript().events();
        var response = received(events, PduNames.CONNECTION_CONFIRM).flatMap(ServerView::response);
        var carrier = events.stream()
                .filter(e -> e.kind() == Transcript.Kind.RECEIVED && e.carries().contains("CHALLENGE"))
                .findFirst();
        var challenge = carrier.flatMap(e -> challenge(e.bytes()));
        // What came after the CHALLENGE, such as the wait for a deadline, is not the clock's.
        long since = carrier.map(e -> report.last().endNanos() - e.nanos()).orElse(0L);
        var info = challenge.flatMap(ChallengeMessage::targetInfo).orElse(AvPairs.EMPTY);
        return new ServerView(
                response.map(r -> r.selectedProtocol().toString()),
                response.map(r -> r.flags().toString()),
                report.tls(),
                report.tls().flatMap(tls -> CertificateView.of(tls.certificate())),
                names(info),
                clock(info.timestamp(), now.minusNanos(since)));
    }

    /** The NTLM CHALLENGE of the last connection. */
    static Optional<ChallengeMessage> challenge(ClientReport report) {
        return report.last().transcript().events().stream()
                .filter(e -> e.kind() == Transcript.Kind.RECEIVED && e.carries().contains("CHALLENGE"))
                .findFirst()
                .flatMap(e -> challenge(e.bytes()));
    }

    private static Optional<Bytes> received(List<Transcript.Event> events, String pdu) {
        return events.stream()
                .filter(e -> e.kind() == Transcript.Kind.RECEIVED && e.pdu().equals(pdu))
                .map(Transcript.Event::bytes)
                .findFirst();
    }

    private static Optional<NegotiationReply.Response> response(Bytes frame) {
        try {
            return ConnectionConfirm.decode(WireReader.of(frame, Stage.X224, PduNames.CONNECTION_CONFIRM))
                    .reply()
                    .filter(NegotiationReply.Response.class::isInstance)
                    .map(NegotiationReply.Response.class::cast);
        } catch (ProtocolViolationException e) {
            return Optional.empty();
        }
    }

    private static Optional<ChallengeMessage> challenge(Bytes frame) {
        try {
            var token = TsRequest.decode(frame).negoTokens().get(0);
            var raw = token.startsWith(NtlmMessage.SIGNATURE)
                    ? Optional.of(token)
                    : NegToken.decode(token).inner();
            return raw.filter(t -> t.startsWith(NtlmMessage.SIGNATURE)).map(ChallengeMessage::decode);
        } catch (ProtocolViolationException e) {
            return Optional.empty();
        }
    }

    private static List<String> names(AvPairs info) {
        return List.of(
                        AvPairs.DNS_COMPUTER_NAME,
                        AvPairs.NB_COMPUTER_NAME,
                        AvPairs.DNS_DOMAIN_NAME,
                        AvPairs.NB_DOMAIN_NAME)
                .stream()
                .flatMap(id -> info.name(id).stream())
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** A clock that is off by more than ten years was not read from a clock. */
    public static final Duration PLAUSIBLE = Duration.ofDays(3652);

    private static Optional<Duration> clock(OptionalLong filetime, Instant now) {
        if (filetime.isEmpty()) {
            return Optional.empty();
        }
        long units = filetime.getAsLong();
        var server = Instant.ofEpochSecond(units / 10_000_000 - EPOCH_DIFFERENCE, units % 10_000_000 * 100);
        return Optional.of(Duration.between(now, server));
    }
}
