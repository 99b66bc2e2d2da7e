package dev.rdplab.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.CaptureFiles;
import dev.rdplab.diagnosis.capture.Captures;
import dev.rdplab.diagnosis.capture.Flow;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.lab.result.Result;
import dev.rdplab.lab.result.Side;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of TLS 1.3 with zeros behind their content, RFC 8446 section 5.4, without keys: both readings are told. */
class PaddedRecordsTest {

    /** Lengths that a PDU has which is due somewhere: of those an alert with zeros cannot be told apart. */
    private static final Set<Integer> PDUS = Set.of(4, 5, 8, 9, 11, 12, 13, 15, 16, 20, 34, 35, 36, 37, 40, 41);

    private static final Set<EndingKind> ENDED =
            Set.of(EndingKind.CLOSED_FIN, EndingKind.CLOSED_RST, EndingKind.TLS_ALERT);

    private record Place(Stage stage, Supplier<Flow> flow) {}

    private static final List<Place> PLACES = List.of(
            new Place(Stage.CREDSSP, () -> Flow.tls13(0).authenticated()),
            new Place(Stage.CREDSSP, () -> Flow.tls13(0).secured(2).records(Role.CLIENT, 57)),
            new Place(
                    Stage.MCS_CONNECT,
                    () -> Flow.tls13(0).authenticated().records(Role.SERVER, 62).records(Role.CLIENT, 105, 430)),
            new Place(Stage.MCS_CONNECT, () -> Flow.tls13(0).secured(1).records(Role.CLIENT, 430)),
            new Place(Stage.CHANNEL_JOIN, () -> Flow.tls13(0)
                    .secured(1)
                    .records(Role.CLIENT, 430)
                    .records(Role.SERVER, 130)
                    .records(Role.CLIENT, 12, 8)),
            new Place(Stage.LICENSING, () -> Flow.tls13(0).informed()),
            new Place(Stage.CAPABILITIES, () -> Flow.tls13(0).informed().records(Role.SERVER, 34)));

    private static Result told(Flow flow) throws IOException {
        byte[] file = CaptureFiles.pcap(flow.packets(), ByteOrder.LITTLE_ENDIAN, true);
        var diagnoses = Diagnosis.of("x", Captures.read(new ByteArrayInputStream(file), KeyLog.EMPTY));
        assertThat(diagnoses).hasSize(1);
        return diagnoses.get(0).result();
    }

    private static Flow ended(Flow flow, Role by, int flags) {
        return flags == Flow.FIN ? flow.closed(by) : flow.packet(by, flags);
    }

    @ParameterizedTest
    @ValueSource(ints = {Flow.FIN, Flow.RST})
    void anAlertOfTheServerWithAnyNumberOfZerosIsAmongTheReadings(int flags) throws IOException {
        int tried = 0;
        for (var place : PLACES) {
            for (int length = 3; length <= 128; length++) {
                if (PDUS.contains(length)) {
                    continue;
                }
                for (Role closer : Role.values()) {
                    tried++;
                    var told = told(ended(place.flow.get().records(Role.SERVER, length), closer, flags))
                            .client();
                    assertThat(told.detail())
                            .as("%s, %d bytes, then %s: %s", place.stage, length, closer, told)
                            .contains("encrypted alert");
                    assertThat(told.ending()).isIn(ENDED);
                    assertThat(told.stage()).as("%d bytes: %s", length, told).isLessThanOrEqualTo(place.stage);
                    assertThat(told.by()).isIn(closer, Role.SERVER);
                }
            }
        }
        assertThat(tried).isGreaterThan(1_000);
    }

