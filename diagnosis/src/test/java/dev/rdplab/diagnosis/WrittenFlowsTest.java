package dev.rdplab.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.CaptureFiles;
import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.capture.Flow;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.diagnosis.capture.tls.KeyLog;
import dev.rdplab.lab.result.Side;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections written by hand, without keys: what nobody records on purpose. */
class WrittenFlowsTest {

    private static Diagnosis only(List<CapturedPacket> packets) throws IOException {
        byte[] file = CaptureFiles.pcap(packets, ByteOrder.LITTLE_ENDIAN, true);
        var diagnoses = Diagnosis.of("x", Captures.read(new ByteArrayInputStream(file), KeyLog.EMPTY));
        assertThat(diagnoses).hasSize(1);
        return diagnoses.get(0);
    }

    private static Side client(Flow flow) throws IOException {
        return only(flow.packets()).result().client();
    }

    private static List<CapturedPacket> cut(List<CapturedPacket> packets, int length) {
        return packets.stream()
                .map(packet -> new CapturedPacket(
                        packet.number(),
                        packet.nanos(),
                        packet.linkType(),
                        packet.bytes().slice(0, Math.min(length, packet.bytes().length())),
                        packet.originalLength()))
                .toList();
    }

    private static void assertTold(Side told, Stage stage, EndingKind ending, Role by) {
        assertThat(told.stage()).as("%s", told).isEqualTo(stage);
        assertThat(told.ending()).as("%s", told).isEqualTo(ending);
        assertThat(told.by()).as("%s", told).isEqualTo(by);
    }

    @ParameterizedTest
    @ValueSource(ints = {Flow.FIN, Flow.RST})
    void aClientThatLeavesWithoutAByteIsAPortCheck(int flags) throws IOException {
        var flow = Flow.tls12().open().packet(Role.CLIENT, flags).packet(Role.SERVER, Flow.FIN);
        assertTold(client(flow.packet(Role.CLIENT, Flow.ACK)), Stage.X224, EndingKind.PORT_CHECK, Role.CLIENT);
    }

    @Test
    void anAnswerToTheSynThatNobodyTookIsNoConnection() throws IOException {
        var flow = Flow.tls12().packet(Role.CLIENT, Flow.SYN);
        for (int i = 0; i < 4; i++) {
            flow.packet(Role.SERVER, Flow.SYN | Flow.ACK).after(1_000);
        }
        var told = client(flow);
        assertTold(told, Stage.CONNECT, EndingKind.CAPTURE_ENDS, null);
        assertThat(told.detail()).contains("was not acknowledged");
    }

    @Test
    void aWindowThatIsStillZeroAtTheEndOfTheCaptureIsTold() throws IOException {
        var flow = Flow.tls12().confirmed(2).packet(Role.SERVER, Flow.ACK, 0, new byte[0]);
        for (int i = 0; i < 6; i++) {
            flow.after(5_000).packet(Role.CLIENT, Flow.ACK).packet(Role.SERVER, Flow.ACK, 0, new byte[0]);
        }
        var told = client(flow);
        assertTold(told, Stage.TLS, EndingKind.TIMEOUT, Role.CLIENT);
        assertThat(told.detail()).startsWith("zero window: the receive window of the server");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aWarningThatIsTheLastWordIsTheReason(Role role) throws IOException {
        var flow = Flow.tls12().confirmed(2).hello();
        if (role == Role.CLIENT) {
            flow.serverFlight();
        }
        var told = client(flow.data(role, flow.alert(1, 90).toArray()).closed(role));
        assertTold(told, Stage.TLS, EndingKind.TLS_ALERT, role);
        assertThat(told.code()).hasValue(90);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 32})
    void anAlertOfTls13IsOneWithZerosBehindItToo(int padding) throws IOException {
        var flow = Flow.tls13(padding).authenticated();
        var told =
                client(flow.data(Role.SERVER, flow.encryptedAlert().toArray()).closed(Role.SERVER));
        assertTold(told, Stage.CREDSSP, EndingKind.CLOSED_FIN, Role.SERVER);
        assertThat(told.detail()).contains("encrypted alert");
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16})
    void aRefusalOfEitherLengthIsOneWhoeverCloses(int length) throws IOException {
        for (var flow : List.of(Flow.tls12(), Flow.tls13(0), Flow.tls13(16))) {
            var told = client(flow.authenticated().records(Role.SERVER, length).closed(Role.CLIENT));
            assertTold(told, Stage.CREDSSP, EndingKind.CREDSSP_ERROR, Role.SERVER);
        }
    }

    @Test
    void pictureBytesThatLookLikeAnX224CodeDoNotSwapTheEnds() throws IOException {
        var flow = Flow.tls12();
        for (int i = 0; i < 5; i++) {
            byte[] picture = flow.noise(600).toArray();
            picture[0] = 0;
            picture[5] = (byte) 0xe0;
            flow.data(Role.SERVER, picture).data(Role.CLIENT, new byte[] {0x44, 4, 0, 0});
        }
        assertTold(client(flow.closed(Role.SERVER)), null, EndingKind.ALREADY_UP, Role.SERVER);
    }

    @Test
    void behindABlockCipherBothReadingsAreTold() throws IOException {
        var told = client(Flow.cbc().informed().records(Role.SERVER, 36).closed(Role.SERVER));
        assertTold(told, Stage.LICENSING, EndingKind.CLOSED_FIN, Role.SERVER);
        assertThat(told.detail()).contains("Set Error Info", "licensing error");
    }

    /** What is kept shows that records are those of TLS 1.2, whose ServerHello is cut off. */
    @Test
    void ofTenBytesAPacketNoFalseStageIsTold() throws IOException {
        var refused = only(cut(
                Flow.tls12()
                        .authenticated()
                        .records(Role.SERVER, 15)
                        .closed(Role.SERVER)
                        .packets(),
                50));
        assertThat(refused.result().client().detail()).contains("the logon was refused");
        var session = Flow.tls12().informed().records(Role.SERVER, 34, 420).records(Role.CLIENT, 520);
        var up = only(cut(session.packets(), 50)).result();
        assertThat(up.client().ending()).isIn(EndingKind.CAPTURE_ENDS, EndingKind.COMPLETED);
        assertThat(up.causes()).isEmpty();
    }

    @Test
    void whereManyPacketsAreMissingInARowThePlaceIsNotKnown() throws IOException {
        for (var flow : List.of(Flow.tls12(), Flow.tls13(0))) {
            var all =
                    flow.informed().records(Role.SERVER, 36).closed(Role.SERVER).packets();
            var some = new ArrayList<>(all.subList(0, 10));
            some.addAll(all.subList(30, all.size()));
            var told = only(some);
            assertThat(told.result().causes()).isEmpty();
            assertThat(told.result().client().ending()).isEqualTo(EndingKind.CLOSED_FIN);
            assertThat(told.result().client().detail()).contains("bytes that the capture lacks");
        }
    }
}
