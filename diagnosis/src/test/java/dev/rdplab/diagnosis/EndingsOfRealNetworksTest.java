package dev.rdplab.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.CaptureFiles;
import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.capture.Flow;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of endings that public captures of other people's networks have, written by hand. */
class EndingsOfRealNetworksTest {

    private static List<Diagnosis> all(List<CapturedPacket> packets) throws IOException {
        byte[] file = CaptureFiles.pcap(packets, ByteOrder.LITTLE_ENDIAN, true);
        return Diagnosis.of("x", Captures.read(new ByteArrayInputStream(file), KeyLog.EMPTY));
    }

    private static Diagnosis only(Flow flow) throws IOException {
        var diagnoses = all(flow.packets());
        assertThat(diagnoses).hasSize(1);
        return diagnoses.get(0);
    }

    private static List<String> causes(Diagnosis diagnosis) {
        return diagnosis.result().causes().stream()
                .map(cause -> cause.known().id())
                .toList();
    }

    private static void assertTold(Diagnosis diagnosis, Stage stage, EndingKind ending, Role by) {
        var told = diagnosis.result().client();
        assertThat(told.stage()).as("%s", told).isEqualTo(stage);
        assertThat(told.ending()).as("%s", told).isEqualTo(ending);
        assertThat(told.by()).as("%s", told).isEqualTo(by);
    }

    /** mstsc resets as soon as it has read a refusal, and its RST acknowledges what the capture lacks. */
    @Test
    void bytesThatOnlyTheRstAcknowledgesAreMissing() throws IOException {
        var flow = Flow.tls12().authenticated().records(Role.SERVER, 15);
        int acknowledged = flow.packets().size() - 1;
        var packets = new ArrayList<>(flow.packet(Role.CLIENT, Flow.RST).packets());
        packets.subList(acknowledged - 1, acknowledged + 1).clear(); // the record, and the ACK of it alone

        var diagnosis = all(packets).get(0);
        assertTold(diagnosis, Stage.CREDSSP, EndingKind.CLOSED_RST, Role.CLIENT);
        assertThat(diagnosis.result().client().detail()).contains("bytes that the capture lacks");
        assertThat(diagnosis.result().causes()).isEmpty();
    }

    @Test
    void whatAForgedRstAcknowledgesIsNotMissing() throws IOException {
        var flow = Flow.tls12().authenticated();
        int before = flow.packets().size();
        flow.packet(Role.CLIENT, Flow.RST).packet(Role.SERVER, Flow.FIN).packet(Role.CLIENT, Flow.FIN);
        var packets = new ArrayList<>(flow.packets());
        packets.set(before, renumbered(packets.get(before), 0x3000_0000));

        var diagnosis = all(packets).get(0);
        assertTold(diagnosis, Stage.CREDSSP, EndingKind.CLOSED_FIN, Role.SERVER);
        assertThat(diagnosis.connection().notes())
                .anyMatch(note -> note.startsWith("a RST outside the window"))
                .noneMatch(note -> note.contains("are missing"));
    }

    /** Sequence and acknowledgment number moved by as much. */
    private static CapturedPacket renumbered(CapturedPacket packet, int by) {
        byte[] bytes = packet.bytes().toArray();
        var numbers = ByteBuffer.wrap(bytes);
        numbers.putInt(24, numbers.getInt(24) + by).putInt(28, numbers.getInt(28) + by);
        return new CapturedPacket(
                packet.number(), packet.nanos(), packet.linkType(), Bytes.copyOf(bytes), bytes.length);
    }

    /** The Connect-Response was on its way when the client left. */
    @ParameterizedTest
    @ValueSource(ints = {Flow.FIN, Flow.RST})
    void whatTheServerSendsBehindTheClientsCloseIsNoProgress(int close) throws IOException {
        var flow = Flow.tls12().secured(1).records(Role.CLIENT, 430).packet(Role.CLIENT, close);
        flow.records(Role.SERVER, 130, 11).packet(Role.SERVER, Flow.FIN);
        assertThat(only(flow).result().client().stage()).isEqualTo(Stage.MCS_CONNECT);
        assertThat(only(flow).result().client().by()).isEqualTo(Role.CLIENT);
    }

