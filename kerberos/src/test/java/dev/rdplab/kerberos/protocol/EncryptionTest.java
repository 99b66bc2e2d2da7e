package dev.rdplab.kerberos.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the worked examples of RFC 3961 appendix A and RFC 3962 appendix B. */
class EncryptionTest {

    @ParameterizedTest
    @CsvSource({
        "012345, 8, be072631276b1955",
        "password, 7, 78a07b6caf85fa",
        "'Rough Consensus, and Running Code', 8, bb6ed30870b7f0e0",
        "MASSACHVSETTS INSTITVTE OF TECHNOLOGY, 24, db3b0d8f0b061e603282b308a50841229ad798fab9540c1b",
        "Q, 21, 518a54a2 15a8452a 518a54a2 15a8452a 518a54a2 15",
        "kerberos, 16, 6b65726265726f737b9b5b2b93132b93"
    })
    void foldsAsTheSpecificationDoes(String text, int size, String hex) {
        byte[] folded = NFold.fold(text.getBytes(StandardCharsets.US_ASCII), size);

        assertThat(Bytes.wrap(folded)).isEqualTo(Bytes.fromHex(hex));
    }

    @ParameterizedTest
    @CsvSource({
        "17, 1, 42263c6e89f4fc28b8df68ee09799f15",
        "18, 1, fe697b52bc0d3ce14432ba036a92e65bbb52280990a2fa27883998d72af30161",
        "17, 2, c651bf29e2300ac27fa469d693bdda13",
        "18, 1200, 55a6ac740ad17b4846941051e1e8b0a7548d93b0ab30a8bc3ff16280382b8c2a"
    })
    void makesTheKeyOfAPassword(int type, int iterations, String hex) {
        var key = PasswordKey.of(new EncryptionType(type), Secret.of("password"), "ATHENA.MIT.EDUraeburn", iterations);

        assertThat(key.value()).isEqualTo(Bytes.fromHex(hex));
    }

    @ParameterizedTest
    @CsvSource({
        "17, c6353568f2bf8cb4d8a580362da7ff7f97",
        "31, fc00783e0efdb2c1d445d4c8eff7ed2297687268d6ecccc0c07b25e25ecfe5",
        "32, 39312523a78662d5be7fcbcc98ebf5a897687268d6ecccc0c07b25e25ecfe584",
        "47, 97687268d6ecccc0c07b25e25ecfe584b3fffd940c16a18c1b5549d2f838029e39312523a78662d5be7fcbcc98ebf5",
        "48, 97687268d6ecccc0c07b25e25ecfe5849dad8bbb96c4cdc03bc103e1a194bbd839312523a78662d5be7fcbcc98ebf5a8"
    })
    void stealsCipherText(int length, String hex) {
        byte[] key = "chicken teriyaki".getBytes(StandardCharsets.US_ASCII);
        byte[] text = "I would like the General Gau's Chicken, please, "
                .substring(0, length)
                .getBytes(StandardCharsets.US_ASCII);

        byte[] cipher = AesCts.encrypt(key, text);

        assertThat(HexFormat.of().formatHex(cipher)).isEqualTo(hex);
        assertThat(AesCts.decrypt(key, cipher)).isEqualTo(text);
    }

    @Test
    void opensWhatItSealedWithTheSameKeyAndUsageOnly() {
        var random = new Random(42);
        for (int length = 0; length < 70; length++) {
            var key = new EncryptionKey(EncryptionType.AES256_CTS_HMAC_SHA1_96, random(random, 32));
            var other = new EncryptionKey(EncryptionType.AES256_CTS_HMAC_SHA1_96, random(random, 32));
            Bytes plain = random(random, length);

            Bytes sealed = key.encrypt(KeyUsage.TICKET, random(random, 16), plain);

            assertThat(key.decrypt(KeyUsage.TICKET, sealed)).contains(plain);
            assertThat(key.decrypt(KeyUsage.AS_REP, sealed)).isEmpty();
            assertThat(other.decrypt(KeyUsage.TICKET, sealed)).isEmpty();
            assertThat(key.decrypt(KeyUsage.TICKET, sealed.slice(1))).isEmpty();
        }
    }

    @Test
    void neverPrintsAKey() {
        var key = new EncryptionKey(EncryptionType.AES128_CTS_HMAC_SHA1_96, Bytes.fromHex("ab".repeat(16)));

        assertThat(key).hasToString("EncryptionKey[aes128-cts-hmac-sha1-96, ***]");
    }

    private static Bytes random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
