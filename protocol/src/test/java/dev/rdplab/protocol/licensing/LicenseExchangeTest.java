package dev.rdplab.protocol.licensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.security.ProprietaryCertificate;
import dev.rdplab.protocol.security.RsaKeyPair;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LicenseExchangeTest {

    private static final Random RANDOM = new Random(11);
    private static final RsaKeyPair SERVER_KEY = RsaKeyPair.generate(512, (purpose, length) -> random(length));
    private static final Bytes SERVER_RANDOM = random(32);
    private static final Bytes CLIENT_RANDOM = random(32);
    private static final Bytes SECRET = Bytes.concat(random(47), Bytes.of(1));
    private static final Bytes CHALLENGE = Bytes.utf16le("TEST\0");
    private static final HardwareId MACHINE = new HardwareId(2, random(16));
    private static final Bytes LICENCE = random(1800);

    /** Keys of a session that a published implementation made, [MS-RDPELE] 5.1.2 and 5.1.3. */
    @Test
    void derivesTheKeysOfAPublishedSession() {
        LicenseKeys keys = LicenseKeys.derive(
                Bytes.fromHex("1428dafbb9ea38ab5ea2f904f7899c983d504577bf17811c3787c24813e8c920"
                        + "4ddff327bdb6987e64dafe1d312f62ca"),
                Bytes.fromHex("4b5b7b43638a08fed17abaf5918577fe3936f6d778ec6acc894a90412cac5a49"),
                Bytes.fromHex("5c81f011ebcfd10eb41fb3ba93a2d73909aa99e910d4d795ddad916905266b6a"));
        assertThat(keys.macSaltKey()).isEqualTo(Bytes.fromHex("f70375b95fdad0beb42af5c13d98857a"));
        assertThat(keys.licensingEncryptionKey()).isEqualTo(Bytes.fromHex("fa44e878d82b3f1d4d00a0a655ce8ab7"));
    }

    /** Another such session: the challenge is encrypted, and its MAC proves it. */
    @Test
    void opensTheChallengeOfAPublishedSession() {
        var keys = new LicenseKeys(
                Bytes.fromHex("015b9e5f06977158c3b88b8c6e772137"), Bytes.fromHex("e178e4a02ac5cab8a2d153b80723f3d2"));
        var challenge = new PlatformChallenge(
                LicensePreamble.PREAMBLE_VERSION_3_0,
                0,
                new LicenseBlob(LicenseBlob.BB_ANY_BLOB, Bytes.fromHex("26388877cbe8bfce2c51")),
                Bytes.fromHex("514a272c7418ec8895ddac103e3f0a72"));
        assertThat(challenge.challenge(keys)).isEqualTo(CHALLENGE);
        assertThat(PlatformChallenge.of(CHALLENGE, keys).macData()).isEqualTo(challenge.macData());
    }

    @Test
    void aServerIssuesALicence() {
        List<LicenseMessage> messages = wholeExchange();
        messages.forEach(message -> {
            Bytes bytes = message.toBytes();
            assertThat(PduChecks.roundTrips(LicenseMessage::decode, bytes)).isEqualTo(message);
            PduChecks.rejectsEveryPrefix(LicenseMessage::decode, bytes);
            PduChecks.rejectsATrailingByte(LicenseMessage::decode, bytes);
        });
        assertThat(messages)
                .extracting(LicenseMessage::pduName)
                .containsExactly(
                        "LicenseRequest",
                        "NewLicenseRequest",
                        "PlatformChallenge",
                        "PlatformChallengeResponse",
                        "NewLicense",
                        "LicenseInfo",
                        "UpgradeLicense");
    }

    /** Both ends in turn, each with what it received; the last two are a later connection that shows the licence. */
    static List<LicenseMessage> wholeExchange() {
        var messages = new ArrayList<LicenseMessage>();
        var request = received(
                messages,
                LicenseRequest.of(
                        SERVER_RANDOM,
                        ProductInfo.microsoft(),
                        Optional.of(ProprietaryCertificate.of(SERVER_KEY.publicKey()))));
        var publicKey = request.serverCertificate().orElseThrow().publicKey();
        var wanted = received(messages, NewLicenseRequest.of(CLIENT_RANDOM, SECRET, publicKey, "alice", "CLIENT01"));
        assertThat(wanted.userName()).isEqualTo("alice");

        LicenseKeys client = LicenseKeys.derive(SECRET, CLIENT_RANDOM, request.serverRandom());
        LicenseKeys server = LicenseKeys.of(wanted, SERVER_RANDOM, SERVER_KEY);
        assertThat(server).isEqualTo(client);

        var challenge = received(messages, PlatformChallenge.of(CHALLENGE, server));
        var response = received(
                messages, PlatformChallengeResponse.of(ResponseData.of(challenge.challenge(client)), MACHINE, client));
        assertThat(response.open(server))
                .isEqualTo(new PlatformChallengeResponse.Opened(ResponseData.of(CHALLENGE), MACHINE));

        IssuedLicense licence = IssuedLicense.of(request.productInfo(), LICENCE);
        assertThat(received(messages, NewLicense.of(licence, server)).licence(client))
                .isEqualTo(licence);

        var shown = received(messages, LicenseInfo.of(CLIENT_RANDOM, SECRET, publicKey, LICENCE, MACHINE, client));
        assertThat(LicenseKeys.of(shown, SERVER_RANDOM, SERVER_KEY)).isEqualTo(client);
        assertThat(shown.licenseInfo().blobData()).isEqualTo(LICENCE);
        assertThat(shown.hardwareId(server)).isEqualTo(MACHINE);
        assertThat(received(messages, NewLicense.upgrade(licence, server)).licence(client))
                .isEqualTo(licence);
        return messages;
    }

    @SuppressWarnings("unchecked")
    private static <T extends LicenseMessage> T received(List<LicenseMessage> messages, T sent) {
        messages.add(sent);
        return (T) PduChecks.decode(LicenseMessage::decode, sent.toBytes());
    }

    @Test
    void refusesWhatAnotherKeyMade() {
        LicenseKeys ours = LicenseKeys.derive(SECRET, CLIENT_RANDOM, SERVER_RANDOM);
        LicenseKeys theirs = LicenseKeys.derive(SECRET, SERVER_RANDOM, CLIENT_RANDOM);
        IssuedLicense licence = IssuedLicense.of(ProductInfo.microsoft(), LICENCE);
        assertBadMac(() -> PlatformChallenge.of(CHALLENGE, theirs).challenge(ours));
        assertBadMac(() -> PlatformChallengeResponse.of(ResponseData.of(CHALLENGE), MACHINE, theirs)
                .open(ours));
        assertBadMac(() -> NewLicense.of(licence, theirs).licence(ours));
        assertBadMac(() -> NewLicense.upgrade(licence, theirs).licence(ours));
        assertBadMac(() -> LicenseInfo.of(CLIENT_RANDOM, SECRET, SERVER_KEY.publicKey(), LICENCE, MACHINE, theirs)
                .hardwareId(ours));
    }

    @Test
    void refusesASecretForAnotherServer() {
        var request = NewLicenseRequest.of(CLIENT_RANDOM, SECRET, SERVER_KEY.publicKey(), "alice", "CLIENT01");
        RsaKeyPair other = RsaKeyPair.generate(1024, (purpose, length) -> random(length));
        assertThatExceptionOfType(ProtocolViolationException.class)
                .isThrownBy(() -> LicenseKeys.of(request, SERVER_RANDOM, other))
                .satisfies(e -> assertThat(e.field()).isEqualTo("EncryptedPreMasterSecret"));
    }

    @Test
    void whatIsInsideALicenceIsBoundedToo() {
        Bytes clear = IssuedLicense.of(ProductInfo.microsoft(), LICENCE).toBytes();
        PduChecks.roundTrips(IssuedLicense::decode, clear);
        PduChecks.rejectsEveryPrefix(IssuedLicense::decode, clear);
        PduChecks.rejectsATrailingByte(IssuedLicense::decode, clear);
        PduChecks.survivesMutations(IssuedLicense::decode, List.of(clear), 20_261_122, 5_000);
        Bytes response = ResponseData.of(CHALLENGE).toBytes();
        PduChecks.rejectsEveryPrefix(ResponseData::decode, response);
        PduChecks.survivesMutations(ResponseData::decode, List.of(response), 20_261_122, 5_000);
    }

    @Test
    void neverPrintsAKey() {
        LicenseKeys keys = LicenseKeys.derive(SECRET, CLIENT_RANDOM, SERVER_RANDOM);
        assertThat(keys.toString())
                .doesNotContain(
                        keys.macSaltKey().hex(), keys.licensingEncryptionKey().hex());
    }

    private static void assertBadMac(Runnable opening) {
        assertThatExceptionOfType(ProtocolViolationException.class)
                .isThrownBy(opening::run)
                .satisfies(e -> {
                    assertThat(e.problem()).isEqualTo(Problem.BAD_SIGNATURE);
                    assertThat(e.stage()).isEqualTo(Stage.LICENSING);
                });
    }

    private static Bytes random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
