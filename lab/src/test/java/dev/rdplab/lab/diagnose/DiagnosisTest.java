package dev.rdplab.lab.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.capture.CaptureFiles;
import dev.rdplab.lab.capture.Captures;
import dev.rdplab.lab.capture.Samples;
import dev.rdplab.lab.capture.tls.KeyLog;
import dev.rdplab.lab.evidence.Evidence;
import dev.rdplab.lab.evidence.EvidenceCase;
import dev.rdplab.lab.evidence.EvidenceFolder;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
        assertThat(result.causes().get(0).known().id()).isEqualTo("dropped-after-client-info");
    }

    @Test
    void aCaptureThatEndsAfterTheConfirmIsToldAsSuch(@TempDir Path folder) throws IOException {
        var packets = Samples.read("xf_xrdp_tls.pcapng").packets();
        var cut = only(CaptureFiles.pcapng(packets.subList(0, 6), "", ByteOrder.LITTLE_ENDIAN));

        assertThat(cut.result().client().stage()).isIn(Stage.X224, Stage.TLS);
        assertThat(cut.result().client().ending()).isEqualTo(EndingKind.TIMEOUT);
        assertThat(cut.result().causes()).isNotEmpty();
        var page = EvidenceFolder.at(folder)
                .write(Evidence.of("cut", "", List.of(EvidenceCase.of(cut, "./rdplab diagnose x.pcap"))));
        assertThat(page.resolveSibling("handshake.pcapng")).isNotEmptyFile();
    }
}
