package dev.rdplab.packetlinks;

import java.time.Duration;

/**
 * A box on the way (NAT, firewall, tunnel end) that forgets its flows once: a rebind, a re-key, a failover. From then on TCP
 * packets of flows that it has not seen begin are dropped, and other packets towards A until A has sent one of the flow.
 *
 * @param after the link was opened
 * @param resets whether the box answers a TCP packet of an unknown flow with RST; silence otherwise
 */
public record StateLoss(Duration after, boolean resets) {
    public StateLoss {
        Bounds.time("state loss after", after);
    }
}
