package dev.rdplab.kerberos.client;

import dev.rdplab.kerberos.protocol.EncKdcRepPart;
import dev.rdplab.kerberos.protocol.KdcFailure;
import dev.rdplab.kerberos.protocol.KdcFailure.Step;
import dev.rdplab.kerberos.protocol.KrbError;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.ServiceTicket;
import dev.rdplab.kerberos.protocol.Ticket;
import dev.rdplab.kerberos.protocol.TicketOutcome;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gets tickets. Every call blocks until its deadline at most and belongs on no event loop; every failure is a
 * {@link KdcFailure} that says which exchange failed, with which error, and how far the KDC's clock is away.
 */
public final class KdcClient {

    private final KdcSettings settings;
    private final List<KdcSettings> kdcs;
    private volatile Duration correction = Duration.ZERO;

    public KdcClient(KdcSettings settings) {
        this(List.of(settings));
    }

    /**
     * Of a realm with several KDCs.
     *
     * @param kdcs asked in this order until one answers; they differ in nothing but where and how they are asked
     */
    public KdcClient(List<KdcSettings> kdcs) {
        this.kdcs = List.copyOf(kdcs);
        this.settings = kdcs.get(0);
    }

    /** A ticket granting ticket, and with it the service's. */
    public TicketOutcome ticket(Principal client, LongTermKey key, Principal service) {
        var outcome = tgt(client, key);
        return outcome instanceof ServiceTicket tgt ? ticket(tgt, service) : outcome;
    }

    /** The AS exchange. */
    public TicketOutcome tgt(Principal client, LongTermKey key) {
        return exchange(Step.AS, channel -> new AsExchange(this, client, key).run(channel));
    }

    /** The TGS exchange. */
    public TicketOutcome ticket(ServiceTicket tgt, Principal service) {
        return exchange(Step.TGS, channel -> new TgsExchange(this, tgt, service, Optional.empty()).run(channel));
    }

    /** The TGS exchange for a ticket that is sealed with the session key of the service's own ticket granting ticket. */
    public TicketOutcome userToUser(ServiceTicket tgt, Principal service, Ticket serviceTgt) {
        return exchange(Step.TGS, channel -> new TgsExchange(this, tgt, service, Optional.of(serviceTgt)).run(channel));
    }

    /** How far the KDC's clock was found ahead of the client's, where that is followed; else zero. */
    public Duration correction() {
        return correction;
    }

    KdcSettings settings() {
        return settings;
    }

    Instant now() {
        return settings.clock().get().plus(correction);
    }

    private interface Exchange {
        TicketOutcome run(KdcChannel channel) throws IOException;
    }

    private TicketOutcome exchange(Step step, Exchange exchange) {
        var unanswered = new ArrayList<String>();
        for (KdcSettings kdc : kdcs) {
            try {
                if (kdc.kdc().isUnresolved()) {
                    throw new IOException("unknown host");
                }
                return exchange.run(new KdcChannel(kdc));
            } catch (ProtocolViolationException e) {
                return KdcFailure.unreachable(step, "the KDC's answer cannot be read: " + e.getMessage());
            } catch (IOException e) {
                var address = kdc.kdc();
                unanswered.add("KDC " + address.getHostString() + ":" + address.getPort() + ": " + e.getMessage());
            }
        }
        return KdcFailure.unreachable(step, String.join("; ", unanswered));
    }

    /** The KDC's refusal, with its clock. */
    KdcFailure failure(Step step, KrbError error, String about) {
        Instant theirs = error.stime().plusNanos(error.susec() * 1000L);
        return new KdcFailure(
                step,
                Optional.of(error.code()),
                Optional.of(Duration.between(settings.clock().get(), theirs)),
                about);
    }

    /** Takes over the KDC's time, when that is wanted. */
    void follow(Instant kdcTime) {
        if (settings.followsKdcTime()) {
            correction = Duration.between(settings.clock().get(), kdcTime);
        }
    }

    static boolean isError(Bytes answer) {
        return !answer.isEmpty() && answer.get(0) == 0x7e;
    }

    static ServiceTicket ticket(Principal client, Ticket ticket, EncKdcRepPart part) {
        return new ServiceTicket(client, ticket, part.key(), part.flags(), part.authtime(), part.endtime());
    }
}
