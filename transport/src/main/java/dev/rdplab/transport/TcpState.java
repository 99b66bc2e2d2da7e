package dev.rdplab.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.epoll.EpollSocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * What the kernel knew of a connection when its time was up.
 *
 * @param unacknowledged segments sent and not acknowledged; 0: the peer's kernel has all that was sent
 * @param retransmissions segments sent again
 * @param roundTrip smoothed
 * @param pathMtu bytes of an IP packet that the path is believed to carry
 */
public record TcpState(long unacknowledged, long retransmissions, Duration roundTrip, long pathMtu) {

    /** Available on Linux only; empty elsewhere. */
    static Optional<TcpState> of(Channel channel) {
        if (!(channel instanceof EpollSocketChannel socket)) {
            return Optional.empty();
        }
        try {
            var info = socket.tcpInfo();
            return Optional.of(new TcpState(
                    info.unacked(), info.totalRetrans(), Duration.ofNanos(info.rtt() * 1_000), info.pmtu()));
        } catch (ChannelException gone) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return (unacknowledged == 0 ? "all acknowledged" : unacknowledged + " segments unacknowledged") + ", "
                + retransmissions + " retransmitted";
    }
}