    /** A TSRequest with pubKeyAuth alone has one length, and one with an errorCode beside it 8 bytes more. */
    @ParameterizedTest
    @CsvSource({"59, false", "67, true", "303, false", "311, true"})
    void anAnswerToTheLogonThatAcceptsItIsNoRefusal(int length, boolean refused) throws IOException {
        for (var by : Role.values()) {
            var flow = Flow.tls12().authenticated().records(Role.SERVER, length).closed(by);
            var diagnosis = only(flow);
            assertTold(diagnosis, Stage.CREDSSP, EndingKind.CLOSED_FIN, by);
            assertThat(causes(diagnosis).contains("logon-refused-encrypted")).isEqualTo(refused);
            assertThat(diagnosis.result().client().detail())
                    .contains(refused ? "or the logon was refused" : "accepts the logon");
        }
    }

    /** A cipher of whole blocks hides 8 bytes: both readings stay, and which end leaves tells which is likelier. */
    @Test
    void behindABlockCipherAnAnswerToTheLogonHasBothReadings() throws IOException {
        var flow = Flow.cbc().authenticated().records(Role.SERVER, 303).closed(Role.CLIENT);
        var diagnosis = only(flow);
        assertTold(diagnosis, Stage.CREDSSP, EndingKind.CLOSED_FIN, Role.CLIENT);
        assertThat(causes(diagnosis)).contains("logon-refused-encrypted", "certificate-prompt", "prompt-cancelled");
        assertThat(causes(diagnosis).get(0)).isNotEqualTo("logon-refused-encrypted");

        var server = only(Flow.cbc().authenticated().records(Role.SERVER, 303).closed(Role.SERVER));
        assertTold(server, Stage.CREDSSP, EndingKind.CLOSED_FIN, Role.SERVER);
        assertThat(causes(server).get(0)).isEqualTo("logon-refused-encrypted");
    }

    /** Old servers: records of TLS 1.0 have no initialization vector, those of RC4 no blocks. */
    @Test
    void lengthsOfOldTlsAreReadForWhatTheyAre() throws IOException {
        for (var suite : List.<Supplier<Flow>>of(Flow::tls10, Flow::rc4)) {
            var refused = suite.get().authenticated().records(Role.SERVER, 15).packet(Role.CLIENT, Flow.RST);
            assertThat(only(refused).result().client().detail()).contains("errorCode");
            assertThat(causes(only(refused))).contains("wrong-password");

            var left = suite.get().authenticated().records(Role.SERVER, 303).closed(Role.CLIENT);
            assertTold(only(left), Stage.CREDSSP, EndingKind.CLOSED_FIN, Role.CLIENT);
            assertThat(only(left).result().client().detail()).contains("accepts the logon");

            var denied = suite.get().informed().records(Role.SERVER, 36).closed(Role.SERVER);
            assertThat(only(denied).result().client().detail()).contains("Set Error Info");
            assertThat(only(denied).result().client().stage()).isEqualTo(Stage.LICENSING);
        }
    }

    /** The lengths of a suite that has no name here may be read in several ways; no stage rests on one of them. */
    @Test
    void lengthsOfAnUnnamedSuiteAreReadInEveryWay() throws IOException {
        var flow = Flow.unnamed().authenticated().records(Role.SERVER, 15).packet(Role.CLIENT, Flow.RST);
        var told = only(flow).result().client();
        assertThat(told.stage()).isIn(Stage.CREDSSP, null);
        assertThat(told.code()).isEmpty();
        assertThat(causes(only(flow))).doesNotContain("certificate-prompt");
    }

