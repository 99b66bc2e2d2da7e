package dev.rdplab.diagnosis.logs.join;

import static dev.rdplab.diagnosis.logs.Events.RDP_CORE;
import static dev.rdplab.diagnosis.logs.Events.RDP_CORE_CHANNEL;
import static dev.rdplab.diagnosis.logs.Events.accepted;
import static dev.rdplab.diagnosis.logs.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.logs.rule.LogRules;
import dev.rdplab.protocol.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogJoinTest extends JoinedLogs {

    @Test
    void aRecordInTheTimeOfTheOnlyConnectionProvesItsCause() {
        var logs = join(unreadableKey(T.plusMillis(200)));

        assertThat(logs.proven()).contains("private-key-unreadable");
        assertThat(logs.joined()).contains("time");
    }

    @Test
    void aRecordOfAnotherTimeProvesNothing() {
        assertThat(join(unreadableKey(T.minusSeconds(600))).proven()).isEmpty();
        assertThat(join(unreadableKey(T.plusSeconds(10))).proven()).isEmpty();
    }

    @Test
    void twoConnectionsAtTheSameTimeProveNothingByTimeAlone() {
        var other = new LoggedConnection(2, "192.0.2.80", 40000, T.plusMillis(100), T.plusMillis(700));

        var logs = join(List.of(CONNECTION, other), null, unreadableKey(T.plusMillis(200)));

        assertThat(logs.proven()).isEmpty();
        assertThat(logs.ambiguous()).hasSize(1);
        assertThat(logs.notes()).isNotEmpty();
    }

    @Test
    void aConnectionThatOnlyTheLogShowsMakesTimeAmbiguousToo() {
        var logs = join(
                accepted(T.plusMillis(20), ACTIVITY, "192.0.2.17:51044"),
                accepted(T.plusMillis(100), "2222", "192.0.2.80:40000"),
                unreadableKey(T.plusMillis(200)));

        assertThat(logs.joined()).contains("address and port");
        assertThat(logs.proven()).isEmpty();
    }

    @Test
    void aFailedLogonOfAnotherAddressProvesNothing() {
        assertThat(join(wrongPassword(T.plusMillis(300), "192.0.2.80", "0")).proven())
                .isEmpty();
        assertThat(join(wrongPassword(T.plusMillis(300), "192.0.2.17", "51045")).proven())
                .isEmpty();
        assertThat(join(wrongPassword(T.plusMillis(300), "192.0.2.17", "51044")).proven())
                .contains("wrong-password");
        assertThat(join(wrongPassword(T.plusMillis(300), "::ffff:192.0.2.17", "0"))
                        .proven())
                .contains("wrong-password");
    }

    @Test
    void theActivityOfTheAcceptedConnectionJoinsItsRecords() {
        var logs = join(
                accepted(T.plusMillis(20), ACTIVITY, "192.0.2.17:51044"),
                event(RDP_CORE, 72, T.plusMillis(400), ACTIVITY, Map.of("MethodName", "SetErrorInfo(0x102)")));

        assertThat(logs.proven()).contains("licensing");
    }

    @Test
    void anErrorInfoAfterTheSocketWasGoneWasNeverSent() {
        var logs = join(
                accepted(T.plusMillis(20), ACTIVITY, "192.0.2.17:51044"),
                event(RDP_CORE, 72, T.plusMillis(400), ACTIVITY, Map.of("MethodName", "OnDisconnected")),
                event(RDP_CORE, 72, T.plusMillis(401), ACTIVITY, Map.of("MethodName", "SetErrorInfo(0x5)")));

        assertThat(logs.proven()).isEmpty();
    }

    @Test
    void theClockOfTheLogIsFoundAndApplied() {
        var ahead = Duration.ofSeconds(90);

        var logs = new LogJoin(
                List.of(CONNECTION),
                List.of(file(
                        accepted(T.plus(ahead), ACTIVITY, "192.0.2.17:51044"),
                        unreadableKey(T.plus(ahead).plusMillis(200)))),
                LogRules.known(),
                Optional.empty());

        assertThat(logs.offsets()).containsEntry("RDS01", ahead);
        assertThat(logs.all().get(0).proven()).contains("private-key-unreadable");
    }

    @Test
    void theUsersOffsetWins() {
        var ahead = Duration.ofSeconds(90);

        assertThat(join(List.of(CONNECTION), ahead, unreadableKey(T.plus(ahead).plusMillis(200)))
                        .proven())
                .contains("private-key-unreadable");
        assertThat(join(List.of(CONNECTION), ahead, unreadableKey(T.plusMillis(200)))
                        .proven())
                .isEmpty();
    }

    @Test
    void behindAddressTranslationTimeMustDo() {
        var logs = join(
                accepted(T.plusMillis(20), ACTIVITY, "198.51.100.7:3000"),
                event(RDP_CORE, 140, T.plusMillis(300), ACTIVITY, Map.of("IPString", "198.51.100.7")));

        assertThat(logs.joined()).contains("time (the server saw another address)");
        assertThat(logs.proven()).contains("wrong-password");
    }

    @Test
    void recordsThatContradictEachOtherProveNothing() {
        var logs = join(
                unreadableKey(T.plusMillis(200)),
                event("Schannel", 36874, T.plusMillis(210), "", Map.of("Protocol", "TLS 1.2")));

        assertThat(logs.contradictory()).isTrue();
        assertThat(logs.proven()).isEmpty();
        assertThat(logs.proofs()).hasSize(2);
    }

    @Test
    void aLogThatCoversTheTimeWithoutAnAcceptedConnectionSaysThatItNeverArrived() {
        var logs = join(
                accepted(T.minusSeconds(900), "1", "192.0.2.80:40000"),
                accepted(T.plusSeconds(900), "2", "192.0.2.80:40001"));

        assertThat(logs.absences()).singleElement().satisfies(absence -> assertThat(absence.ids())
                .containsExactly(131));
    }

    @Test
    void aLogThatDoesNotCoverTheTimeSaysNothing() {
        var logs = join(accepted(T.minusSeconds(900), "1", "192.0.2.80:40000"));

        assertThat(logs.absences()).isEmpty();
    }

    @Test
    void theSameClientMinutesLaterCastsDoubtOnTheClocks() {
        var logs = join(
                accepted(T.minusSeconds(900), "1", "192.0.2.80:40000"),
                accepted(T.plusSeconds(60), "2", "192.0.2.17:51999"),
                accepted(T.plusSeconds(900), "3", "192.0.2.80:40001"));

        assertThat(logs.absences()).isEmpty();
    }

    @Test
    void theSessionOfAnotherConnectionProvesNothing() {
        var logs = join(
                accepted(T.plusMillis(20), ACTIVITY, "192.0.2.17:51044"),
                event(RDP_CORE, 66, T.plusMillis(300), ACTIVITY, Map.of("SessionID", "3")),
                event(
                        "Microsoft-Windows-TerminalServices-LocalSessionManager",
                        40,
                        T.plusMillis(400),
                        "",
                        Map.of("Session", "4", "Reason", "5")));

        assertThat(logs.proven()).isEmpty();
    }

    @Test
    void theSameRecordInTwoFilesCountsOnce() {
        var entry = unreadableKey(T.plusMillis(200));

        var logs = new LogJoin(
                        List.of(CONNECTION), List.of(file(entry), file(entry)), LogRules.known(), Optional.empty())
                .all()
                .get(0);

        assertThat(logs.proofs()).hasSize(1);
        assertThat(RDP_CORE_CHANNEL).startsWith(RDP_CORE);
    }

    @Test
    void aRetryThatEndsTheSameWayHasARecordOfItsOwn() {
        var twice = List.of(
                ended(1, "192.0.2.17", T, Stage.TLS, "server tls closed-rst"),
                ended(2, "192.0.2.17", T.plusMillis(500), Stage.TLS, "server tls closed-rst"));

        assertThat(proven(twice, unreadableKey(T.plusMillis(100)), unreadableKey(T.plusMillis(600))))
                .containsOnly(Optional.of("private-key-unreadable"));
        assertThat(proven(twice, unreadableKey(T.plusMillis(100)))).containsOnly(Optional.empty());
    }

    @Test
    void twoConnectionsAreNoRetriesWhenClientOrEndingDiffer() {
        var clients = List.of(
                ended(1, "192.0.2.17", T, Stage.TLS, "server tls closed-rst"),
                ended(2, "192.0.2.80", T.plusMillis(500), Stage.TLS, "server tls closed-rst"));
        var endings = List.of(
                ended(1, "192.0.2.17", T, Stage.TLS, "server tls closed-rst"),
                ended(2, "192.0.2.17", T.plusMillis(500), Stage.TLS, "server tls closed-fin"));

        assertThat(proven(clients, unreadableKey(T.plusMillis(100)), unreadableKey(T.plusMillis(600))))
                .containsOnly(Optional.empty());
        assertThat(proven(endings, unreadableKey(T.plusMillis(100)), unreadableKey(T.plusMillis(600))))
                .containsOnly(Optional.empty());
    }

    @Test
    void aConnectionThatEndedBeforeTlsHasNoRecordOfTls() {
        var both = List.of(
                ended(1, "192.0.2.17", T, Stage.X224, "server x224 negotiation-failure"),
                ended(2, "192.0.2.17", T.plusMillis(500), Stage.TLS, "server tls closed-rst"));

        assertThat(proven(both, unreadableKey(T.plusMillis(600))))
                .containsExactly(Optional.empty(), Optional.of("private-key-unreadable"));
    }

    @Test
    void aKnownClockTellsTwoConnectionsApart() {
        var both = List.of(
                ended(1, "192.0.2.17", T, Stage.TLS, "server tls closed-rst"),
                ended(2, "192.0.2.17", T.plusMillis(900), Stage.TLS, "server tls closed-fin"));

        assertThat(proven(
                        both,
                        accepted(T.plusMillis(5), "1111", "192.0.2.17:51044"),
                        accepted(T.plusMillis(905), "2222", "192.0.2.17:51045"),
                        unreadableKey(T.plusMillis(1000))))
                .containsExactly(Optional.empty(), Optional.of("private-key-unreadable"));
    }
}
