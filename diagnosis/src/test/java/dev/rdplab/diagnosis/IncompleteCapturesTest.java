package dev.rdplab.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.CaptureFiles;
import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.capture.Samples;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings of real programs of which the capture lost packets, kept only headers, or has packets a little out of order. */
class IncompleteCapturesTest {

    private static final int ETHERNET = 14;

    private static Diagnosis only(List<CapturedPacket> packets) throws IOException {
        byte[] file = CaptureFiles.pcapng(packets, "", ByteOrder.LITTLE_ENDIAN);
        var diagnoses = Diagnosis.of("x", Captures.read(new ByteArrayInputStream(file), KeyLog.EMPTY));
        assertThat(diagnoses).hasSize(1);
        return diagnoses.get(0);
    }

    private static int headers(Bytes packet) {
        int ip = (packet.get(ETHERNET) & 15) * 4;
        return ETHERNET + ip + (packet.get(ETHERNET + ip + 12) >> 4) * 4;
    }

    private static boolean carries(CapturedPacket packet) {
        return packet.bytes().length() > headers(packet.bytes());
    }

    private static List<Object> verdict(Diagnosis diagnosis) {
        var client = diagnosis.result().client();
        var all = new ArrayList<>();
        all.add(client.stage());
        all.add(client.ending());
        all.add(client.by());
        all.add(diagnosis.result().causes().stream().map(c -> c.known().id()).toList());
        return all;
    }

    @ParameterizedTest
    @FieldSource("dev.rdplab.diagnosis.capture.Samples#NAMES")
    void whereAPacketIsMissingNothingElseIsConcluded(String name) throws IOException {
        var whole = Samples.read(name).packets();
        var full = verdict(only(whole));
        for (int lost = 0; lost < whole.size(); lost++) {
            if (!carries(whole.get(lost))) {
                continue;
            }
            var rest = new ArrayList<>(whole);
            rest.remove(lost);
            var diagnosis = only(rest);
            boolean announced = verdict(diagnosis).subList(1, 3).equals(full.subList(1, 3)); // by a PDU that is there
            if (!announced) {
                assertThat(diagnosis.result().causes())
                        .as("%s without packet %d", name, lost + 1)
                        .isEmpty();
                assertThat(diagnosis.result().client().ending())
                        .as("%s without packet %d", name, lost + 1)
                        .isNotIn(EndingKind.TIMEOUT, EndingKind.PROTOCOL_VIOLATION, EndingKind.MCS_REFUSED);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("dev.rdplab.diagnosis.capture.Samples#NAMES")
    void ofHeadersAloneOnlyTheCloseIsTold(String name) throws IOException {
        var headers = Samples.read(name).packets().stream()
                .map(packet -> new CapturedPacket(
                        packet.number(),
                        packet.nanos(),
                        packet.linkType(),
                        packet.bytes().slice(0, Math.min(headers(packet.bytes()), ETHERNET + 40)),
                        packet.originalLength()))
                .toList();
        var found = Diagnosis.of(
                "x",
                Captures.read(
                        new ByteArrayInputStream(CaptureFiles.pcapng(headers, "", ByteOrder.BIG_ENDIAN)),
                        KeyLog.EMPTY));
        for (var diagnosis : found) {
            var client = diagnosis.result().client();
            assertThat(client.ending()).isNotEqualTo(EndingKind.ALREADY_UP);
            if (client.ending() != EndingKind.COMPLETED) {
                assertThat(client.stage()).isNull();
                assertThat(client.detail()).contains("only headers");
                assertThat(diagnosis.result().predictions().get(Program.MSTSC).shows())
                        .isEqualTo("unknown");
            }
            assertThat(diagnosis.result().causes()).isEmpty();
        }
    }

    @ParameterizedTest
    @FieldSource("dev.rdplab.diagnosis.capture.Samples#NAMES")
    void whatStandsALittleOutOfOrderIsReadByTime(String name) throws IOException {
        var whole = Samples.read(name).packets();
        var swapped = new ArrayList<>(whole);
        for (int i = 0; i + 1 < swapped.size(); i += 2) {
            boolean near = swapped.get(i + 1).nanos() - swapped.get(i).nanos() < 50_000_000;
            if (near
                    && !Objects.equals(
                            swapped.get(i).nanos(), swapped.get(i + 1).nanos())) {
                var first = swapped.get(i);
                swapped.set(i, swapped.get(i + 1));
                swapped.set(i + 1, first);
            }
        }
        assertThat(verdict(only(swapped))).isEqualTo(verdict(only(whole)));
    }

    /** xrdp with a key that does not fit its certificate: the recording up to the ClientHello, and its goodbye instead of the answer. */
    @ParameterizedTest
    @ValueSource(strings = {"xf3_shadow_nla_ok.pcapng", "xf_shadow_nla_tls12.pcapng", "xf_xrdp_tls.pcapng"})
    void aGoodbyeInClearMcsIsReadWhereTheServerHelloIsDue(String name) throws IOException {
        var goodbye = Bytes.fromHex("0300000902f0802180");
        var kept = new ArrayList<CapturedPacket>();
        boolean hello = false;
        for (var packet : Samples.read(name).packets()) {
            int headers = headers(packet.bytes());
            boolean answer = hello && carries(packet);
            if (answer) {
                var bytes = new byte[headers];
                packet.bytes().slice(0, headers).copyTo(bytes, 0);
                bytes[ETHERNET + 2] = 0;
                bytes[ETHERNET + 3] = (byte) (headers - ETHERNET + goodbye.length());
                kept.add(new CapturedPacket(
                        packet.number(),
                        packet.nanos(),
                        packet.linkType(),
                        Bytes.concat(Bytes.copyOf(bytes), goodbye),
                        headers + goodbye.length()));
                break;
            }
            kept.add(packet);
            hello |= carries(packet) && packet.bytes().get(headers) == 22;
        }
        var diagnosis = only(kept);

        assertThat(diagnosis.result().client().ending()).isEqualTo(EndingKind.PROTOCOL_VIOLATION);
        assertThat(diagnosis.result().client().detail()).contains("DisconnectProviderUltimatum", goodbye.hex());
        assertThat(diagnosis.result().causes().get(0).known().id()).isEqualTo("clear-mcs-goodbye");
    }
}
