package dev.rdplab.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollSocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * What Linux knows of an open connection, by {@code TCP_INFO}.
 *
 * @param unacknowledged segments sent and not yet acknowledged
 * @param retransmissions segments sent again since the SYN, the SYN included
 * @param roundTrip smoothed
 * @param pathMtu bytes of the IP packet that the route to the peer is believed to carry
 * @param sendSegment bytes of payload in a full segment sent, without TCP options
 * @param receiveSegment bytes of payload in the largest segment received; 536 or what was announced, if less, when none was larger
 * @param timestamps whether each segment carries the 12 bytes of that option
 */
public record TcpDetails(
        long unacknowledged,
        long retransmissions,
        Duration roundTrip,
        int pathMtu,
        int sendSegment,
        int receiveSegment,
        boolean timestamps) {

    private static final int TIMESTAMPS = 1;
    private static final int TIMESTAMP_BYTES = 12;

    /** Bytes of options in each segment. */
    public int optionBytes() {
        return timestamps ? TIMESTAMP_BYTES : 0;
    }

    static Optional<TcpDetails> of(Channel channel) {
        if (!(channel instanceof EpollSocketChannel socket)) {
            return Optional.empty();
        }
        try {
            var info = socket.tcpInfo();
            return Optional.of(new TcpDetails(
                    info.unacked(),
                    info.totalRetrans(),
                    Duration.ofNanos(info.rtt() * 1_000),
                    (int) info.pmtu(),
                    (int) info.sndMss(),
                    (int) info.rcvMss(),
                    (info.options() & TIMESTAMPS) != 0));
        } catch (ChannelException gone) {
            return Optional.empty();
        }
    }
}
