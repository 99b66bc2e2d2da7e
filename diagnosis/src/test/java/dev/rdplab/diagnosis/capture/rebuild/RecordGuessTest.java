package dev.rdplab.diagnosis.capture.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the lengths of records allow to say, one rule at a time: {@code c57} is a record of the client with 57 bytes. */
class RecordGuessTest {

    private static final String GCM = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";
    private static final String CBC = "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA";
    private static final int GCM_OVERHEAD = 24;
    private static final int TLS13_OVERHEAD = 17;

    /** Until authInfo is sent; until the Client Info; until the Confirm Active. */
    private static final String LOGON = "c57 s250 c600 s100 c140";

    private static final String INFO = "c400 s120 c12 c8 s11 c12 s15 c400";
    private static final String CONFIRMED = INFO + " s34 s300 c400";

    private static final Map<Role, Padding> NONE = Map.of(Role.CLIENT, Padding.known(0), Role.SERVER, Padding.known(0));

    private static RecordGuess begin(Stage stage) {
        return new RecordGuess(stage, false, new Wire(GCM, false, false), NONE);
    }

    private static RecordGuess credssp(String records) {
        return pass(begin(Stage.CREDSSP), records);
    }

    private static RecordGuess mcs(String records) {
        return pass(begin(Stage.MCS_CONNECT), records);
    }

    private static RecordGuess pass(RecordGuess guess, String records) {
        for (String record : records.split(" ")) {
            guess.record(sender(record), Integer.parseInt(record.substring(1)) + GCM_OVERHEAD);
        }
        return guess;
    }