    @Test
    void anAlertOfTheClientWithAnyNumberOfZerosIsAmongTheReadings() throws IOException {
        for (int length = 3; length <= 128; length++) {
            if (PDUS.contains(length)) {
                continue;
            }
            var behindToken = Flow.tls13(0).secured(2).records(Role.CLIENT, 57).records(Role.SERVER, 191);
            var told = told(behindToken.records(Role.CLIENT, length).closed(Role.CLIENT))
                    .client();
            assertBoth(told, Stage.CREDSSP, Role.CLIENT);
            var joining = Flow.tls13(0).secured(1).records(Role.CLIENT, 430).records(Role.SERVER, 130);
            joining.records(Role.CLIENT, 12, 8).records(Role.SERVER, 11).records(Role.CLIENT, 12);
            told = told(joining.records(Role.SERVER, 15)
                            .records(Role.CLIENT, length)
                            .closed(Role.CLIENT))
                    .client();
            assertBoth(told, Stage.CHANNEL_JOIN, Role.CLIENT);
        }
    }

    /** With SHA-384 a Finished has 52 bytes. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 18, 34, 40, 62, 102, 130, 200})
    void whatStandsForTheClientsFinishedCanBeAnAlert(int length) throws IOException {
        for (int protocol : new int[] {1, 2}) {
            var told = told(Flow.tls13(0).refusing(protocol, length).closed(Role.CLIENT))
                    .client();
            assertThat(told.stage()).as("%s", told).isEqualTo(Stage.TLS);
            assertThat(told.by()).isEqualTo(Role.CLIENT);
            assertThat(told.detail()).contains("encrypted alert");
        }
        var goesOn = told(Flow.tls13(0)
                        .refusing(2, 60)
                        .records(Role.CLIENT, 57)
                        .records(Role.SERVER, 191)
                        .records(Role.CLIENT, 609)
                        .records(Role.SERVER, 15)
                        .closed(Role.SERVER))
                .client();
        assertThat(goesOn.ending()).as("%s", goesOn).isEqualTo(EndingKind.CREDSSP_ERROR);
    }

    /** Every record of both ends has as many zeros, and its Finished shows how many. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 32, 64, 100, 250})
    void ofAFixedNumberOfZerosLengthsAreKnown(int zeros) throws IOException {
        var refused =
                told(Flow.tls13(zeros).authenticated().records(Role.SERVER, 15).closed(Role.SERVER));
        assertThat(refused.client().stage()).isEqualTo(Stage.CREDSSP);
        assertThat(refused.client().by()).isEqualTo(Role.SERVER);
        assertThat(refused.client().detail()).contains("the logon was refused");
        assertBoth(
                told(Flow.tls13(zeros).authenticated().records(Role.SERVER, 2).closed(Role.SERVER))
                        .client(),
                Stage.CREDSSP,
                Role.SERVER);
        var informed =
                told(Flow.tls13(zeros).informed().records(Role.SERVER, 36).closed(Role.SERVER));
        assertThat(informed.client().stage()).as("%s", informed.client()).isLessThanOrEqualTo(Stage.LICENSING);
        assertThat(informed.client().detail()).contains("Set Error Info");
    }

    /** In blocks a refusal and an alert have one length. */
    @ParameterizedTest
    @ValueSource(ints = {16, 32, 64, 256, 1_024})
    void ofBlocksEveryReadingIsTold(int block) throws IOException {
        for (int length : new int[] {2, 15}) {
            var told = told(Flow.tls13Blocks(block)
                            .authenticated()
                            .records(Role.SERVER, length)
                            .closed(Role.SERVER))
                    .client();
            assertBoth(told, Stage.CREDSSP, Role.SERVER);
            assertThat(told.detail()).contains("the logon was refused");
        }
        var informed =
                told(Flow.tls13Blocks(block).informed().records(Role.SERVER, 36).closed(Role.SERVER));
        assertThat(informed.client().by()).isEqualTo(Role.SERVER);
        assertThat(informed.client().stage()).as("%s", informed.client()).isLessThanOrEqualTo(Stage.LICENSING);
        assertThat(informed.client().ending()).isIn(EndingKind.CLOSED_FIN, EndingKind.ERROR_INFO);
    }

    private static void assertBoth(Side told, Stage stage, Role by) {
        assertThat(told.detail()).as("%s", told).contains("encrypted alert");
        assertThat(told.stage()).as("%s", told).isEqualTo(stage);
        assertThat(told.ending()).as("%s", told).isIn(ENDED);
        assertThat(told.by()).as("%s", told).isEqualTo(by);
    }
}
