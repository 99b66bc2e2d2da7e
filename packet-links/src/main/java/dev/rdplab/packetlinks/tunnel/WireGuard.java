package dev.rdplab.packetlinks.tunnel;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.packetlinks.Command;
import dev.rdplab.packetlinks.Command.CommandException;
import dev.rdplab.packetlinks.NetNamespace;
import dev.rdplab.packetlinks.PacketLab;
import dev.rdplab.packetlinks.PacketLink;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** WireGuard: the kernel's where it has it, else the program wireguard-go. Default MTU 1420. */
final class WireGuard implements Tunnel {

    private static final int PORT = 51820;
    private static final Duration UP = Duration.ofSeconds(20);
    private static final Path SOCKETS = Path.of("/var/run/wireguard");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Override
    public String name() {
        return "wireguard";
    }

    @Override
    public Optional<String> missing() {
        return PacketLab.missingProgram("wg", "wireguard-tools");
    }

    @Override
    public OpenTunnel open(PacketLink link, TunnelKnobs knobs) {
        if (knobs.fragment().isPresent() || knobs.cipher().isPresent()) {
            throw new IllegalArgumentException("wireguard has no fragment and no cipher");
        }
        removeSocketsOfTheDead();
        return RunningTunnel.started(new Open(this, link, knobs));
    }

    /** wireguard-go leaves its socket behind when it is killed. */
    private static void removeSocketsOfTheDead() {
        if (!Files.isDirectory(SOCKETS)) {
            return;
        }
        try (var files = Files.newDirectoryStream(SOCKETS, "rw*-*.sock")) {
            for (Path file : files) {
                String pid = file.getFileName().toString().replaceAll("^rw([0-9a-z]+)-.*", "$1");
                if (ProcessHandle.of(Long.parseLong(pid, 36)).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // another user's file: if it matters, creating the new socket fails and says so
        }
    }

    private static final class Open extends RunningTunnel {

        private boolean kernel;
        // wireguard-go's control socket is named after the device, for all namespaces in one directory.
        private final String device =
                "rw" + Long.toString(ProcessHandle.current().pid(), 36) + "-"
                        + Integer.toString(NUMBER.incrementAndGet(), 36);

        Open(Tunnel kind, PacketLink link, TunnelKnobs knobs) {
            super(kind, link, knobs, "10.90.0");
        }

        @Override
        void start() {
            String keyA = Command.run("wg", "genkey").strip();
            String keyB = Command.run("wg", "genkey").strip();
            device(link.a(), device + "a");
            device(link.b(), device + "b");
            configure(link.a(), device + "a", keyA, publicOf(keyB), addressA(), addressB(), link.addressB());
            configure(link.b(), device + "b", keyB, publicOf(keyA), addressB(), addressA(), link.addressA());
            say("program", kernel ? "kernel" : "wireguard-go");
            awaitHandshake();
        }

        private void device(NetNamespace namespace, String name) {
            try {
                Command.run("ip", "-n", namespace.name(), "link", "add", name, "type", "wireguard");
                undo(() -> Command.run("ip", "-n", namespace.name(), "link", "del", name));
                kernel = true;
                return;
            } catch (CommandException e) {
                // no WireGuard in this kernel
            }
            PacketLab.missingProgram("wireguard-go", "wireguard-go").ifPresent(line -> {
                throw new LinkUnavailableException("this kernel has no WireGuard, and " + line);
            });
            var program = program(
                    namespace, List.of("wireguard-go", "-f", name), Map.of("LOG_LEVEL", "error"), line -> false);
            program.await("its socket", UP, () -> Files.exists(SOCKETS.resolve(name + ".sock")));
        }

        private void configure(
                NetNamespace namespace,
                String name,
                String privateKey,
                String peer,
                InetAddress own,
                InetAddress other,
                InetAddress endpoint) {
            var words = new ArrayList<>(List.of("wg", "set", name, "private-key", "/dev/stdin", "listen-port"));
            words.addAll(List.of(String.valueOf(PORT), "peer", peer, "endpoint"));
            words.addAll(
                    List.of(endpoint.getHostAddress() + ":" + PORT, "allowed-ips", other.getHostAddress() + "/32"));
            knobs.keepalive().ifPresent(every -> {
                words.add("persistent-keepalive");
                words.add(String.valueOf(every.toSeconds()));
            });
            Command.run(privateKey + "\n", namespace.command(words));
            String mss = knobs.mssfix().map(n -> " advmss " + n).orElse("");
            Command.run(
                    "link set dev " + name + " mtu " + knobs.mtu().orElse(1420) + " up\naddr add "
                            + own.getHostAddress()
                            + "/32 dev " + name + "\nroute add " + other.getHostAddress() + "/32 dev " + name + " src "
                            + own.getHostAddress() + mss + "\n",
                    List.of("ip", "-n", namespace.name(), "-batch", "-"));
        }

        /** WireGuard connects when there is something to send, so something is sent: to the port of discard. */
        private void awaitHandshake() {
            long until = System.nanoTime() + UP.toNanos();
            while (!link.a()
                    .run("wg", "show", device + "a", "latest-handshakes")
                    .strip()
                    .matches(".*\\s[1-9]\\d*")) {
                failure().ifPresent(why -> {
                    throw new LinkUnavailableException(why);
                });
                if (System.nanoTime() > until) {
                    throw new LinkUnavailableException("wireguard: no handshake within " + UP.toSeconds() + " s");
                }
                link.a().call(() -> {
                    try (var socket = new DatagramSocket()) {
                        socket.send(new DatagramPacket(new byte[1], 1, addressB(), 9));
                    }
                    return null;
                });
            }
        }

        private static String publicOf(String privateKey) {
            return Command.run(privateKey + "\n", List.of("wg", "pubkey")).strip();
        }
    }
}
