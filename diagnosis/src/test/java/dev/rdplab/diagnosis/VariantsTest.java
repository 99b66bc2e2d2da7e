package dev.rdplab.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.CaptureFiles;
import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.capture.Samples;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Recordings of real programs, cut, without keys, one-sided, cut short and doubled: less is said of them, and nothing false. */
class VariantsTest {

    private static final int TCP = 14 + 20; // Ethernet and IPv4
    private static int tried;

    @AfterAll
    static void enough() {
        assertThat(tried).isGreaterThanOrEqualTo(500);
    }

    private static Diagnosis only(List<CapturedPacket> packets, String secrets) throws IOException {
        tried++;
        byte[] file = CaptureFiles.pcapng(packets, secrets, ByteOrder.LITTLE_ENDIAN);
        var diagnoses = Diagnosis.of("x", Captures.read(new ByteArrayInputStream(file), KeyLog.EMPTY));
        assertThat(diagnoses).hasSize(1);
        return diagnoses.get(0);
    }

    private static boolean fromClient(CapturedPacket packet, CapturedPacket first) {
        return packet.bytes().slice(TCP, TCP + 2).equals(first.bytes().slice(TCP, TCP + 2));
    }

    @ParameterizedTest
    @FieldSource("dev.rdplab.diagnosis.capture.Samples#NAMES")
    void aCutCaptureWithoutKeysSaysNoMoreThanOneWithThem(String name) throws IOException {
        var whole = Samples.read(name);
        for (int count = 4; count <= whole.packets().size(); count++) {
            var packets = whole.packets().subList(0, count);
            var keys = only(packets, whole.secrets()).result().client();
            var bare = only(packets, "").result();
            var client = bare.client();
            assertThat(client.stage()).as("%s, %d packets", name, count).isLessThanOrEqualTo(keys.stage());
            if (client.ending() == EndingKind.CAPTURE_ENDS) {
                assertThat(client.by()).isNull();
                assertThat(bare.causes()).isEmpty();
            } else if (client.ending() == EndingKind.TLS_ALERT) {
                assertThat(client.code()).isEmpty(); // encrypted: a close_notify, or a refusal
            } else if (client.ending() != EndingKind.COMPLETED) {
                assertThat(client.by()).isEqualTo(keys.by());
            }
            assertThat(client.ending()).isNotEqualTo(EndingKind.TIMEOUT);
        }
    }

    @ParameterizedTest
    @FieldSource("dev.rdplab.diagnosis.capture.Samples#NAMES")
    void oneDirectionIsSaidAndNoCauseRestsOnTheOther(String name) throws IOException {
        var packets = Samples.read(name).packets();
        for (int count = 4; count <= packets.size(); count += 3) {
            for (Role seen : Role.values()) {
                var side = packets.subList(0, count).stream()
                        .filter(packet -> fromClient(packet, packets.get(0)) == (seen == Role.CLIENT))
                        .toList();
                if (side.stream().noneMatch(packet -> packet.bytes().length() > TCP + 40)) {
                    continue; // no data: nothing says that it is RDP on this port
                }
                var diagnosis = only(side, "");
                assertThat(diagnosis.result().client().ending())
                        .as("%s, only the %s, %d packets", name, seen, count)
                        .isNotIn(EndingKind.TIMEOUT, EndingKind.PROTOCOL_VIOLATION);
                assertThat(diagnosis.result().causes()).isEmpty();
                assertThat(diagnosis.connection().notes()).anyMatch(note -> note.contains("only the " + seen));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("dev.rdplab.diagnosis.capture.Samples#NAMES")
    void whatAMirrorPortDoublesChangesNothing(String name) throws IOException {
        var whole = Samples.read(name);
        var twice = new ArrayList<CapturedPacket>();
        for (var packet : whole.packets()) {
            for (int copy = 0; copy < 2; copy++) {
                twice.add(new CapturedPacket(
                        twice.size() + 1,
                        packet.nanos() + 2_000L * copy,
                        packet.linkType(),
                        packet.bytes(),
                        packet.originalLength()));
            }
        }
        var once = only(whole.packets(), whole.secrets());
        var doubled = only(twice, whole.secrets());
        assertThat(doubled.result().client().stage())
                .isEqualTo(once.result().client().stage());
        assertThat(doubled.result().client().ending())
                .isEqualTo(once.result().client().ending());
        assertThat(doubled.connection().notes()).anyMatch(note -> note.startsWith("duplicates"));
    }

    @ParameterizedTest
    @FieldSource("dev.rdplab.diagnosis.capture.Samples#NAMES")
    void packetsCutShortAreNoViolation(String name) throws IOException {
        var whole = Samples.read(name).packets();
        for (int length = 110; length < 230; length += 10) {
            int snap = length;
            var cut = whole.stream()
                    .map(packet -> new CapturedPacket(
                            packet.number(),
                            packet.nanos(),
                            packet.linkType(),
                            packet.bytes()
                                    .slice(0, Math.min(snap, packet.bytes().length())),
                            packet.originalLength()))
                    .toList();
            var diagnosis = only(cut, "");
            assertThat(diagnosis.result().client().ending())
                    .as("%s, %d bytes", name, snap)
                    .isNotIn(EndingKind.PROTOCOL_VIOLATION, EndingKind.TIMEOUT);
            var stage = diagnosis.result().client().stage();
            assertThat(stage == null || stage.compareTo(Stage.X224) >= 0).isTrue();
            assertThat(diagnosis.connection().notes()).anyMatch(note -> note.contains("cut short"));
        }
    }
}
