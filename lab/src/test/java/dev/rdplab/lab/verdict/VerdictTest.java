package dev.rdplab.lab.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.words.BadValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    @ParameterizedTest
    @CsvSource({
        // stage, ending, code, mstsc, xfreerdp, xfreerdp3, rdesktop
        "tls, closed-rst, , 0x904/0x7, 143, 143, loops",
        "x224, closed-rst, , 0x904/0x7, 147, 147, 76",
        "x224, closed-fin, , 0x904/0x7, 147, 147, 76",
        "client-info, closed-fin, , 0x904/0x7, 147, 147, waits",
        "capabilities, error-info, 7, 0x904/0x7, 7, 7, 7",
        "credssp, closed-fin, , 0x904/0x7, 147, 147, unknown",
        "active, closed-rst, , 0x904/0x0, unknown, unknown, unknown",
        "connect, refused, , 0x204, 147, 147, 76",
        "x224, timeout, , 0x108/0x0, waits, waits, waits",
        "x224, negotiation-failure, 2, retries, 133, 133, loops",
        "x224, negotiation-failure, 5, 0xB09, 133, 133, 76",
        "credssp, credssp-error, 0xC000006D, 0x807, 134, 134, 76",
        "credssp, credssp-error, 0xC0000234, 0xD07, 135, 135, 76",
        "credssp, credssp-error, 0xC0000071, 0xF07, 148, 148, 76",
        "early-auth, access-denied, 5, 0x2407, 133, 132, unknown",
        "tls, tls-alert, 40, dialog 0x80090326, 143, 143, loops",
        "licensing, error-info, 0x101, 0x904/0x101, 131, 147, waits",
        "finalization, error-info, 0x101, 0x904/0x101, 241, 241, 17",
        "active, completed, , session, session, session, session",
    })
    void predictsWhatEachClientShows(
            String stage,
            String ending,
            String code,
            String mstsc,
            String xfreerdp,
            String xfreerdp3,
            String rdesktop) {
        var facts = facts(stage, ending);
        var predictions = Predictions.of(code == null ? facts : facts.code(Long.decode(code)));

        assertThat(Stream.of(Program.MSTSC, Program.XFREERDP, Program.XFREERDP3, Program.RDESKTOP)
                        .map(predictions::get))
                .extracting(Prediction::shows)
                .containsExactly(mstsc, xfreerdp, xfreerdp3, rdesktop);
    }

    @Test
    void anEndInTheMiddleOfTheServersFlightIsNoResetOnTheClientHello() {
        var onHello = Facts.of(Stage.TLS, EndingKind.CLOSED_RST);
        var later = onHello.observed(Facts.CLIENT_HELLO_ANSWERED);

        assertThat(Predictions.of(onHello).get(Program.MSTSC).confidence()).isEqualTo(Confidence.REPORTED);
        assertThat(Predictions.of(later).get(Program.MSTSC).confidence()).isEqualTo(Confidence.INFERRED);
        assertThat(Causes.of(onHello).get(0).known().id()).isEqualTo("private-key-unreadable");
        assertThat(Causes.of(later).get(0).known().id()).isEqualTo("middlebox-resets");
    }

    @Test
    void aLimitOfThisClientIsNotBlamedOnTheServer() {
        var tooLong = Facts.of(Stage.TLS, EndingKind.PROTOCOL_VIOLATION).observed("own-limit");
        var endless = Facts.of(Stage.TLS, EndingKind.TIMEOUT).observed("endless-flight");

        assertThat(Causes.of(tooLong)).extracting(cause -> cause.known().id()).containsExactly("own-limit");
        assertThat(Causes.of(endless).get(0).known().id()).isEqualTo("endless-flight");
        var alert = Facts.of(Stage.TLS, EndingKind.TLS_ALERT).code(80).observed("endless-flight");
        assertThat(Causes.of(alert.observed(Facts.CLIENT_HELLO_ANSWERED))
                        .get(0)
                        .known()
                        .id())
                .isEqualTo("endless-flight");
        assertThat(Causes.of(endless)).extracting(cause -> cause.known().id()).doesNotContain("path-mtu-black-hole");
    }

    @Test
    void theAmountOfTlsTellsOfALimitAndOfAFlood() {
        var facts = Facts.of(Stage.TLS, EndingKind.TIMEOUT);
        var violation = ending(Outcome.of(EndingKind.PROTOCOL_VIOLATION, Role.SERVER)
                .detail("Handshake message length exceeds the maximum: certificate(11), 60332 > 32768"));
        var waited = ending(Outcome.of(EndingKind.TIMEOUT, Role.CLIENT));

        assertThat(Observed.ofTls(facts, violation, 60_760).observed()).contains("own-limit");
        assertThat(Observed.ofTls(facts, waited, 8_581_224).observed()).contains("endless-flight");
        assertThat(Observed.ofTls(facts, waited, 5_000).observed()).containsExactly(Facts.CLIENT_HELLO_ANSWERED);
        assertThat(Observed.ofTls(facts, waited, 0).observed()).isEmpty();
    }

    /** A port that drips bytes answers, and so slowly that no message is ever whole: it is not a silent one. */
    @Test
    void anAnswerThatIsNeverCompleteIsNotSilence() {
        var waited = new Ending(Outcome.of(EndingKind.TIMEOUT, Role.CLIENT), Stage.X224, "ConnectionRequest", "");
        var silent = Observed.ofAnswer(Facts.of(waited), waited, 0);
        var dripping = Observed.ofAnswer(Facts.of(waited), waited, 18);

        assertThat(Causes.of(silent).get(0).known().id()).isEqualTo("service-hung");
        assertThat(Causes.of(dripping).get(0).known().id()).isEqualTo("answer-incomplete");
        assertThat(Causes.of(dripping))
                .filteredOn(cause -> cause.known().id().equals("service-hung"))
                .allSatisfy(cause -> assertThat(cause.counter()).contains("an answer had begun"));
    }

    @Test
    void inTlsOnlyLessThanAServerHelloIsAnIncompleteMessage() {
        var waited = ending(Outcome.of(EndingKind.TIMEOUT, Role.CLIENT));
        var few = Observed.ofAnswer(Observed.ofTls(Facts.of(waited), waited, 10), waited, 10);
        var more = Observed.ofAnswer(Observed.ofTls(Facts.of(waited), waited, 800), waited, 800);
        var closed = ending(Outcome.of(EndingKind.CLOSED_FIN, Role.SERVER));

        assertThat(Causes.of(few).get(0).known().id()).isEqualTo("answer-incomplete");
        assertThat(Causes.of(more).get(0).known().id()).isEqualTo("path-mtu-black-hole");
        assertThat(Observed.began(waited, 800)).isTrue();
        assertThat(Observed.ofAnswer(Facts.of(closed), closed, 10).observed()).isEmpty();
    }

    private static Ending ending(Outcome outcome) {
        return new Ending(outcome, Stage.TLS, "ConnectionRequest", "ConnectionConfirm");
    }

    @Test
    void nothingAboutMstscIsMeasured() {
        for (Stage stage : Stage.values()) {
            for (EndingKind ending : EndingKind.values()) {
                var mstsc = Predictions.of(Facts.of(stage, ending)).get(Program.MSTSC);
                assertThat(mstsc.confidence()).isNotEqualTo(Confidence.MEASURED);
                assertThat(mstsc.confidence() == Confidence.UNKNOWN)
                        .isEqualTo(mstsc.shows().equals("unknown"));
            }
        }
    }

    @Test
    void everyRuleOfTheTableCanBeRead() throws IOException {
        try (var table = Predictions.class.getResourceAsStream("predictions.yaml")) {
            var text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
            assertThatNoException().isThrownBy(() -> Predictions.read("predictions.yaml", text));
        }
    }

    @Test
    void aRuleThatCallsMstscMeasuredIsRefused() {
        var text =
                "predictions:\n  - { client: mstsc, ending: refused, shows: 0x204, confidence: measured, source: x }\n";

        assertThatThrownBy(() -> Predictions.read("mine.yaml", text))
                .isInstanceOf(BadValueException.class)
                .hasMessageContaining("mine.yaml:2")
                .hasMessageContaining("mstsc");
    }

    @ParameterizedTest
    @CsvSource({
        "tls, closed-rst, , private-key-unreadable",
        "x224, closed-rst, , server-without-credentials",
        "client-info, closed-fin, , dropped-after-client-info",
        "credssp, closed-fin, , credssp-dropped",
        "x224, timeout, , service-hung",
        "tls, timeout, , path-mtu-black-hole",
        "connect, refused, , port-not-listening",
        "connect, timeout, , port-filtered",
        "x224, negotiation-failure, 5, nla-required",
        "credssp, credssp-error, 0xC0000234, account-locked",
        "early-auth, access-denied, 5, not-remote-desktop-user",
        "tls, tls-alert, 70, tls-mismatch",
        "x224, protocol-violation, , stray-bytes-in-tunnel",
        "client-info, error-info, 7, denied-by-policy",
        "licensing, license-error, 2, licensing",
    })
    void ranksTheLikelyCauseFirst(String stage, String ending, String code, String cause) {
        var facts = facts(stage, ending);
        var ranked = Causes.of(code == null ? facts : facts.code(Long.decode(code)));

        assertThat(ranked.get(0).known().id()).isEqualTo(cause);
        assertThat(ranked.get(0).evidence()).isNotEmpty();
    }

    @Test
    void whatElseWasSeenChangesTheOrder() {
        var reset = facts("tls", "closed-rst");

        assertThat(Causes.of(reset.observed("other-tls-version-works"))
                        .get(0)
                        .known()
                        .id())
                .isEqualTo("tls-mismatch");
        assertThat(Causes.of(reset.observed("repeat-varies")).get(0).known().id())
                .isEqualTo("middlebox-resets");
    }

    @Test
    void aClientThatLeavesIsNotBlamedOnTheServer() {
        var left = facts("tls", "closed-fin").by(Role.CLIENT);

        assertThat(Causes.of(left)).extracting(r -> r.known().id()).contains("certificate-rejected");
        assertThat(Predictions.of(left).get(Program.MSTSC).shows()).isEqualTo("unknown");
    }

    @Test
    void everyEndingBeforeTheSessionHasACause() {
        for (Stage stage : Stage.values()) {
            for (EndingKind ending : EndingKind.values()) {
                if (ending != EndingKind.COMPLETED && stage.compareTo(Stage.CONNECT) > 0 && possible(stage, ending)) {
                    assertThat(Causes.of(Facts.of(stage, ending).code(1)))
                            .as("%s %s", stage, ending)
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    void causesNameOnlyKnownSpaces() {
        assertThat(Causes.known().all()).allSatisfy(cause -> assertThat(cause.codes())
                .allMatch(seen -> CodeSpace.of(seen.space()).isPresent()));
    }

    private static boolean possible(Stage stage, EndingKind ending) {
        return !ending.isOfCaptures() && (ending != EndingKind.TLS_ALERT || stage == Stage.TLS);
    }

    private static Facts facts(String stage, String ending) {
        return Facts.of(Stage.of(stage).orElseThrow(), EndingKind.of(ending).orElseThrow());
    }
}