    private static Role sender(String record) {
        return record.startsWith("c") ? Role.CLIENT : Role.SERVER;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "s15, credssp", // nothing was asked yet
        "c57 s250 s15, TSRequest with errorCode",
        "c57 s250 c15, TSRequest with errorCode",
        LOGON + " s15, TSRequest with errorCode",
        LOGON + " c400 s120 s15, channel-join", // MCS is up: the logon was not refused
    })
    void anErrorCodeIsOneInCredSsp(String records, String words) {
        assertThat(credssp(records).words()).isEqualTo(words);
    }

    @Test
    void aRefusalMayStandBehindTheCredentials() {
        var guess = credssp(LOGON + " s15");
        assertThat(guess.stage()).isEqualTo(Stage.CREDSSP);
        assertThat(guess.farthest()).isEqualTo(Stage.MCS_CONNECT);
    }

    @Test
    void rdstlsHasNoErrorCode() {
        assertThat(pass(begin(Stage.RDSTLS), "c60 s15").said()).containsExactly(Said.NOTHING);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "c57 s250 s15 s4, false", // the server sends an Early User Authorization Result too
        "c57 s250 c15 c4, true", // the client does not
        "c57 s250 s15 s9, false",
        "c57 s250 s15 c20, false",
        "c57 s250 s15 c100, true",
    })
    void whatMayFollowARefusedLogon(String records, boolean unsure) {
        assertThat(credssp(records).unsure()).isEqualTo(unsure);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "c400 s9 c12, false", // the client had begun it
        "c400 s9 s12, true",
        INFO + " s37 c20, false",
        INFO + " s37 s9, false",
        INFO + " s37 s60, true",
        INFO + " c9 c12, true",
    })
    void whatMayFollowTheEndOfAConference(String records, boolean unsure) {
        assertThat(mcs(records).unsure()).isEqualTo(unsure);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        INFO + " s37, Set Error Info",
        INFO + " s34 s37, Set Error Info",
        INFO + " s34 s300 s37, Set Error Info",
        INFO + " s34, capabilities or a licensing error",
        "c400 s120 c12 c8 s11 c12 s15, channel-join or Channel Join Confirm",
        "c400 s120 c12 c8 s11 c12 s13, DisconnectProviderUltimatum",
    })
    void whatTheServerMaySayOfTheEnd(String records, String words) {
        assertThat(mcs(records).words()).isEqualTo(words);
    }

    @Test
    void onlyTheServerAnswersAToken() {
        // what follows a token of the client is the server's token: the client had not sent its credentials
        assertThat(credssp("c57 s250 c600").farthest()).isEqualTo(Stage.MCS_CONNECT);
        assertThat(credssp("c57 s250 c600 s100").farthest()).isEqualTo(Stage.CREDSSP);
    }

    @Test
    void moreThanTwelveTokensAreNoCredentials() {
        assertThat(credssp("c57 s100 ".repeat(11) + "c57").farthest()).isEqualTo(Stage.MCS_CONNECT);
        assertThat(credssp("c57 s100 ".repeat(12) + "c57").farthest()).isEqualTo(Stage.CREDSSP);
    }

    @Test
    void aBlockTooShortForATokenIsARefusal() {
        var guess = new RecordGuess(Stage.CREDSSP, false, new Wire(CBC, false, false), NONE);
        guess.record(Role.CLIENT, 84); // 32 to 47 bytes
        guess.record(Role.SERVER, 52); // 0 to 15
        assertThat(guess.said()).containsExactly(Said.LOGON_REFUSED);
    }

    @ParameterizedTest(name = "{0}: {1} to {2}")
    @CsvSource({
        "s156, ACTIVE, ACTIVE", // all four at once
        "s160, ACTIVE, ACTIVE",
        "s161, FINALIZATION, ACTIVE", // or three, and what follows
        "s40 s158, FINALIZATION, ACTIVE",
        "s1600, ACTIVE, ACTIVE",
        "s36 s40 s40 s40, ACTIVE, ACTIVE",
        "s36 s40 s40, FINALIZATION, ACTIVE", // one may have been left out
        "s36 s40, FINALIZATION, FINALIZATION",
        "s60, FINALIZATION, FINALIZATION",
        "c36 s60, FINALIZATION, ACTIVE",
        "s40 s60, FINALIZATION, ACTIVE",
    })
    void howFarFinalizationIs(String records, Stage least, Stage most) {
        var guess = mcs(CONFIRMED + " " + records);
        assertThat(guess.stage()).isEqualTo(least);
        assertThat(guess.farthest()).isEqualTo(most);
    }

    @Test
    void finalizationIsNoPartOfLicensing() {
        assertThat(mcs(INFO + " s200").stage()).isEqualTo(Stage.LICENSING);
        assertThat(mcs(INFO + " s200 c36").stage()).isEqualTo(Stage.CAPABILITIES);
    }

    @Test
    void theClientHasSentItsFontListWithItsFourthRecord() {
        assertThat(mcs(CONFIRMED + " c36 c40 c40").fontList()).isFalse();
        assertThat(mcs(CONFIRMED + " c36 c40 c40 c44").fontList()).isTrue();
        assertThat(mcs(CONFIRMED + " s36 c36 s40 c40").fontList()).isFalse();
    }

    @Test
    void noServerSendsSoMuchBeforeItsSessionIsUp() {
        assertThat(mcs("c400 s120 s15000").stage()).isEqualTo(Stage.CHANNEL_JOIN);
        assertThat(mcs("c400 s120 s15000 s15000").stage()).isEqualTo(Stage.ACTIVE);
    }

    @Test
    void aLogonIsARecordOfTheClientThatIsLongerThanAFirstToken() {
        assertThat(credssp("c57 s300 c200").sentLogon()).isFalse();
        assertThat(credssp("c57 s300 c300").sentLogon()).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "c57 c12, CHANNEL_JOIN", // an Erect Domain Request, whatever was missing before
        "c57 c20, CHANNEL_JOIN",
        "c57 s250 c600 s11, CHANNEL_JOIN",
        "c57 c60, CREDSSP",
    })
    void someLengthsTellThePlaceWhereNothingFits(String records, Stage stage) {
        var guess = credssp(records);
        assertThat(guess.unsure()).isTrue();
        assertThat(guess.stage()).isEqualTo(stage);
    }

    @Test
    void butDoNotLeadBack() {
        assertThat(mcs(INFO + " c9 c12").stage()).isEqualTo(Stage.LICENSING);
    }

    @Test
    void twoGuessesTogetherKnowWhatEachKnows() {
        var little = credssp("c57");
        var much = mcs("c400 s120 c12 c8 s11 c12 s15 c400 s34 s300 c400 c36 c40 c40 c44");
        assertThat(little.sentLogon()).isFalse();
        assertThat(little.and(much).sentLogon()).isTrue();
        assertThat(little.and(much).fontList()).isTrue();
        assertThat(much.and(little).sentLogon()).isTrue();
        assertThat(much.and(little).fontList()).isTrue();
    }

    @Test
    void whoSpokeLastIsNotKnownWhereReadingsDiffer() {
        var server = credssp("c57 s250 s15");
        var client = credssp("c57 s250 c15");
        assertThat(server.saidBy()).isEqualTo(Role.SERVER);
        assertThat(client.saidBy()).isEqualTo(Role.CLIENT);
        assertThat(server.and(client).saidBy()).isNull();
    }

    @Test
    void anAuthorizationResultIsNoAlertWithPadding() {
        var guess = new RecordGuess(Stage.CREDSSP, true, new Wire("", true, false), NONE);
        for (String record : LOGON.split(" ")) {
            guess.record(sender(record), Integer.parseInt(record.substring(1)) + TLS13_OVERHEAD);
        }
        assertThat(guess.alert(Role.SERVER, 4 + TLS13_OVERHEAD)).isFalse();
        assertThat(guess.alert(Role.SERVER, 10 + TLS13_OVERHEAD)).isTrue();
    }

    @Test
    void whatIsShortBeforeALogonNeedBeNoAlert() {
        var guess = new RecordGuess(Stage.MCS_CONNECT, false, new Wire("", true, false), NONE);
        assertThat(guess.alert(Role.CLIENT, 10 + TLS13_OVERHEAD)).isFalse();
        assertThat(guess.alert(Role.CLIENT, 2 + TLS13_OVERHEAD)).isTrue();
    }

    @Test
    void anAlertIsOfTheEndThatSentTheRecord() {
        var padding = Map.of(Role.CLIENT, Padding.known(0), Role.SERVER, Padding.assumed(0));
        var guess = new RecordGuess(Stage.MCS_CONNECT, false, new Wire("", true, false), padding);
        guess.record(Role.CLIENT, 400 + TLS13_OVERHEAD);
        guess.record(Role.SERVER, 120 + TLS13_OVERHEAD);
        assertThat(guess.alertBy(Role.SERVER)).contains(Stage.MCS_CONNECT);
        assertThat(guess.alertBy(Role.CLIENT)).isEmpty();
    }
}
