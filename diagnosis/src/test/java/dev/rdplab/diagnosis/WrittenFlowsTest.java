package dev.rdplab.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.CaptureFiles;
import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.capture.Flow;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.lab.result.Side;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.share.ShareData;
import dev.rdplab.protocol.share.ShutdownDenied;
import dev.rdplab.protocol.share.ShutdownRequest;
import dev.rdplab.protocol.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections written by hand, without keys: what nobody records on purpose. */
class WrittenFlowsTest {

    /** TPKT 4, X.224 data 3, MCS send data 7. */
    private static final int MCS_HEADERS = 14;

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

    /** xfreerdp with /sec:nla offers TLS as well, and leaves when it is selected. */
    @ParameterizedTest
    @CsvSource({"0, nla-insisted-on", "1, nla-insisted-on", "2, left-after-confirm", "8, left-after-confirm"})
    void aClientThatLeavesAConfirmWithoutNlaMayInsistOnIt(int selected, String first) throws IOException {
        var result = only(Flow.tls12().confirmed(selected).closed(Role.CLIENT).packets())
                .result();

        assertTold(result.client(), Stage.X224, EndingKind.CLOSED_FIN, Role.CLIENT);
        assertThat(result.causes().get(0).known().id()).isEqualTo(first);
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
        var result = only(flow.closed(Role.SERVER).packets()).result();
        assertTold(result.client(), null, EndingKind.ALREADY_UP, Role.SERVER);
        assertThat(result.stages()).isEmpty();
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

    @Test
    void anAlertBehindTheServersFinIsNoReason() throws IOException {
        for (var flow : List.of(Flow.tls12(), Flow.tls13(0), Flow.tls13(16))) {
            flow.authenticated().packet(Role.SERVER, Flow.FIN);
            flow.data(Role.CLIENT, flow.encryptedAlert().toArray()).packet(Role.CLIENT, Flow.FIN);
            assertTold(client(flow), Stage.CREDSSP, EndingKind.CLOSED_FIN, Role.SERVER);
        }
    }

    /** xfreerdp 3 that wants NLA, at an xrdp that selects TLS: it leaves, and the server's TLS complains about it. */
    @Test
    void anAlertBehindTheFinOfAClientWithoutAClientHelloIsNoReason() throws IOException {
        var flow = Flow.tls12().confirmed(1).packet(Role.CLIENT, Flow.FIN);
        flow.data(Role.SERVER, flow.alert(2, 50).toArray()).packet(Role.CLIENT, Flow.RST);
        assertTold(client(flow), Stage.X224, EndingKind.CLOSED_FIN, Role.CLIENT);
    }

    @Test
    void aKeyUpdateIsNoPdu() throws IOException {
        for (var flow : List.of(Flow.tls13(0), Flow.tls13(16))) {
            flow.secured(2).records(Role.CLIENT, 57).records(Role.SERVER, 191).records(Role.SERVER, 5);
            flow.records(Role.CLIENT, 5).records(Role.CLIENT, 609).records(Role.SERVER, 15);
            assertTold(client(flow.closed(Role.SERVER)), Stage.CREDSSP, EndingKind.CREDSSP_ERROR, Role.SERVER);
        }
    }

    /** A fuzzer whose first message the server bears, and not its second. */
    @Test
    void aClientWhoseBytesAreNoRdpIsBlamedForThem() throws IOException {
        var flow = Flow.tls12().open().data(Role.CLIENT, zeros(19)).data(Role.SERVER, confirm());
        var diagnosis = only(
                flow.data(Role.CLIENT, zeros(467)).packet(Role.SERVER, Flow.RST).packets());

        assertTold(diagnosis.result().client(), Stage.MCS_CONNECT, EndingKind.PROTOCOL_VIOLATION, Role.CLIENT);
        assertThat(diagnosis.result().predictions().get(Program.MSTSC).shows()).isEqualTo("unknown");
    }

    @Test
    void anOddRequestThatTheServerBearsDoesNotHideWhatFollows() throws IOException {
        var flow = Flow.tls12().open().data(Role.CLIENT, zeros(19)).data(Role.SERVER, confirm());
        flow.data(Role.CLIENT, Bytes.fromHex("0300000c02f0800401000100").toArray());
        assertTold(client(flow.closed(Role.SERVER)), Stage.CHANNEL_JOIN, EndingKind.CLOSED_FIN, Role.SERVER);
    }

    @Test
    void aFirstMessageThatIsNoRequestIsNotPutDownToTheServer() throws IOException {
        var diagnosis = only(Flow.tls12()
                .open()
                .data(Role.CLIENT, zeros(19))
                .packet(Role.SERVER, Flow.RST)
                .packets());
        assertTold(diagnosis.result().client(), Stage.X224, EndingKind.PROTOCOL_VIOLATION, Role.CLIENT);
        assertThat(diagnosis.result().causes().get(0).known().id()).isEqualTo("not-an-rdp-client");
        assertThat(diagnosis.result().predictions().get(Program.MSTSC).shows()).isEqualTo("unknown");
    }

    /** Nothing but the bytes tells a Font Map that the client does not take from a session that it leaves at once. */
    @Test
    void aSessionThatTheClientLeavesAtOnceWithoutAWordHasBothReadings() throws IOException {
        assertSession(up().after(-15).closed(Role.CLIENT), true);
        assertSession(up().after(40).closed(Role.CLIENT), false);
        assertSession(up().records(Role.CLIENT, 9).closed(Role.CLIENT), false);
        assertSession(up().after(-140).records(Role.SERVER, 16_000).closed(Role.CLIENT), false);
    }

    /** The first 5 bytes of a Connection Confirm, then nothing until the client's time is up. */
    @Test
    void ofAConfirmThatNeverBecameWholeTheSenderIsNamed() throws IOException {
        assertIncomplete(asked().data(Role.SERVER, head(confirm(), 5)), Stage.X224);
        var dripping = asked();
        for (int at = 0; at < 5; at++) {
            dripping.after(1_000).data(Role.SERVER, new byte[] {confirm()[at]});
        }
        assertIncomplete(dripping, Stage.X224);
    }

    /** 20 bytes behind the ClientHello: no ServerHello is as short as that. */
    @Test
    void ofAServerHelloThatNeverBecameWholeTheSenderIsNamed() throws IOException {
        byte[] begun = Bytes.fromHex("160303005a0200005603030102030405060708ff").toArray();
        assertThat(begun).hasSize(20);

        assertIncomplete(Flow.tls12().confirmed(2).hello().data(Role.SERVER, begun), Stage.TLS);
    }

    private static void assertIncomplete(Flow flow, Stage stage) throws IOException {
        var result = only(flow.after(30_000).closed(Role.CLIENT).packets()).result();
        assertTold(result.client(), stage, EndingKind.TIMEOUT, Role.CLIENT);
        assertThat(result.causes().get(0).known().id()).isEqualTo("answer-incomplete");
    }

    /** A close tells more than the bytes before it, and silence is another cause than half an answer. */
    @Test
    void anAnswerThatWasClosedOrNeverBegunIsNotOneThatNeverBecameWhole() throws IOException {
        var closed = only(asked().data(Role.SERVER, head(confirm(), 5))
                .closed(Role.SERVER)
                .packets());
        assertTold(closed.result().client(), Stage.X224, EndingKind.CLOSED_FIN, Role.SERVER);
        var silent = only(asked().after(30_000).closed(Role.CLIENT).packets());
        assertTold(silent.result().client(), Stage.X224, EndingKind.TIMEOUT, Role.CLIENT);
        var hung = only(Flow.tls12()
                .confirmed(2)
                .hello()
                .after(30_000)
                .closed(Role.CLIENT)
                .packets());
        assertTold(hung.result().client(), Stage.TLS, EndingKind.TIMEOUT, Role.CLIENT);
        for (var diagnosis : List.of(closed, silent, hung)) {
            assertThat(diagnosis.result().causes())
                    .isNotEmpty()
                    .noneMatch(cause -> cause.known().id().equals("answer-incomplete"));
        }
    }

    /** mstsc's close button: a Shutdown Request, which the server may deny, then the close. */
    @Test
    void aSessionThatItsUserClosesEndedWell() throws IOException {
        int request = MCS_HEADERS
                + ShareData.of(1002, 1, new ShutdownRequest()).toBytes().length();
        int denied = MCS_HEADERS
                + ShareData.of(1002, 1, new ShutdownDenied()).toBytes().length();
        for (var flow : List.of(
                up().records(Role.CLIENT, request),
                up().records(Role.CLIENT, request).records(Role.SERVER, denied))) {
            var result = only(flow.closed(Role.CLIENT).packets()).result();
            assertTold(result.client(), Stage.ACTIVE, EndingKind.COMPLETED, Role.CLIENT);
            assertThat(result.client().detail()).doesNotContain("Font Map");
            assertThat(result.causes()).isEmpty();
        }
    }

    private static Flow asked() {
        return Flow.tls12()
                .open()
                .data(
                        Role.CLIENT,
                        Bytes.fromHex("030000130ee00000000000010008000b000000").toArray());
    }

    private static byte[] head(byte[] bytes, int count) {
        return Arrays.copyOf(bytes, count);
    }

    private static void assertSession(Flow flow, boolean both) throws IOException {
        var told = client(flow);
        assertTold(told, Stage.ACTIVE, EndingKind.COMPLETED, Role.CLIENT);
        assertThat(told.detail().contains("did not take the Font Map")).isEqualTo(both);
    }

    /** Without NLA, up to the Font Map. */
    private static Flow up() {
        return Flow.tls13(0)
                .informed()
                .records(Role.SERVER, 34, 400)
                .records(Role.CLIENT, 480, 36, 40, 40, 40)
                .records(Role.SERVER, 36, 40, 40, 40);
    }

    private static byte[] zeros(int count) {
        return new byte[count];
    }

    private static byte[] confirm() {
        return Bytes.fromHex("030000130ed000001234000201080000000000").toArray();
    }
}
