package dev.rdplab.kerberos.kdc;

import java.time.Duration;
import java.util.Locale;

/**
 * How a lab's KDC behaves on the network.
 *
 * @param delay before every answer
 * @param clockOffset how far its clock is ahead of the lab's
 */
public record KdcBehaviour(Transport transport, Duration delay, Duration clockOffset) {

    /** Whom it answers. */
    public enum Transport {
        UDP_AND_TCP,
        /** Datagrams are dropped, as a VPN or firewall may do. */
        TCP_ONLY,
        /** Datagrams are answered with KRB_ERR_RESPONSE_TOO_BIG, RFC 4120 section 7.2.1. */
        TOO_BIG_FOR_UDP,
        /** Everything is taken and nothing answered. */
        SILENT,
        /** Nobody listens. */
        REFUSED;

        /** The word used in files. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public static final KdcBehaviour DEFAULT = new KdcBehaviour(Transport.UDP_AND_TCP, Duration.ZERO, Duration.ZERO);

    public KdcBehaviour with(Transport chosen) {
        return new KdcBehaviour(chosen, delay, clockOffset);
    }

    public KdcBehaviour withDelay(Duration time) {
        return new KdcBehaviour(transport, time, clockOffset);
    }

    public KdcBehaviour withClockOffset(Duration ahead) {
        return new KdcBehaviour(transport, delay, ahead);
    }
}
