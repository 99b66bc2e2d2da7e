package dev.rdplab.diagnosis.capture.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.tcp.Chunk;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.wire.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTraceTest {

    /** What openssl's s_client and s_server said to each other through a recording proxy, with the client's key log. */
    private record Recording(KeyLog keys, List<Map.Entry<Role, Bytes>> runs) {

        static Recording load(String name) {
            try (var in = TlsTraceTest.class.getResourceAsStream(name + ".txt")) {
                var text = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII);
                var keys = new StringBuilder();
                var runs = new ArrayList<Map.Entry<Role, Bytes>>();
                text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                    String[] words = line.split(" ", 2);
                    if (words[0].equals("KEY")) {
                        keys.append(words[1]).append('\n');
                    } else {
                        var sender = words[0].equals("C") ? Role.CLIENT : Role.SERVER;
                        runs.add(Map.entry(sender, Bytes.fromHex(words[1])));
                    }
                });
                return new Recording(KeyLog.parse(keys.toString()), runs);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Map<Role, StringBuilder> said = new EnumMap<>(Role.class);
    private final List<TlsItem> items = new ArrayList<>();

    private TlsTrace trace(Recording recording, KeyLog keys, int pieces, int lost) {
        var trace = new TlsTrace(keys);
        Map<Role, Long> offsets = new EnumMap<>(Role.class);
        Map<Role, Boolean> hole = new EnumMap<>(Role.class);
        for (int i = 0; i < recording.runs.size(); i++) {
            var sender = recording.runs.get(i).getKey();
            var bytes = recording.runs.get(i).getValue();
            if (i == lost) {
                offsets.merge(sender, (long) bytes.length(), Long::sum);
                hole.put(sender, true);
                continue;
            }
            for (int at = 0; at < bytes.length(); at += pieces) {
                var piece = bytes.slice(at, Math.min(bytes.length(), at + pieces));
                long offset = offsets.merge(sender, (long) piece.length(), Long::sum) - piece.length();
                boolean afterHole = hole.remove(sender) != null;
                items.addAll(trace.feed(sender, new Chunk(offset, piece, i, i, afterHole)));
            }
        }
        for (var item : items) {
            if (item.type() == TlsItem.APPLICATION_DATA && item.opened()) {
                said.computeIfAbsent(item.sender(), role -> new StringBuilder())
                        .append(item.content().text(StandardCharsets.US_ASCII));
            }
        }
        return trace;
    }

    @ParameterizedTest
    @CsvSource({
        "tls13-aes128gcm, TLSv1.3, TLS_AES_128_GCM_SHA256",
        "tls13-aes256gcm, TLSv1.3, TLS_AES_256_GCM_SHA384",
        "tls13-chacha20, TLSv1.3, TLS_CHACHA20_POLY1305_SHA256",
        "tls12-ecdsa-aes128gcm, TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "tls12-chacha20, TLSv1.2, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "tls12-dhe-aes256gcm, TLSv1.2, TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
        "tls12-aes128cbc-sha1-etm, TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "tls12-aes128cbc-sha1, TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "tls12-rsa-aes256cbc-sha256-etm, TLSv1.2, TLS_RSA_WITH_AES_256_CBC_SHA256",
        "tls12-rsa-aes256cbc-sha256, TLSv1.2, TLS_RSA_WITH_AES_256_CBC_SHA256",
        "tls12-aes256cbc-sha384-etm, TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
        "tls12-aes256cbc-sha384, TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"
    })
    void decryptsEachSuiteInWholeAndInPieces(String name, String version, String suite) {
        for (int pieces : new int[] {65_536, 7}) {
            said.clear();
            items.clear();
            var recording = Recording.load(name);
            var trace = trace(recording, recording.keys, pieces, -1);
            assertThat(trace.problems()).isEmpty();
            assertThat(items).allMatch(TlsItem::opened);
            assertThat(said.get(Role.CLIENT)).hasToString("first words\nsecond words\n");
            assertThat(said.get(Role.SERVER)).hasToString("sdrow tsrif\nsdrow dnoces\n");
            assertThat(trace.facts().version()).contains(version);
            assertThat(trace.facts().cipherSuite()).contains(suite);
            assertThat(trace.facts().certificates()).hasSize(1);
            assertThat(items).anyMatch(item -> item.alert().isPresent()); // close_notify, encrypted
        }
    }

    @ParameterizedTest
    @CsvSource({"tls13-aes256gcm", "tls12-chacha20", "tls12-aes128cbc-sha1", "tls12-aes256cbc-sha384-etm"})
    void goesOnBehindALostRecord(String name) {
        var recording = Recording.load(name);
        trace(recording, recording.keys, 65_536, -1);
        int lost = items.stream()
                .filter(item -> item.content().equals(Bytes.ascii("sdrow tsrif\n")))
                .findFirst()
                .orElseThrow()
                .packet();
        said.clear();
        items.clear();
        var trace = trace(recording, recording.keys, 65_536, lost);
        assertThat(said.get(Role.SERVER)).hasToString("sdrow dnoces\n");
        assertThat(trace.facts().decrypted()).isTrue();
    }

    @Test
    void aLostServerHelloDoesNotHideTls13() {
        var recording = Recording.load("tls13-chacha20");
        int flight = 1;
        var trace = trace(recording, recording.keys, 65_536, flight);
        assertThat(trace.facts().version()).isEmpty();
        assertThat(said.get(Role.CLIENT)).asString().startsWith("first words\n");
    }

    @Test
    void saysWhyItStaysEncrypted() {
        var recording = Recording.load("tls13-aes256gcm");
        assertThat(trace(recording, KeyLog.EMPTY, 65_536, -1).problems())
                .singleElement()
                .asString()
                .contains("no key log");
        var other = Recording.load("tls12-chacha20").keys;
        assertThat(trace(recording, other, 65_536, -1).problems())
                .singleElement()
                .asString()
                .contains("no secrets of this connection");
        assertThat(items.get(0).names()).containsExactly("ClientHello");
    }

    @Test
    void aKeyLogPrintsNoSecret() {
        assertThat(Recording.load("tls12-chacha20").keys).hasToString("secrets of 1 connections");
    }
}
