package dev.rdplab.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.CaptureFiles;
import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.capture.Samples;
import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.evidence.EvidenceFolder;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {

    private static Diagnosis only(byte[] file) throws IOException {
        var diagnoses = Diagnosis.of("x.pcap", Captures.read(new ByteArrayInputStream(file), KeyLog.EMPTY));
        assertThat(diagnoses).hasSize(1);
        return diagnoses.get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xf3_hybridex_ok.pcapng", "xf_shadow_nla_tls12.pcapng", "xf_xrdp_tls.pcapng"})
    void aHandshakeThatCompletedHasNoCause(String name) throws IOException {
        var result = only(Samples.bytes(name)).result();

        assertThat(result.asExpected()).isTrue();
        assertThat(result.causes()).isEmpty();
        assertThat(result.scenario()).isEqualTo("x.pcap#1");
        assertThat(result.stages()).isNotEmpty();
    }

    @Test
    void aServerThatEndsTheConferenceAfterClientInfoIsBlamed() throws IOException {
        var result = only(Samples.bytes("xf_xrdp_rdp.pcap")).result();

        assertThat(result.client().ending()).isEqualTo(EndingKind.MCS_REFUSED);
        assertThat(result.causes().get(0).known().id()).isEqualTo("salted-mac");
    }

    @Test
    void aCaptureThatEndsAfterTheConfirmIsToldAsSuch(@TempDir Path folder) throws IOException {
        var packets = Samples.read("xf_xrdp_tls.pcapng").packets();
        var cut = only(CaptureFiles.pcapng(packets.subList(0, 6), "", ByteOrder.LITTLE_ENDIAN));

        assertThat(cut.result().client().stage()).isIn(Stage.X224, Stage.TLS);
        assertThat(cut.result().client().ending()).isEqualTo(EndingKind.CAPTURE_ENDS);
        assertThat(cut.result().causes()).isEmpty();
        var page = EvidenceFolder.at(folder)
                .write(Evidence.of("cut", "", List.of(cut.evidence("./rdplab diagnose x.pcap"))));
        assertThat(page.resolveSibling("handshake.pcapng")).isNotEmptyFile();
    }

    /** A shortened capture dies in the stage in which the whole one was at that moment, wherever it is cut. */
    @ParameterizedTest
    @FieldSource("dev.rdplab.diagnosis.capture.Samples#NAMES")
    void aCutCaptureDiesInTheStageThatTheWholeOneWasIn(String name) throws IOException {
        var whole = Samples.read(name);
        var events = only(CaptureFiles.pcapng(whole.packets(), whole.secrets(), ByteOrder.LITTLE_ENDIAN))
                .connection()
                .client()
                .events();
        long began = whole.packets().get(0).nanos();
        var stages = new TreeSet<Stage>();
        for (int count = 4; count < whole.packets().size(); count++) {
            long at = whole.packets().get(count - 1).nanos() - began;
            var cut = only(CaptureFiles.pcapng(
                            whole.packets().subList(0, count), whole.secrets(), ByteOrder.LITTLE_ENDIAN))
                    .result();
            var then = events.stream()
                    .filter(event -> event.kind() != Transcript.Kind.ENDING && event.nanos() <= at)
                    .map(Transcript.Event::stage)
                    .reduce((first, second) -> second)
                    .orElse(Stage.CONNECT);
            assertThat(cut.client().stage())
                    .as("%s after packet %d", name, count)
                    .isEqualTo(then);
            boolean noCause = cut.client().completed() || cut.client().ending().isOfCaptures();
            assertThat(cut.causes().isEmpty()).isEqualTo(noCause);
            stages.add(cut.client().stage());
        }
        assertThat(stages).contains(Stage.X224).hasSizeGreaterThan(5);
    }
}
