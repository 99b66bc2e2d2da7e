package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.spnego.KrbErrorCode;
import java.time.Duration;
import java.util.Optional;

/**
 * Why there is no ticket.
 *
 * @param step the exchange that failed
 * @param error the KDC's answer; empty when there was none
 * @param kdcAhead how far the KDC's clock is ahead of ours, by the time in its answer; negative when it is behind
 * @param detail for people
 */
public record KdcFailure(Step step, Optional<KrbErrorCode> error, Optional<Duration> kdcAhead, String detail)
        implements TicketOutcome {

    /** Where it failed. */
    public enum Step {
        /** Looking for a ticket in a cache or a key in a keytab: no KDC was asked. */
        LOCAL,
        /** Asking for a ticket granting ticket, by password or key. */
        AS,
        /** Asking for the ticket of the service. */
        TGS
    }

    public static KdcFailure local(String detail) {
        return new KdcFailure(Step.LOCAL, Optional.empty(), Optional.empty(), detail);
    }

    /** No answer that could be read. */
    public static KdcFailure unreachable(Step step, String detail) {
        return new KdcFailure(step, Optional.empty(), Optional.empty(), detail);
    }

    /** The SECURITY_STATUS or NTSTATUS with which Windows' client names such a failure; our reading of [MS-ERREF] 2.1. */
    public long status() {
        return error.map(KerberosStatus::ofKdc).orElse(KerberosStatus.NO_AUTHENTICATING_AUTHORITY);
    }

    /** Such as {@code AS: KDC_ERR_PREAUTH_FAILED, ...}. */
    @Override
    public String toString() {
        var text = new StringBuilder(step == Step.LOCAL ? "ticket cache" : step.toString()).append(": ");
        error.ifPresent(code -> text.append(code).append(", "));
        return text.append(detail).toString();
    }
}
