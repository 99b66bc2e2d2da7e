package dev.rdplab.kerberos.client;

import dev.rdplab.kerberos.file.KerberosConfiguration;
import dev.rdplab.kerberos.protocol.EncryptionType;
import dev.rdplab.protocol.handshake.NonceSource;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a KDC is asked.
 *
 * @param kdc named by the caller and never looked up
 * @param timeout for one exchange, whatever is tried in it
 * @param udpPreferenceLimit bytes of a request that is still tried as a datagram first; 0 for TCP alone
 * @param clock the client's
 * @param types asked for, best first; empty for all that are implemented
 * @param followsKdcTime whether a wrong clock is corrected by the KDC's, as MIT does
 */
public record KdcSettings(
        InetSocketAddress kdc,
        Duration timeout,
        int udpPreferenceLimit,
        Supplier<Instant> clock,
        NonceSource nonces,
        Optional<List<EncryptionType>> types,
        boolean followsKdcTime) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    public KdcSettings {
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("timeout " + timeout + ", up to 10 minutes");
        }
    }

    /** UDP first, ten seconds, no trust in the KDC's clock. */
    public KdcSettings(InetSocketAddress kdc, Supplier<Instant> clock, NonceSource nonces) {
        this(
                kdc,
                DEFAULT_TIMEOUT,
                KerberosConfiguration.DEFAULT_UDP_PREFERENCE_LIMIT,
                clock,
                nonces,
                Optional.empty(),
                false);
    }

    public KdcSettings withTimeout(Duration limit) {
        return new KdcSettings(kdc, limit, udpPreferenceLimit, clock, nonces, types, followsKdcTime);
    }

    public KdcSettings withUdpPreferenceLimit(int bytes) {
        return new KdcSettings(kdc, timeout, bytes, clock, nonces, types, followsKdcTime);
    }

    public KdcSettings withTypes(List<EncryptionType> asked) {
        return new KdcSettings(
                kdc, timeout, udpPreferenceLimit, clock, nonces, Optional.of(List.copyOf(asked)), followsKdcTime);
    }

    public KdcSettings withKdcTime() {
        return new KdcSettings(kdc, timeout, udpPreferenceLimit, clock, nonces, types, true);
    }
}
