package dev.rdplab.diagnosis.capture.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.CaptureFiles;
import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.capture.Samples;
import dev.rdplab.diagnosis.capture.file.CapturedPacket;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.handshake.Transcript.Kind;
import dev.rdplab.protocol.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RebuiltTest {

    private static final int TCP = 14 + 20; // Ethernet and IPv4

    static Captures read(byte[] file) {
        try {
            return Captures.read(new ByteArrayInputStream(file), KeyLog.EMPTY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Rebuilt only(byte[] file) {
        var captures = read(file);
        assertThat(captures.connections()).hasSize(1);
        return captures.connections().get(0);
    }

    static Rebuilt only(List<CapturedPacket> packets, String secrets) {
        return only(CaptureFiles.pcapng(packets, secrets, ByteOrder.LITTLE_ENDIAN));
    }

    /** Each capture of a handshake that completed, with the secrets it has and without. */
    static Stream<Arguments> completed() {
        return Samples.NAMES.stream()
                .filter(name -> !name.equals("xf_xrdp_rdp.pcap")) // the server refuses the Client Info there
                .flatMap(name -> Stream.of(Arguments.of(name, true), Arguments.of(name, false)));
    }

    private static String secrets(String name, boolean keys) {
        return keys ? Samples.read(name).secrets() : "";
    }

    private static List<String> pdus(Transcript transcript, Kind kind) {
        return transcript.events().stream()
                .filter(event -> event.kind() == kind)
                .map(Transcript.Event::pdu)
                .toList();
    }

    @ParameterizedTest(name = "{0}, keys {1}")
    @MethodSource("completed")
    void eachHandshakeCompletes(String name, boolean keys) {
        var rebuilt = only(Samples.read(name).packets(), secrets(name, keys));
        assertThat(rebuilt.clientEnding().kind()).isEqualTo(EndingKind.COMPLETED);
        assertThat(rebuilt.serverEnding().kind()).isEqualTo(EndingKind.COMPLETED);
        // a client that only checks the logon leaves without the server's Font Map
        assertThat(rebuilt.stage())
                .hasValue(name.equals("xf3_shadow_nla_ok.pcapng") ? Stage.FINALIZATION : Stage.ACTIVE);
        assertThat(rebuilt.inferred()).isEqualTo(!keys || name.equals("rd_xrdp_rdp.pcap"));
        assertThat(rebuilt.pathMtu()).isEmpty();
        assertThat(rebuilt.clientAddress().toString()).startsWith("127.0.0.1:");
    }

    @Test
    void bothEndsSeeEveryPduOfADecryptedSession() {
        var rebuilt = only(Samples.bytes("xf3_hybridex_ok.pcapng"));
        assertThat(pdus(rebuilt.client(), Kind.SENT))
                .containsSubsequence(
                        "ConnectionRequest",
                        "ClientHello",
                        "TSRequest",
                        "TSRequest",
                        "TSRequest",
                        "ConnectInitial",
                        "ErectDomainRequest",
                        "AttachUserRequest",
                        "ClientInfo",
                        "ConfirmActive",
                        "FontList")
                .isEqualTo(pdus(rebuilt.server(), Kind.RECEIVED));
        assertThat(pdus(rebuilt.client(), Kind.RECEIVED))
                .containsSubsequence(
                        "ConnectionConfirm",
                        "ServerHello",
                        "Certificate",
                        "Finished",
                        "TSRequest",
                        "TSRequest",
                        "EarlyUserAuthorizationResult",
                        "ConnectResponse",
                        "AttachUserConfirm",
                        "LicenseError",
                        "DemandActive",
                        "FontMap")
                .isEqualTo(pdus(rebuilt.server(), Kind.SENT));
        assertThat(rebuilt.tls()).hasValueSatisfying(tls -> {
            assertThat(tls.version()).contains("TLSv1.3");
            assertThat(tls.cipherSuite()).contains("TLS_AES_256_GCM_SHA384");
            assertThat(tls.certificates()).hasSize(1);
            assertThat(tls.clientHelloLength()).isEqualTo(310);
        });
        assertThat(rebuilt.observed()).contains("ext", "client-hello-acknowledged");
        assertThat(rebuilt.notes()).isEmpty();
    }

    @Test
    void theServersRefusalIsNotACompletion() {
        var rebuilt = only(Samples.bytes("xf_xrdp_rdp.pcap"));
        assertThat(rebuilt.stage()).hasValue(Stage.LICENSING);
        assertThat(rebuilt.clientEnding().kind()).isEqualTo(EndingKind.MCS_REFUSED);
        assertThat(rebuilt.clientEnding().outcome().by()).isEqualTo(Role.SERVER);
        assertThat(rebuilt.clientEnding().lastSent()).isEqualTo("Encrypted (ClientInfo)");
        assertThat(rebuilt.observed()).contains("ultimatum", "rdp");
    }

    @ParameterizedTest(name = "{0} up to packet {1}: {2}, without keys {3}")
    @CsvSource({
        // packets as tshark numbers and names them
        "xf3_hybridex_ok.pcapng, 4, x224, x224", // Connection Request
        "xf3_hybridex_ok.pcapng, 6, tls, tls", // Connection Confirm
        "xf3_hybridex_ok.pcapng, 8, tls, tls", // ClientHello
        "xf3_hybridex_ok.pcapng, 9, tls, tls", // server flight
        "xf3_hybridex_ok.pcapng, 10, credssp, credssp", // the client's Finished
        "xf3_hybridex_ok.pcapng, 17, credssp, credssp", // AUTHENTICATE
        "xf3_hybridex_ok.pcapng, 19, early-auth, credssp", // credentials
        "xf3_hybridex_ok.pcapng, 20, mcs-connect, early-auth", // authorization result, which may refuse
        "xf3_hybridex_ok.pcapng, 23, channel-join, mcs-connect", // Connect-Response
        "xf3_hybridex_ok.pcapng, 26, channel-join, channel-join", // Attach User Request
        "xf3_hybridex_ok.pcapng, 29, licensing, licensing", // Client Info
        "xf3_hybridex_ok.pcapng, 33, capabilities, licensing", // licence, or a licensing error of the same length
        "xf3_hybridex_ok.pcapng, 39, finalization, finalization", // Confirm Active
        "xf3_hybridex_ok.pcapng, 45, finalization, finalization", // the server's Synchronize
        "xf3_hybridex_ok.pcapng, 47, active, active", // Font Map
        "xf_xrdp_tls.pcapng, 10, mcs-connect, mcs-connect", // the client's Finished
        "xf_shadow_nla_tls12.pcapng, 8, tls, tls", // ClientHello
        "rd_xrdp_rdp.pcap, 6, mcs-connect, mcs-connect", // Connection Confirm
        "rd_xrdp_rdp.pcap, 9, channel-join, channel-join", // Connect-Response
        "rd_xrdp_rdp.pcap, 27, security-exchange, security-exchange", // the last channel
        "rd_xrdp_rdp.pcap, 28, client-info, client-info", // Security Exchange
        "rd_xrdp_rdp.pcap, 29, licensing, licensing", // Client Info
        "rd_xrdp_rdp.pcap, 33, capabilities, capabilities", // licence and Demand Active
        "rd_xrdp_rdp.pcap, 34, finalization, finalization", // Confirm Active
        "rd_xrdp_rdp.pcap, 43, active, active" // Font Map
    })
    void aCutCaptureHasTheStageWhereItStops(String name, int packets, String withKeys, String withoutKeys) {
        for (boolean keys : new boolean[] {true, false}) {
            var rebuilt = only(Samples.read(name).packets().subList(0, packets), secrets(name, keys));
            assertThat(rebuilt.stage().orElseThrow().word())
                    .as("keys %s", keys)
                    .isEqualTo(keys ? withKeys : withoutKeys);
            var expected =
                    rebuilt.stage().orElseThrow() == Stage.ACTIVE ? EndingKind.COMPLETED : EndingKind.CAPTURE_ENDS;
            assertThat(rebuilt.clientEnding().kind()).isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0}, keys {1}")
    @MethodSource("completed")
    void stagesOnlyGoForwardAsACaptureGrows(String name, boolean keys) {
        var packets = Samples.read(name).packets();
        var before = Stage.CONNECT;
        // up to the Connection Request nothing says that it is RDP
        for (int count = 4; count <= packets.size(); count++) {
            var stage =
                    only(packets.subList(0, count), secrets(name, keys)).stage().orElseThrow();
            assertThat(stage).as("packet %d", count).isGreaterThanOrEqualTo(before);
            before = stage;
        }
    }

    @ParameterizedTest(name = "{0}, keys {1}")
    @MethodSource("completed")
    void aResetIsTheEndingWhereverItComes(String name, boolean keys) {
        var packets = Samples.read(name).packets();
        int close = only(packets, "")
                .tcp()
                .orElseThrow()
                .close()
                .orElseThrow()
                .mark()
                .packet();
        for (int count = 4; count < close; count += 3) {
            var cut = new ArrayList<>(packets.subList(0, count));
            var stage = only(cut, secrets(name, keys)).stage().orElseThrow();
            cut.add(reset(cut, 1, 1_000));
            var rebuilt = only(cut, secrets(name, keys));
            assertThat(rebuilt.stage()).hasValue(stage);
            var expected = stage == Stage.ACTIVE ? EndingKind.COMPLETED : EndingKind.CLOSED_RST;
            assertThat(rebuilt.clientEnding().kind())
                    .as("after packet %d", count)
                    .isEqualTo(expected);
            assertThat(rebuilt.clientEnding().outcome().by()).isEqualTo(Role.SERVER);
        }
    }

    @Test
    void aResetOnTheSynIsARefusal() {
        var packets = new ArrayList<>(Samples.read("xf_xrdp_rdp.pcap").packets());
        packets.subList(2, packets.size()).clear();
        packets.set(0, onPort(packets.get(0), TCP + 2));
        packets.set(1, onPort(packets.get(1), TCP));
        var rebuilt = only(List.of(packets.get(0), reset(packets, 1, 10)), "");
        assertThat(rebuilt.clientEnding().kind()).isEqualTo(EndingKind.REFUSED);
        assertThat(rebuilt.stage()).hasValue(Stage.CONNECT);
    }

    @Test
    void aClientThatClosesAfterALongSilenceGaveUp() {
        var packets = Samples.read("xf3_hybridex_ok.pcapng").packets().subList(0, 8);
        var cut = new ArrayList<>(packets);
        cut.add(reset(packets, 0, 9_000_000_000L));
        var rebuilt = only(cut, "");
        assertThat(rebuilt.clientEnding().kind()).isEqualTo(EndingKind.TIMEOUT);
        assertThat(rebuilt.clientEnding().outcome().by()).isEqualTo(Role.CLIENT);
        assertThat(rebuilt.clientEnding().outcome().detail())
                .isEqualTo("RST after 9.000 s of silence of the server after ClientHello");
    }

    @ParameterizedTest(name = "{0}, keys {1}")
    @MethodSource("completed")
    void aPacketThatTheCaptureMissedDoesNotMakeAFailure(String name, boolean keys) {
        var packets = Samples.read(name).packets();
        var handshake = only(packets, secrets(name, keys));
        if (handshake.stage().orElseThrow() != Stage.ACTIVE
                || !keys && handshake.tls().isPresent()) {
            return; // the missing PDU may be the one that decides, and lengths need them all
        }
        for (int missing = 3; missing < packets.size(); missing++) {
            var rest = new ArrayList<>(packets);
            rest.remove(missing);
            var rebuilt = only(rest, secrets(name, keys));
            assertThat(rebuilt.clientEnding().kind())
                    .as("without packet %d: %s", missing + 1, rebuilt.clientEnding())
                    .isEqualTo(handshake.clientEnding().kind());
        }
    }

    @Test
    void exportedSecretsOfAnotherConnectionAreToldSo() {
        var content = Samples.read("xf3_hybridex_ok.pcapng");
        var rebuilt = only(content.packets(), Samples.read("xf_xrdp_tls.pcapng").secrets());
        assertThat(rebuilt.notes())
                .containsExactly("TLS stays encrypted: the key log has no secrets of this connection");
    }

    /** A reset from the side whose packet stands at {@code like}, {@code later} nanoseconds after the last packet. */
    /** An attempt without data is one of RDP by its port alone. */
    private static CapturedPacket onPort(CapturedPacket packet, int at) {
        byte[] bytes = packet.bytes().toArray();
        bytes[at] = 0x0d;
        bytes[at + 1] = 0x3d; // 3389
        return new CapturedPacket(
                packet.number(), packet.nanos(), packet.linkType(), Bytes.wrap(bytes), packet.originalLength());
    }

    /** The number that the sender's next byte has. */
    private static int sequenceBehind(Bytes packet) {
        int flags = packet.get(TCP + 13);
        int length = (packet.get(16) << 8 | packet.get(17)) - 20 - (packet.get(TCP + 12) >> 4) * 4;
        int sequence =
                packet.get(TCP + 4) << 24 | packet.get(TCP + 5) << 16 | packet.get(TCP + 6) << 8 | packet.get(TCP + 7);
        return sequence + length + ((flags & 3) != 0 ? 1 : 0);
    }

    private static CapturedPacket reset(List<CapturedPacket> packets, int like, long later) {
        var last = packets.get(packets.size() - 1);
        byte[] bytes = packets.get(like).bytes().toArray();
        int next = packets.stream()
                .map(CapturedPacket::bytes)
                .filter(b ->
                        b.slice(TCP, TCP + 2).equals(packets.get(like).bytes().slice(TCP, TCP + 2)))
                .mapToInt(RebuiltTest::sequenceBehind)
                .reduce((one, other) -> other - one > 0 ? other : one)
                .orElseThrow();
        for (int i = 0; i < 4; i++) {
            bytes[TCP + 4 + i] = (byte) (next >>> 24 - 8 * i);
        }
        bytes[16] = 0;
        bytes[17] = 40; // total length: IPv4 20 + TCP 20
        bytes[TCP + 12] = 5 << 4;
        bytes[TCP + 13] = 0x14; // RST, ACK
        var packet = Bytes.copyOf(bytes, 0, TCP + 20);
        return new CapturedPacket(packets.size() + 1, last.nanos() + later, 1, packet, packet.length());
    }
}
