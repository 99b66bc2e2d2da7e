package dev.rdplab.packetlinks.tunnel;

import dev.rdplab.chaos.process.ScratchFolder;
import dev.rdplab.packetlinks.Command;
import dev.rdplab.packetlinks.NetNamespace;
import dev.rdplab.packetlinks.PacketLab;
import dev.rdplab.packetlinks.PacketLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OpenVPN 2.6 or later, point to point with TLS; each side knows the other's certificate by its fingerprint. End B is the
 * server. Data channel offload is off, so that the same code runs everywhere.
 */
final class OpenVpn implements Tunnel {

    private static final int PORT = 1194;
    private static final Duration UP = Duration.ofSeconds(30);

    private final String name;
    private final boolean tcp;

    private OpenVpn(String name, boolean tcp) {
        this.name = name;
        this.tcp = tcp;
    }

    static OpenVpn overUdp() {
        return new OpenVpn("openvpn-udp", false);
    }

    static OpenVpn overTcp() {
        return new OpenVpn("openvpn-tcp", true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> missing() {
        return PacketLab.missingProgram("openvpn", "openvpn").or(() -> PacketLab.missingProgram("openssl", "openssl"));
    }

    @Override
    public OpenTunnel open(PacketLink link, TunnelKnobs knobs) {
        if (tcp && knobs.fragment().isPresent()) {
            throw new IllegalArgumentException("openvpn-tcp has no fragment");
        }
        return RunningTunnel.started(new Open(link, knobs));
    }

    private final class Open extends RunningTunnel {

        private Path directory;
        private final List<Supervised> ends = new ArrayList<>();

        Open(PacketLink link, TunnelKnobs knobs) {
            super(OpenVpn.this, link, knobs, "10.91.0");
        }

        @Override
        void start() {
            var keys = ScratchFolder.create("openvpn");
            undo(keys::close);
            directory = keys.path();
            String fingerprintA = certificate("a");
            String fingerprintB = certificate("b");
            var server = new ArrayList<>(List.of("--local", link.addressB().getHostAddress(), "--lport"));
            server.addAll(List.of(String.valueOf(PORT), "--tls-server", "--dh", "none", "--ifconfig"));
            server.addAll(List.of(addressB().getHostAddress(), addressA().getHostAddress()));
            start(link.b(), "b", tcp ? "tcp4-server" : "udp4", fingerprintA, server);
            var client = new ArrayList<>(List.of("--remote", link.addressB().getHostAddress(), String.valueOf(PORT)));
            client.addAll(List.of("--nobind", "--tls-client", "--connect-retry", "1", "--ifconfig"));
            client.addAll(List.of(addressA().getHostAddress(), addressB().getHostAddress()));
            start(link.a(), "a", tcp ? "tcp4-client" : "udp4", fingerprintB, client);
            ends.forEach(end -> end.awaitReady(UP));
            say(
                    "program",
                    Command.run("openvpn", "--version")
                            .lines()
                            .findFirst()
                            .orElse("openvpn")
                            .replaceAll(" \\[.*", ""));
        }

        private void start(NetNamespace namespace, String end, String protocol, String peer, List<String> more) {
            var words =
                    new ArrayList<>(List.of("openvpn", "--dev-type", "tun", "--dev", "rdpvpn", "--proto", protocol));
            words.addAll(
                    List.of("--disable-dco", "--data-ciphers", knobs.cipher().orElse("AES-256-GCM"), "--verb", "3"));
            words.addAll(List.of("--cert", directory.resolve(end + ".crt").toString()));
            words.addAll(List.of("--key", directory.resolve(end + ".key").toString(), "--peer-fingerprint", peer));
            long every = knobs.keepalive().orElse(Duration.ofSeconds(5)).toSeconds();
            words.addAll(List.of("--keepalive", String.valueOf(every), String.valueOf(12 * every)));
            knobs.mtu().ifPresent(n -> words.addAll(List.of("--tun-mtu", n.toString())));
            knobs.mssfix().ifPresent(n -> words.addAll(List.of("--mssfix", n.toString())));
            knobs.fragment().ifPresent(n -> words.addAll(List.of("--fragment", n.toString())));
            if (tcp) {
                words.addAll(List.of("--socket-flags", "TCP_NODELAY"));
            }
            words.addAll(more);
            ends.add(program(namespace, words, Map.of(), line -> line.contains("Initialization Sequence Completed")));
        }

        /** Makes a key and its certificate. @return its SHA-256 fingerprint as OpenVPN wants it */
        private String certificate(String end) {
            var file = directory.resolve(end + ".crt");
            Command.run(
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:P-256",
                    "-nodes",
                    "-days",
                    "2",
                    "-subj",
                    "/CN=rdplab-" + end,
                    "-keyout",
                    directory.resolve(end + ".key").toString(),
                    "-out",
                    file.toString());
            try (var in = Files.newInputStream(file)) {
                var der = CertificateFactory.getInstance("X.509")
                        .generateCertificate(in)
                        .getEncoded();
                return HexFormat.ofDelimiter(":")
                        .withUpperCase()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(der));
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException("cannot read the certificate that openssl made", e);
            }
        }
    }
}