    /** A Modbus server answers a Connection Request with the first bytes of it, which look like a TPKT header. */
    @Test
    void halfAMessageOfAnotherProtocolIsNotHalfAConfirm() throws IOException {
        var flow = Flow.tls12()
                .open()
                .data(
                        Role.CLIENT,
                        Bytes.fromHex("030000130ee00000000000010008000b000000").toArray())
                .data(Role.SERVER, Bytes.fromHex("030000130003008001").toArray())
                .after(30_000)
                .closed(Role.CLIENT);
        var diagnosis = only(flow);
        assertTold(diagnosis, Stage.X224, EndingKind.PROTOCOL_VIOLATION, Role.SERVER);
        assertThat(diagnosis.result().client().detail()).contains("0x03 instead of 0xD0");
        assertThat(causes(diagnosis)).doesNotContain("answer-incomplete", "service-hung");
    }

    /** A scanner opens its next connection while the server has not closed the last one yet. */
    @Test
    void aClientThatIsBackBeforeTheServerClosesIsBack() throws IOException {
        var first = Flow.tls12().confirmed(0).packet(Role.CLIENT, Flow.FIN);
        var packets = new ArrayList<>(first.packets());
        var second =
                Flow.tls12().from(50_001).after(first.packets().size() * 10L).confirmed(0);
        packets.addAll(second.packets());
        packets.addAll(first.after(200)
                .packet(Role.SERVER, Flow.FIN)
                .packets()
                .subList(first.packets().size() - 1, first.packets().size()));

        var diagnoses = all(packets);
        assertThat(diagnoses).hasSize(2);
        assertThat(diagnoses.get(0).connection().observed()).contains("came-back");
        assertThat(diagnoses.get(0).connection().notes()).anyMatch(note -> note.contains("ms later"));
    }

    @Test
    void aSynThatIsNotRepeatedIsNoClientsSyn() throws IOException {
        var once = Flow.tls12().packet(Role.CLIENT, Flow.SYN);
        var other = Flow.tls12().from(50_001).after(20_000).confirmed(0);
        var packets = new ArrayList<>(once.packets());
        packets.addAll(other.packets());
        assertThat(all(packets).get(0).connection().notes()).anyMatch(note -> note.contains("port scanner"));

        var again = Flow.tls12().packet(Role.CLIENT, Flow.SYN);
        var repeated = again.packets().get(0);
        packets.add(
                1,
                new CapturedPacket(
                        2, repeated.nanos() + 1_000_000_000, 101, repeated.bytes(), repeated.originalLength()));
        assertThat(all(packets).get(0).connection().notes()).noneMatch(note -> note.contains("port scanner"));
    }

    /** A scanner takes no notice of the answer, and the capture of its other attempts goes on. */
    @Test
    void anAnswerThatNobodyTookWhileTheCaptureGoesOnIsNotItsEnd() throws IOException {
        var open = Flow.tls12().packet(Role.CLIENT, Flow.SYN).packet(Role.SERVER, Flow.SYN | Flow.ACK);
        assertThat(only(open).result().client().detail()).startsWith("the capture ends;");
        var packets = new ArrayList<>(open.packets());
        packets.addAll(Flow.tls12().from(50_001).after(60_000).confirmed(0).packets());
        assertThat(all(packets).get(0).result().client().detail())
                .startsWith("nothing more came for 60.0")
                .contains("was not acknowledged");
    }

    /** The ServerHello is in the hole, or was never sent: the capture does not tell. */
    @Test
    void bytesOfTheServerMayBeMissing() throws IOException {
        var whole = Flow.tls12().confirmed(1).hello();
        assertThat(only(whole).connection().serverBytesMissing()).isFalse();

        var flow = Flow.tls12().confirmed(1).hello();
        int before = flow.packets().size();
        var packets = new ArrayList<>(flow.serverFlight().packets());
        packets.subList(before, packets.size() - 1).clear();
        assertThat(all(packets).get(0).connection().serverBytesMissing()).isTrue();
    }
}
