package dev.rdplab.verification.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.capture.rebuild.Rebuilt;
import dev.rdplab.lab.export.ExportedConnection;
import dev.rdplab.lab.export.HandshakePcapng;
import dev.rdplab.lab.export.WireRun;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.protocol.Role;
import dev.rdplab.testkit.needs.Needs;
import dev.rdplab.verification.real.Tshark;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Needs("tshark")
@Tag("real")
class TsharkOpensExportsTest {

    private static final Pattern SECRET = Pattern.compile("(CLIENT|SERVER)_[A-Z0-9_]+ [0-9a-f]{64} [0-9a-f]+");

    @TempDir
    Path folder;

    private static byte[] capture(String name) throws IOException {
        try (var in = Captures.class.getResourceAsStream("/captures/pcap/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    /** The capture of real programs, told again from its transcript, raw bytes and secrets. */
    private Path exported(String name, boolean noSecrets) throws IOException {
        byte[] bytes = capture(name);
        Rebuilt rebuilt = Captures.read(new ByteArrayInputStream(bytes), KeyLog.EMPTY)
                .connections()
                .get(0);
        var runs = new ArrayList<WireRun>();
        for (Role role : Role.values()) {
            for (var chunk : rebuilt.tcp().orElseThrow().side(role).chunks()) {
                runs.add(new WireRun(role, chunk.nanos() - rebuilt.startNanos(), chunk.bytes()));
            }
        }
        runs.sort(Comparator.comparingLong(WireRun::nanos));
        var secrets = SECRET.matcher(new String(bytes, StandardCharsets.ISO_8859_1))
                .results()
                .map(match -> match.group())
                .toList();
        Path file = folder.resolve("handshake-" + name.replaceFirst("\\..*", "") + ".pcapng");
        HandshakePcapng.write(
                file,
                List.of(new ExportedConnection(
                        rebuilt.clientAddress(),
                        rebuilt.serverAddress(),
                        rebuilt.startNanos(),
                        rebuilt.client(),
                        Optional.of(rebuilt.clientEnding()),
                        runs,
                        secrets)),
                noSecrets);
        return file;
    }

    private static String all(Path file, String... options) {
        return String.join("\n", Tshark.frames(file, options));
    }

    @Test
    void namesEveryPduOfAnNlaHandshakeWithoutOptionsOrKeys() throws IOException {
        // Error Alert is Wireshark's name for the licensing message that says "valid client"
        for (boolean noSecrets : new boolean[] {false, true}) {
            String frames = all(exported("xf_shadow_nla_tls12.pcapng", noSecrets));
            assertThat(frames)
                    .contains("Negotiate Request", "Negotiate Response")
                    .contains("NTLMSSP_NEGOTIATE", "NTLMSSP_CHALLENGE", "NTLMSSP_AUTH")
                    .contains("ClientData", "ServerData", "Error Alert", "Demand Active PDU", "FontMap");
        }
    }

    @Test
    void namesThePdusOfATlsHandshake() throws IOException {
        assertThat(all(exported("xf_xrdp_tls.pcapng", true)))
                .contains(
                        "Negotiate Request",
                        "Negotiate Response",
                        "ClientData",
                        "License Request",
                        "Demand Active PDU",
                        "FontMap");
    }

    @Test
    void findsNothingWrongWithTheMadePackets() throws IOException {
        for (String name : List.of("xf3_hybridex_ok.pcapng", "rd_xrdp_rdp.pcap")) {
            var wrong = Tshark.frames(
                    exported(name, false),
                    "-o",
                    "ip.check_checksum:TRUE",
                    "-o",
                    "tcp.check_checksum:TRUE",
                    "-Y",
                    "tcp.analysis.flags || ip.checksum.status == 0 || tcp.checksum.status == 0");
            assertThat(wrong).as(name).isEmpty();
        }
    }

    @Test
    void decryptsTheTcpPacketsWithTheSecretsInside() throws IOException {
        String decoded =
                all(exported("xf3_shadow_nla_ok.pcapng", false), "-d", "tls.port==5710,tpkt", "-Y", "tcp && ntlmssp");
        assertThat(decoded).contains("NTLMSSP_NEGOTIATE", "NTLMSSP_CHALLENGE", "NTLMSSP_AUTH");
        String withoutSecrets =
                all(exported("xf3_shadow_nla_ok.pcapng", true), "-d", "tls.port==5710,tpkt", "-Y", "tcp && ntlmssp");
        assertThat(withoutSecrets).isEmpty();
    }

    @Test
    void commentsTellOfStages() throws IOException {
        assertThat(Tshark.fields(exported("xf_xrdp_tls.pcapng", true), "frame.comment"))
                .anySatisfy(comment -> assertThat(comment).contains("stage: mcs-connect"));
    }
}
