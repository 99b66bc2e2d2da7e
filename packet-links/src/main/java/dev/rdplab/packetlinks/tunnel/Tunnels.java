package dev.rdplab.packetlinks.tunnel;

import java.util.List;

/** The tunnels that the lab can make. */
public final class Tunnels {

    public static final List<Tunnel> ALL =
            List.of(new NoTunnel(), new WireGuard(), OpenVpn.overUdp(), OpenVpn.overTcp());

    private Tunnels() {}

    /** @throws IllegalArgumentException naming the tunnels there are */
    public static Tunnel named(String name) {
        return ALL.stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tunnel " + name + "; there are "
                        + String.join(", ", ALL.stream().map(Tunnel::name).toList())));
    }
}
