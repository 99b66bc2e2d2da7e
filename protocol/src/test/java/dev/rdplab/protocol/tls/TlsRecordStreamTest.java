package dev.rdplab.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import dev.rdplab.testkit.Capture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TlsRecordStreamTest {

    private static final Bytes CHANGE_CIPHER_SPEC = Bytes.fromHex("140303000101");

    static Stream<Capture.Row> clientHellos() {
        return Stream.of("clienthello", "xf3_clienthello").flatMap(n -> Capture.load(n).rows().stream());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clientHellos")
    void namesTheClientHelloOfARealClient(Capture.Row row) {
        Bytes bytes = Bytes.copyOf(row.bytes());

        List<TlsRecord> records = new TlsRecordStream().feed(bytes);

        assertThat(records).hasSize(1);
        assertThat(records.get(0).name()).isEqualTo("ClientHello");
        assertThat(records.get(0).bytes()).isEqualTo(bytes);
        assertThat(records.get(0).version()).isEqualTo(0x0301);
        assertThat(records.get(0).fields())
                .contains(new Field("ClientHello", 5, bytes.length() - 5), new Field("ClientHello.random", 11, 32));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clientHellos")
    void givesARecordOnlyWhenItsLastByteIsThere(Capture.Row row) {
        var stream = new TlsRecordStream();
        for (int i = 0; i < row.bytes().length - 1; i++) {
            assertThat(stream.feed(Bytes.of(row.bytes()[i] & 0xff))).isEmpty();
        }
        assertThat(stream.feed(Bytes.of(row.bytes()[row.bytes().length - 1] & 0xff)))
                .extracting(TlsRecord::name)
                .containsExactly("ClientHello");
        assertThat(stream.takeRest().isEmpty()).isTrue();
    }

    @Test
    void notesEveryMessageOfARecord() {
        var records = new TlsRecordStream()
                .feed(record(22, Bytes.concat(message(2, 70), message(11, 300), message(12, 90), message(14, 0))));

        assertThat(records).extracting(TlsRecord::name).containsExactly("ServerHello");
        assertThat(records.get(0).fields())
                .contains(
                        new Field("ServerHello", 5, 74),
                        new Field("Certificate", 79, 304),
                        new Field("ServerKeyExchange", 383, 94),
                        new Field("ServerHelloDone", 477, 4));
    }

    @Test
    void followsAMessageThatSpansRecords() {
        Bytes certificate = message(11, 100);
        var stream = new TlsRecordStream();

        assertThat(stream.feed(record(22, certificate.slice(0, 60))))
                .extracting(TlsRecord::name)
                .containsExactly("Certificate");
        assertThat(stream.feed(record(22, certificate.slice(60, 80))))
                .extracting(TlsRecord::name)
                .containsExactly("HandshakeFragment");
        assertThat(stream.feed(record(22, Bytes.concat(certificate.slice(80), message(14, 0)))))
                .extracting(TlsRecord::name)
                .containsExactly("ServerHelloDone");
    }

    @Test
    void followsAMessageWhoseHeaderIsCut() {
        Bytes done = Bytes.concat(message(11, 10), message(14, 0));
        var stream = new TlsRecordStream();

        assertThat(stream.feed(record(22, done.slice(0, 16))))
                .extracting(TlsRecord::name)
                .containsExactly("Certificate");
        assertThat(stream.feed(record(22, done.slice(16))))
                .extracting(TlsRecord::name)
                .containsExactly("ServerHelloDone");
    }

    @Test
    void knowsAHelloRetryRequestByItsRandom() {
        Bytes random = Bytes.fromHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");
        Bytes body = Bytes.concat(Bytes.of(3, 3), random, Bytes.of(0, 0x13, 0x01, 0, 0, 0));
        Bytes retry = Bytes.concat(Bytes.of(2, 0, 0, body.length()), body);

        var records = new TlsRecordStream().feed(record(22, retry));

        assertThat(records).extracting(TlsRecord::name).containsExactly("HelloRetryRequest");
        assertThat(records.get(0).fields()).contains(new Field("HelloRetryRequest.cipher_suite", 44, 2));
    }

    @Test
    void takesWhatFollowsChangeCipherSpecForEncrypted() {
        var records = new TlsRecordStream()
                .feed(Bytes.concat(
                        CHANGE_CIPHER_SPEC,
                        record(22, Bytes.zeros(40)),
                        record(21, Bytes.zeros(26)),
                        record(23, Bytes.zeros(9))));

        assertThat(records)
                .extracting(TlsRecord::name)
                .containsExactly("ChangeCipherSpec", "EncryptedHandshake", "EncryptedAlert", "ApplicationData");
        assertThat(records).allSatisfy(r -> assertThat(r.alert()).isEmpty());
    }

    @Test
    void readsAnAlertInClear() {
        var records = new TlsRecordStream().feed(new TlsAlert(2, 40).record(0x0303));

        assertThat(records).extracting(TlsRecord::name).containsExactly("Alert");
        assertThat(records.get(0).alert()).contains(new TlsAlert(TlsAlert.FATAL, TlsAlert.HANDSHAKE_FAILURE));
        assertThat(records.get(0).alert().orElseThrow().fatal()).isTrue();
        assertThat(records.get(0).alert().orElseThrow().word()).isEqualTo("handshake_failure");
    }

    @Test
    void givesUpOnWhatIsNoTls() {
        for (Bytes none :
                List.of(Bytes.ascii("HTTP/1.1 400"), Bytes.fromHex("160203"), Bytes.fromHex("16030349ff00"))) {
            var stream = new TlsRecordStream();
            assertThat(stream.feed(none)).isEmpty();
            assertThat(stream.broken()).isTrue();
            assertThat(stream.takeRest()).isEqualTo(none);
            assertThatIllegalStateException().isThrownBy(() -> stream.feed(none));
        }
    }

    @Test
    void neverFailsAndNeverLosesAByteOnWhateverComes() {
        long seed = 20_261_122;
        var random = new Random(seed);
        for (int run = 0; run < 2_000; run++) {
            Bytes input = damaged(random);
            var stream = new TlsRecordStream();
            var parts = new ArrayList<Bytes>();
            for (int at = 0; at < input.length() && !stream.broken(); ) {
                int end = Math.min(input.length(), at + 1 + random.nextInt(200));
                stream.feed(input.slice(at, end)).forEach(r -> parts.add(r.bytes()));
                at = end;
                if (stream.broken()) {
                    parts.add(stream.takeRest());
                    parts.add(input.slice(at));
                }
            }
            parts.add(stream.takeRest());
            assertThat(Bytes.concat(parts.toArray(Bytes[]::new)))
                    .as("seed %d run %d", seed, run)
                    .isEqualTo(input);
        }
    }

    private static Bytes damaged(Random random) {
        Capture.Row row = Capture.load("clienthello").rows().get(random.nextInt(2));
        byte[] twice = Arrays.copyOf(row.bytes(), row.bytes().length * 2);
        System.arraycopy(row.bytes(), 0, twice, row.bytes().length, row.bytes().length);
        for (int i = random.nextInt(4); i > 0; i--) {
            twice[random.nextInt(random.nextBoolean() ? 12 : twice.length)] = (byte) random.nextInt();
        }
        return Bytes.wrap(twice);
    }

    private static Bytes message(int type, int length) {
        return Bytes.concat(Bytes.of(type, 0, length >> 8, length & 0xff), Bytes.zeros(length));
    }

    private static Bytes record(int type, Bytes fragment) {
        return Bytes.concat(Bytes.of(type, 3, 3, fragment.length() >> 8, fragment.length() & 0xff), fragment);
    }
}
