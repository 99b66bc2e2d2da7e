package dev.rdplab.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.tls.TlsFatalAlert;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordGcmTest {

    private static final int RECORD = 16 << 10;
    private static final int RECORDS = 2 * RecordGcm.BULK / RECORD; // half of them in bulk
    private static final int MAC = 16;

    private static RecordGcm gcm(boolean encrypts, byte[] key) {
        var gcm = new RecordGcm(encrypts, () -> GCMBlockCipher.newInstance(AESEngine.newInstance()));
        gcm.setKey(key, 0, key.length);
        return gcm;
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** In place too, as TLS has it. */
    @ParameterizedTest
    @ValueSource(ints = {16, 32})
    void everyRecordIsAsTheStandardHasIt(int keySize) throws Exception {
        var random = new Random(keySize);
        byte[] key = random(random, keySize);
        var sealing = gcm(true, key);
        var opening = gcm(false, key);
        for (int i = 0; i < RECORDS; i++) {
            byte[] nonce = random(random, 12);
            byte[] head = random(random, 5);
            byte[] plain = random(random, RECORD - i);
            var reference = Cipher.getInstance("AES/GCM/NoPadding");
            reference.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * MAC, nonce));
            reference.updateAAD(head);

            sealing.init(nonce, MAC);
            byte[] sealed = Arrays.copyOf(plain, sealing.getOutputSize(plain.length));
            assertThat(sealing.doFinal(head, sealed, 0, plain.length, sealed, 0))
                    .isEqualTo(sealed.length);
            assertThat(sealed).as("record " + i).isEqualTo(reference.doFinal(plain));

            opening.init(nonce, MAC);
            assertThat(opening.getOutputSize(sealed.length)).isEqualTo(plain.length);
            assertThat(opening.doFinal(head, sealed, 0, sealed.length, sealed, 0))
                    .isEqualTo(plain.length);
            assertThat(Arrays.copyOf(sealed, plain.length)).as("record " + i).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, RECORDS})
    void aChangedRecordIsRefused(int before) throws Exception {
        var random = new Random(before);
        byte[] key = random(random, 16);
        var sealing = gcm(true, key);
        var opening = gcm(false, key);
        for (int i = 0; i <= before; i++) {
            byte[] nonce = random(random, 12);
            sealing.init(nonce, MAC);
            opening.init(nonce, MAC);
            byte[] sealed = new byte[RECORD + MAC];
            sealing.doFinal(new byte[5], new byte[RECORD], 0, RECORD, sealed, 0);
            if (i < before) {
                opening.doFinal(new byte[5], sealed, 0, sealed.length, new byte[RECORD], 0);
            } else {
                sealed[7] ^= 1;
                assertThatThrownBy(() -> opening.doFinal(new byte[5], sealed, 0, sealed.length, new byte[RECORD], 0))
                        .isInstanceOfSatisfying(TlsFatalAlert.class, alert -> assertThat(alert.getAlertDescription())
                                .isEqualTo((short) 20));
            }
        }
    }

    /** A fault of this side, which says nothing about the peer's record. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFaultOfTheCipherIsNotBlamedOnTheRecord(boolean encrypts) {
        var gcm = gcm(encrypts, new byte[15]); // AES has no such key
        gcm.init(new byte[12], MAC);
        byte[] bulk = new byte[RecordGcm.BULK + 1];
        assertThatThrownBy(() -> gcm.doFinal(new byte[5], bulk, 0, bulk.length, new byte[bulk.length + MAC], 0))
                .isInstanceOfSatisfying(TlsFatalAlert.class, alert -> assertThat(alert.getAlertDescription())
                        .isEqualTo((short) 80))
                .hasMessageContaining("AES-GCM: ");
    }
}
