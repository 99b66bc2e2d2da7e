package dev.rdplab.packetlinks.tunnel;

import java.util.List;
import java.util.stream.Stream;

/** The tunnels that the lab can make. */
public final class Tunnels {

    public static final List<Tunnel> ALL =
            List.of(new NoTunnel(), new WireGuard(), OpenVpn.overUdp(), OpenVpn.overTcp());

    private Tunnels() {}

    /** @throws IllegalArgumentException naming the tunnels there are */
    public static Tunnel named(String name) {
        return named(name, List.of());
    }

    /** @param own tunnels of the user beside those of the lab @throws IllegalArgumentException naming the tunnels there are */
    public static Tunnel named(String name, List<OwnTunnel> own) {
        var all = Stream.concat(ALL.stream(), own.stream()).toList();
        return all.stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tunnel " + name + "; there are "
                        + String.join(", ", all.stream().map(Tunnel::name).toList())));
    }
}
