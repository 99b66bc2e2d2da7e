package dev.rdplab.protocol.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.capabilities.ServerCapabilities;
import dev.rdplab.protocol.share.ShareBodies.Body;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Deviation;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SharePduTest {

    private static final long SHARE_ID = 0x000103ea;

    static List<Body> captured() {
        return ShareBodies.all();
    }

    static Stream<DataPdu> dataPdus() {
        return Stream.of(
                new Synchronize(1007),
                Control.cooperate(),
                Control.request(),
                Control.granted(1007),
                new Control(Control.Action.DETACH, 1, 0xffffffffL),
                FontList.EMPTY,
                FontMap.EMPTY,
                new SetErrorInfo(0xfffffffeL),
                new ShutdownRequest(),
                new ShutdownDenied(),
                new MonitorLayout(List.of()),
                new MonitorLayout(List.of(
                        new MonitorLayout.Monitor(0, 0, 1279, 1023, 1),
                        new MonitorLayout.Monitor(-1280, -10, -1, 1013, 0))),
                SaveSessionInfo.plainNotify(),
                SaveSessionInfo.logon("LAB", "alice", 3),
                new SaveSessionInfo(new LogonInfo.Version1(8, Bytes.zeros(52), 12, Bytes.zeros(512), 3)),
                new SaveSessionInfo(new LogonInfo.Extended(
                        Optional.of(new AutoReconnectCookie(2, Bytes.fromHex("000102030405060708090a0b0c0d0e0f"))),
                        Optional.of(new LogonErrors(0xfffffffeL, 7)),
                        Bytes.zeros(570))),
                new SaveSessionInfo(
                        new LogonInfo.Extended(Optional.empty(), Optional.of(new LogonErrors(2, 0)), Bytes.EMPTY)));
    }

    static Stream<SharePdu> otherPdus() {
        return Stream.of(
                new DeactivateAll(1002, SHARE_ID),
                new DeactivateAll(DeactivateAll.Form.HEADER, 1002, 0, Bytes.EMPTY),
                new DeactivateAll(DeactivateAll.Form.BARE, 0, 0, Bytes.EMPTY),
                new ServerRedirection(1002, Redirections.full()),
                new ServerRedirection(1002, 7, RedirectionPacket.of(0, 0, List.of()), Bytes.of(9)),
                new FlowPdu(0, 0x42, 1, 2, 1002),
                new ShareData(0, SHARE_ID, 1, 22, ShareData.COMPRESSED | 1, 5, new OpaqueData(2, Bytes.of(1, 2))),
                new DemandActive(1002, SHARE_ID, DemandActive.RDP, ServerCapabilities.lab(1024, 768, 32), 0));
    }

    @ParameterizedTest
    @MethodSource("captured")
    void readsAndWritesEveryCapturedPdu(Body body) {
        PduChecks.roundTrips(SharePdu::decode, body.bytes());
        PduChecks.rejectsEveryPrefix(SharePdu::decode, body.bytes());
        PduChecks.rejectsATrailingByte(in -> SharePdu.decodeAll(in), body.bytes());
    }

    @ParameterizedTest
    @MethodSource("dataPdus")
    void readsWhatItWrites(DataPdu pdu) {
        var bytes = ShareData.of(1002, SHARE_ID, pdu).toBytes();

        var read = (ShareData) PduChecks.roundTrips(SharePdu::decode, bytes);

        assertThat(read.body()).isEqualTo(pdu);
        assertThat(read.pduName()).isEqualTo(pdu.pduName());
        PduChecks.rejectsEveryPrefix(SharePdu::decode, bytes);
    }

    @ParameterizedTest
    @MethodSource("otherPdus")
    void readsWhatItWritesWithoutDataHeader(SharePdu pdu) {
        assertThat(PduChecks.roundTrips(SharePdu::decode, pdu.toBytes())).isEqualTo(pdu);
        PduChecks.rejectsEveryPrefix(SharePdu::decode, pdu.toBytes());
    }

    @Test
    void writesErrorInfoAsWindowsDoes() {
        var pdu = ShareData.of(0, SHARE_ID, new SetErrorInfo(SetErrorInfo.SERVER_DENIED_CONNECTION));

        assertThat(pdu.toBytes()).isEqualTo(Bytes.fromHex("16001700 0000 ea030100 00 01 0800 2f 00 0000 07000000"));
        assertThat(pdu.pduName()).isEqualTo(PduNames.SET_ERROR_INFO);
    }

    @Test
    void readsSeveralPdusInOnePacket() {
        var first = ShareData.of(1002, SHARE_ID, new Synchronize(1007));
        var second = ShareData.of(1002, SHARE_ID, Control.cooperate());

        var read = PduChecks.decode(SharePdu::decodeAll, Bytes.concat(first.toBytes(), second.toBytes()));

        assertThat(read).containsExactly(first, second);
    }

    @Test
    void refusesAPacketOfTooManyPdus() {
        var bare = new DeactivateAll(DeactivateAll.Form.BARE, 0, 0, Bytes.EMPTY).toBytes();
        var many = Bytes.concat(IntStream.rangeClosed(0, SharePdu.MAX_PER_PACKET)
                .mapToObj(i -> bare)
                .toArray(Bytes[]::new));

        assertThatThrownBy(() -> PduChecks.decode(SharePdu::decodeAll, many))
                .isInstanceOf(ProtocolViolationException.class)
                .hasMessageContaining("LIMIT_EXCEEDED");
    }

    @Test
    void namesTheFieldThatIsWrong() {
        var bytes = ShareData.of(1002, SHARE_ID, Control.cooperate()).toBytes().toArray();
        bytes[18] = 9;

        assertThatThrownBy(() -> PduChecks.decode(SharePdu::decode, Bytes.wrap(bytes)))
                .hasMessageContaining("TS_CONTROL_PDU.action")
                .hasMessageContaining("UNKNOWN_VALUE");
    }

    @Test
    void refusesAShortDeactivateAllThatHasValues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeactivateAll(DeactivateAll.Form.BARE, 1002, 0, Bytes.EMPTY));
    }

    @Test
    void keepsTheAutoReconnectCookieOutOfText() {
        var cookie = new AutoReconnectCookie(2, Bytes.fromHex("000102030405060708090a0b0c0d0e0f"));

        assertThat(cookie.toString()).doesNotContain("0001020304").contains("***");
    }

    @Test
    void survivesMutations() {
        var samples = new ArrayList<Bytes>();
        captured().forEach(body -> samples.add(body.bytes()));
        dataPdus().forEach(pdu -> samples.add(ShareData.of(1002, SHARE_ID, pdu).toBytes()));
        otherPdus().forEach(pdu -> samples.add(pdu.toBytes()));

        PduChecks.survivesMutations(SharePdu::decode, samples, 20261122L, 20_000);
    }

    /** As aardwolf sends it: an empty input event behind the header. */
    @Test
    void whatFollowsAShutdownRequestIsBorne() {
        var asItShould = ShareData.of(1002, SHARE_ID, new ShutdownRequest()).toBytes();
        int length = asItShould.length() + 4;
        var sent = Bytes.concat(Bytes.of(length, 0), asItShould.slice(2), Bytes.zeros(4));
        var borne = new ArrayList<Deviation>();

        var pdu = SharePdu.decode(WireReader.of(sent, Stage.ACTIVE, "share").bearing(borne::add));

        assertThat(pdu.pduName()).isEqualTo(PduNames.SHUTDOWN_REQUEST);
        assertThat(borne).singleElement().satisfies(deviation -> {
            assertThat(deviation.field()).isEqualTo("trailingBytes");
            assertThat(deviation.offset()).isEqualTo(asItShould.length());
            assertThat(deviation.sent()).isEqualTo(4);
        });
        assertThatThrownBy(() -> SharePdu.decode(WireReader.of(sent, Stage.ACTIVE, "share")))
                .isInstanceOf(ProtocolViolationException.class);
    }
}
