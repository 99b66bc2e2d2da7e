package dev.rdplab.packetlinks.tunnel;

import dev.rdplab.packetlinks.PacketLink;
import java.util.Optional;

/** A kind of tunnel. */
public interface Tunnel {

    /** The word in files and output, such as {@code openvpn-udp}. */
    String name();

    /** One line that says which program is missing and how to get it; empty when nothing is. */
    Optional<String> missing();

    /**
     * Starts it inside the link and waits until it carries packets. Open the link without impairments and change them
     * afterwards where the experiment is about a warm tunnel.
     *
     * @throws dev.rdplab.chaos.link.LinkUnavailableException when a program is missing or the tunnel does not come up; the
     *     message ends with the program's last words
     * @throws IllegalArgumentException for a knob that this tunnel does not have
     */
    OpenTunnel open(PacketLink link, TunnelKnobs knobs);
}
