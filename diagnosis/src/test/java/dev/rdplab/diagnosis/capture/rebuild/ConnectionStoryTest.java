package dev.rdplab.diagnosis.capture.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.wire.Bytes;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is waited for, who was wrong, and what a token as the last record leaves open. */
class ConnectionStoryTest {

    private static final String TOKEN_ASKED = "c57";
    private static final String TOKEN_REFUSES = "c57 s250 c600";
    private static final int OVERHEAD = 24;

    private final ConnectionStory story = new ConnectionStory(1, 0, new Notes(), (role, end) -> false);

    private static StreamPosition at(int packet) {
        return new StreamPosition(packet, packet * 1_000L, packet);
    }

    private void says(Role sender, String title) {
        story.spoke(sender, title, at(1));
    }

    private void guesses(String records) {
        var none = Map.of(Role.CLIENT, Padding.known(0), Role.SERVER, Padding.known(0));
        var guess = new RecordGuess(Stage.CREDSSP, false, new Wire("", false, false), none);
        for (String record : records.split(" ")) {
            var sender = record.startsWith("c") ? Role.CLIENT : Role.SERVER;
            guess.record(sender, Integer.parseInt(record.substring(1)) + OVERHEAD);
        }
        story.guess(guess);
    }

    @Test
    void theClientSpeaksFirstAndThenTheOther() {
        assertThat(story.owes()).isEqualTo(Role.CLIENT);
        says(Role.CLIENT, "ConnectionRequest");
        assertThat(story.owes()).isEqualTo(Role.SERVER);
        says(Role.SERVER, "ConnectionConfirm");
        assertThat(story.owes()).isEqualTo(Role.CLIENT);
    }

    @Test
    void behindALicenceTheServerOwesItsDemandActive() {
        story.enter(Stage.CAPABILITIES, 1);
        says(Role.SERVER, "LicenseError");
        assertThat(story.owes()).isEqualTo(Role.SERVER);
        says(Role.SERVER, PduNames.DEMAND_ACTIVE);
        assertThat(story.owes()).isEqualTo(Role.CLIENT);
    }

    @Test
    void behindTheFontListTheServerOwesItsFontMap() {
        story.enter(Stage.FINALIZATION, 1);
        says(Role.SERVER, "Synchronize");
        assertThat(story.owes()).isEqualTo(Role.CLIENT);
        story.seenFontList();
        assertThat(story.owes()).isEqualTo(Role.SERVER);
        story.enter(Stage.ACTIVE, 2);
        assertThat(story.owes()).isEqualTo(Role.CLIENT);
    }

    @Test
    void aTokenAsTheLastRecordMayRefuseALogon() {
        guesses(TOKEN_REFUSES + " s100");
        assertThat(story.besideToken(null)).startsWith("; or the logon was refused");
        assertThat(story.observed()).containsExactly(Said.LOGON_REFUSED.word());
    }

    @Test
    void aTokenOfTheLengthThatAcceptsRefusesNothing() {
        guesses(TOKEN_REFUSES + " s103");
        assertThat(story.besideToken(Role.SERVER)).contains("accepts the logon");
        assertThat(story.observed()).isEmpty();
    }

    @Test
    void aTokenBeforeTheLogonRefusesOnlyWhereTheServerCloses() {
        guesses(TOKEN_ASKED + " s100");
        assertThat(story.besideToken(null)).isEmpty();
        assertThat(story.observed()).isEmpty();
        assertThat(story.besideToken(Role.SERVER)).startsWith("; or the logon was refused");
        assertThat(story.observed()).containsExactly("length-token-then-close");
    }

    @Test
    void withoutATokenNothingIsLeftOpen() {
        guesses(TOKEN_REFUSES);
        assertThat(story.besideToken(Role.SERVER)).isEmpty();
        assertThat(story.observed()).isEmpty();
    }

    @Test
    void onlyAnAlertOfTheServerAnswersALogon() {
        guesses(TOKEN_REFUSES);
        story.encryptedAlert(Role.CLIENT);
        assertThat(story.observed()).containsExactly("encrypted-alert");
        story.encryptedAlert(Role.SERVER);
        assertThat(story.observed()).containsExactlyInAnyOrder("encrypted-alert", "alert-answers-logon");
    }

    @Test
    void whatIsMissingOfBothEndsPlacesNothing() {
        story.gap(Role.SERVER, true);
        assertThat(story.gapped()).isTrue();
        assertThat(story.unplaced()).isFalse();
        story.gap(Role.CLIENT, true);
        assertThat(story.unplaced()).isTrue();
        story.anchored();
        assertThat(story.gapped()).isFalse();
        assertThat(story.unplaced()).isFalse();
        story.gap(Role.SERVER, false);
        assertThat(story.unplaced()).isTrue();
    }

    @Test
    void theFirstOffenderIsNamed() {
        story.enter(Stage.MCS_CONNECT, 1);
        story.misunderstood(Role.SERVER, "first", Bytes.EMPTY, at(1), true);
        story.enter(Stage.CHANNEL_JOIN, 2);
        says(Role.CLIENT, "AttachUserRequest");
        assertThat(story.bore(Role.SERVER)).isTrue();
        assertThat(story.violation()).isEmpty();

        story.misunderstood(Role.CLIENT, "second", Bytes.EMPTY, at(2), true);
        assertThat(story.violation()).hasValueSatisfying(outcome -> {
            assertThat(outcome.by()).isEqualTo(Role.SERVER);
            assertThat(outcome.detail()).isEqualTo("first");
        });
        assertThat(story.violationStage()).isEqualTo(Stage.MCS_CONNECT);
        story.forgive();
        assertThat(story.violation()).isEmpty();
        assertThat(story.bore(Role.SERVER)).isFalse();
    }

    @Test
    void theFirstWordOfAnEndCounts() {
        story.announce(Outcome.of(EndingKind.ERROR_INFO, Role.SERVER, 7));
        story.announce(Outcome.of(EndingKind.MCS_REFUSED, Role.CLIENT));
        assertThat(story.announced())
                .hasValueSatisfying(outcome -> assertThat(outcome.kind()).isEqualTo(EndingKind.ERROR_INFO));
    }

    @Test
    void aWarningIsNoneWhenItsSenderGoesOn() {
        story.warned(Outcome.of(EndingKind.TLS_ALERT, Role.SERVER));
        says(Role.CLIENT, "ClientHello");
        assertThat(story.warning()).isPresent();
        says(Role.SERVER, "ServerHello");
        assertThat(story.warning()).isEmpty();
    }

    @Test
    void anAlertInTheSessionIsNoUseOfIt() {
        story.enter(Stage.ACTIVE, 1);
        says(Role.CLIENT, "Alert");
        assertThat(story.clientUp()).isFalse();
        says(Role.SERVER, "Update");
        assertThat(story.clientUp()).isFalse();
        says(Role.CLIENT, "Input");
        assertThat(story.clientUp()).isTrue();
    }
}
