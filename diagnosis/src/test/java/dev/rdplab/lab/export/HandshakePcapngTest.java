package dev.rdplab.lab.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.capture.Samples;
import dev.rdplab.diagnosis.capture.rebuild.Rebuilt;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.wire.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class HandshakePcapngTest {

    static final List<String> CAPTURES = Samples.NAMES;
    private static final String PASSWORD = "Wonder-Land1"; // of alice in the captures with NLA

    private static Captures read(byte[] file) throws IOException {
        return Captures.read(new ByteArrayInputStream(file), KeyLog.EMPTY);
    }

    private static Rebuilt sample(String name) throws IOException {
        return read(Samples.bytes(name)).connections().get(0);
    }

    /** What a run would have recorded: the transcript of an end, and the bytes of the wire. */
    private static ExportedConnection exported(String name, boolean wire) throws IOException {
        var rebuilt = sample(name);
        var runs = new ArrayList<WireRun>();
        for (Role role : Role.values()) {
            for (var chunk : rebuilt.tcp().orElseThrow().side(role).chunks()) {
                runs.add(new WireRun(role, chunk.nanos() - rebuilt.startNanos(), chunk.bytes()));
            }
        }
        runs.sort(Comparator.comparingLong(WireRun::nanos));
        return new ExportedConnection(
                rebuilt.clientAddress(),
                rebuilt.serverAddress(),
                rebuilt.startNanos(),
                rebuilt.client(),
                Optional.of(rebuilt.clientEnding()),
                wire ? runs : List.of(),
                Samples.read(name).secrets().lines().toList());
    }

    private static byte[] written(ExportedConnection connection, boolean noSecrets) throws IOException {
        var out = new ByteArrayOutputStream();
        HandshakePcapng.write(out, List.of(connection), noSecrets);
        return out.toByteArray();
    }

    private static List<String> pdus(Transcript transcript) {
        return transcript.events().stream()
                .filter(e -> e.kind() == Transcript.Kind.SENT || e.kind() == Transcript.Kind.RECEIVED)
                .filter(e -> e.stage() != Stage.TLS)
                .map(e -> e.kind() + " " + e.pdu() + " " + e.carries())
                .toList();
    }

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void readsBackAsTheSameHandshake(String name) throws IOException {
        var before = sample(name);
        for (boolean noSecrets : new boolean[] {false, true}) {
            var captures = read(written(exported(name, true), noSecrets));
            assertThat(captures.notes()).isEmpty();
            assertThat(captures.connections()).singleElement().satisfies(again -> {
                assertThat(again.clientEnding()).isEqualTo(before.clientEnding());
                assertThat(again.clientAddress()).isEqualTo(before.clientAddress());
                assertThat(pdus(again.client())).isEqualTo(pdus(before.client()));
                assertThat(again.tcp()).isPresent();
            });
        }
    }

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void thePdusAloneAreEnoughForTheStage(String name) throws IOException {
        var before = sample(name);
        var captures = read(written(exported(name, false), true));
        assertThat(captures.connections()).singleElement().satisfies(again -> {
            assertThat(again.stage()).isEqualTo(before.stage());
            assertThat(again.tcp().isPresent()).isEqualTo(before.tls().isEmpty());
        });
    }

    @ParameterizedTest
    @FieldSource("CAPTURES")
    void noPasswordIsWritten(String name) throws IOException {
        byte[] file = written(exported(name, true), false);
        for (var charset : List.of(StandardCharsets.US_ASCII, StandardCharsets.UTF_16LE)) {
            assertThat(contains(file, PASSWORD.getBytes(charset))).isFalse();
        }
    }

    @Test
    void thePasswordOfTheClientInfoWasThereToBeMasked() throws IOException {
        var all = exported("xf3_hybridex_ok.pcapng", true).transcript().events().stream()
                .filter(e -> e.pdu().equals("ClientInfo"))
                .map(e -> e.bytes().toArray())
                .toList();
        assertThat(all).singleElement().satisfies(bytes -> assertThat(
                        contains(bytes, PASSWORD.getBytes(StandardCharsets.UTF_16LE)))
                .isTrue());
    }

    @Test
    void aDamagedClientInfoIsMaskedWhole() throws IOException {
        var event = exported("xf3_hybridex_ok.pcapng", true).transcript().events().stream()
                .filter(e -> e.pdu().equals("ClientInfo"))
                .findFirst()
                .orElseThrow();
        var cut = event.bytes().slice(0, event.bytes().length() - 100);
        var transcript = new Transcript(Role.CLIENT, 1);
        transcript.add(new Transcript.Event(1, Transcript.Kind.SENT, Stage.CLIENT_INFO, "ClientInfo", "", cut, ""));
        var ends = new HostPort(Bytes.of(127, 0, 0, 1), 1);
        byte[] file = written(
                new ExportedConnection(ends, ends, 0, transcript, Optional.empty(), List.of(), List.of()), false);
        assertThat(contains(file, PASSWORD.getBytes(StandardCharsets.UTF_16LE))).isFalse();
    }

    @Test
    void onlyKeyLogLinesAreWrittenAndOnlyWhenWanted() throws IOException {
        var with = exported("xf_xrdp_tls.pcapng", true);
        var lines = new ArrayList<>(with.keyLogLines());
        lines.add("password hunter2");
        var connection = new ExportedConnection(
                with.client(), with.server(), 0, with.transcript(), with.ending(), with.wire(), lines);
        byte[] secret = "_TRAFFIC_SECRET_0".getBytes(StandardCharsets.US_ASCII);
        byte[] file = written(connection, false);
        assertThat(contains(file, secret)).isTrue();
        assertThat(contains(file, "hunter2".getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
        assertThat(contains(written(connection, true), secret)).isFalse();
    }

    @Test
    void aRefusedConnectionIsASynAndItsReset() throws IOException {
        var client = new HostPort(Bytes.concat(Bytes.zeros(15), Bytes.of(1)), 50_000);
        var server = new HostPort(Bytes.concat(Bytes.zeros(15), Bytes.of(1)), 3389);
        var ending = new dev.rdplab.protocol.handshake.Ending(
                Outcome.of(EndingKind.REFUSED, Role.SERVER), Stage.CONNECT, "", "");
        var captures = read(
                written(ExportedConnection.of(client, server, 1_000, new Transcript(Role.CLIENT, 1), ending), false));
        assertThat(captures.packets()).isEqualTo(2);
        assertThat(captures.connections())
                .singleElement()
                .satisfies(c -> assertThat(c.clientEnding().kind()).isEqualTo(EndingKind.REFUSED));
    }

    private static boolean contains(byte[] file, byte[] part) {
        var text = new String(file, StandardCharsets.ISO_8859_1);
        return text.contains(new String(part, StandardCharsets.ISO_8859_1));
    }

    @Test
    void whatAPeerSaysIsVisibleInComments() throws IOException {
        var recorded = exported("rd_xrdp_rdp.pcap", false);
        var told = new Transcript(Role.CLIENT, 1);
        told.add(new Transcript.Event(
                0, Transcript.Kind.SIGNAL, Stage.X224, "", "", Bytes.EMPTY, "named \u001b[2J\u202e\u2028x"));
        recorded.transcript().events().forEach(told::add);
        byte[] file = written(
                new ExportedConnection(
                        recorded.client(),
                        recorded.server(),
                        recorded.startNanos(),
                        told,
                        recorded.ending(),
                        List.of(),
                        List.of()),
                true);
        assertThat(contains(file, "named \\x1b[2J\\u202e\\u2028x".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(contains(file, "\u001b[2J".getBytes(StandardCharsets.UTF_8))).isFalse();
    }
}
