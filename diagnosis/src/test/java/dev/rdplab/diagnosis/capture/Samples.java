package dev.rdplab.diagnosis.capture;

import dev.rdplab.diagnosis.capture.file.CaptureReader;
import dev.rdplab.diagnosis.capture.file.CaptureSink;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.protocol.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The captures of real programs, and packets taken out of capture files. */
public final class Samples {

    public static final List<String> NAMES = List.of(
            "rd_xrdp_rdp.pcap",
            "xf3_hybridex_ok.pcapng",
            "xf3_krb5_shadow.pcapng",
            "xf3_shadow_nla_ok.pcapng",
            "xf_shadow_nla_ok.pcapng",
            "xf_shadow_nla_tls12.pcapng",
            "xf_xrdp_rdp.pcap",
            "xf_xrdp_tls.pcapng");

    private Samples() {}

    /** What a capture file holds. */
    public record Content(List<CapturedPacket> packets, String secrets, List<String> notes) {}

    public static byte[] bytes(String name) {
        try (var in = Samples.class.getResourceAsStream("/captures/pcap/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Content read(byte[] file) {
        var packets = new ArrayList<CapturedPacket>();
        var secrets = new StringBuilder();
        var notes = new Notes();
        try {
            CaptureReader.read(
                    new ByteArrayInputStream(file),
                    new CaptureSink() {
                        @Override
                        public void packet(CapturedPacket packet) {
                            packets.add(packet);
                        }

                        @Override
                        public void tlsKeyLog(Bytes lines) {
                            secrets.append(lines.text(StandardCharsets.US_ASCII));
                        }
                    },
                    notes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Content(packets, secrets.toString(), notes.lines());
    }

    public static Content read(String name) {
        return read(bytes(name));
    }
}
