package dev.rdplab.packetlinks.tunnel;

import dev.rdplab.packetlinks.Command;
import dev.rdplab.packetlinks.NetNamespace;
import dev.rdplab.packetlinks.PacketLink;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Ethernet in UDP, by the kernel alone: nothing but what a further tunnel has to say. */
final class VxlanTunnel implements Tunnel {

    @Override
    public String name() {
        return "vxlan";
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public OpenTunnel open(PacketLink link, TunnelKnobs knobs) {
        return RunningTunnel.started(new RunningTunnel(this, link, knobs, "10.92.0") {
            @Override
            void start() {
                end(link.a(), link.addressA(), link.addressB(), addressA());
                end(link.b(), link.addressB(), link.addressA(), addressB());
            }
        });
    }

    private static void end(NetNamespace namespace, InetAddress from, InetAddress to, InetAddress inside) {
        Command.run(
                "link add vx0 type vxlan id 7 dstport 4789 local " + from.getHostAddress() + " remote "
                        + to.getHostAddress() + "\naddr add " + inside.getHostAddress()
                        + "/24 dev vx0\nlink set vx0 mtu 1400 up\n",
                List.of("ip", "-n", namespace.name(), "-batch", "-"));
    }
}
