package dev.rdplab.packetlinks.tunnel;

import dev.rdplab.packetlinks.PacketLink;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/** The path itself, so that a grid can compare with it. */
final class NoTunnel implements Tunnel {

    @Override
    public String name() {
        return "none";
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public OpenTunnel open(PacketLink link, TunnelKnobs knobs) {
        if (!knobs.equals(TunnelKnobs.DEFAULTS)) {
            throw new IllegalArgumentException("tunnel none has no knobs");
        }
        return new OpenTunnel() {
            @Override
            public InetAddress addressA() {
                return link.addressA();
            }

            @Override
            public InetAddress addressB() {
                return link.addressB();
            }

            @Override
            public Map<String, Object> settings() {
                return Map.of("tunnel", name());
            }

            @Override
            public Optional<String> failure() {
                return Optional.empty();
            }

            @Override
            public void close() {
                // nothing was started
            }
        };
    }
}
