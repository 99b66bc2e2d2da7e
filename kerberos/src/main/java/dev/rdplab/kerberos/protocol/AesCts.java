package dev.rdplab.kerberos.protocol;

import dev.rdplab.protocol.wire.Bytes;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** AES in CBC mode with cipher text stealing and HMAC-SHA1, RFC 3962 sections 5 and 6. The initial vector is zero. */
final class AesCts {

    private static final int BLOCK = 16;

    private AesCts() {}

    /** @param text at least one block */
    static byte[] encrypt(byte[] key, byte[] text) {
        var aes = AESEngine.newInstance();
        aes.init(true, new KeyParameter(key));
        int blocks = (text.length + BLOCK - 1) / BLOCK;
        byte[] chained = Arrays.copyOf(text, blocks * BLOCK);
        for (int block = 0; block < blocks; block++) {
            if (block > 0) {
                xor(chained, block * BLOCK, chained, (block - 1) * BLOCK);
            }
            aes.processBlock(chained, block * BLOCK, chained, block * BLOCK);
        }
        return swapped(chained, blocks, text.length);
    }

    /** The last two blocks change places, and what is too much of the stolen one is cut off. */
    private static byte[] swapped(byte[] chained, int blocks, int length) {
        if (blocks == 1) {
            return chained;
        }
        int before = (blocks - 2) * BLOCK;
        byte[] result = Arrays.copyOf(chained, length);
        System.arraycopy(chained, before + BLOCK, result, before, BLOCK);
        System.arraycopy(chained, before, result, before + BLOCK, length - before - BLOCK);
        return result;
    }

    /** @param cipher at least one block */
    static byte[] decrypt(byte[] key, byte[] cipher) {
        var aes = AESEngine.newInstance();
        aes.init(false, new KeyParameter(key));
        int blocks = (cipher.length + BLOCK - 1) / BLOCK;
        int plainBlocks = blocks == 1 ? 1 : blocks - 2;
        byte[] text = new byte[blocks * BLOCK];
        for (int block = 0; block < plainBlocks; block++) {
            aes.processBlock(cipher, block * BLOCK, text, block * BLOCK);
            if (block > 0) {
                xor(text, block * BLOCK, cipher, (block - 1) * BLOCK);
            }
        }
        if (blocks > 1) {
            unsteal(aes, cipher, text, plainBlocks * BLOCK);
        }
        return Arrays.copyOf(text, cipher.length);
    }

    private static void unsteal(org.bouncycastle.crypto.MultiBlockCipher aes, byte[] cipher, byte[] text, int at) {
        byte[] last = new byte[BLOCK];
        aes.processBlock(cipher, at, last, 0);
        int tail = cipher.length - at - BLOCK;
        byte[] stolen = last.clone();
        System.arraycopy(cipher, at + BLOCK, stolen, 0, tail);
        xor(last, 0, stolen, 0);
        System.arraycopy(last, 0, text, at + BLOCK, tail);
        aes.processBlock(stolen, 0, text, at);
        if (at > 0) {
            xor(text, at, cipher, at - BLOCK);
        }
    }

    private static void xor(byte[] target, int at, byte[] with, int from) {
        for (int i = 0; i < BLOCK; i++) {
            target[at + i] ^= with[from + i];
        }
    }

    static Bytes hmac(byte[] key, Bytes message) {
        var mac = new HMac(new SHA1Digest());
        mac.init(new KeyParameter(key));
        byte[] input = message.toArray();
        mac.update(input, 0, input.length);
        byte[] result = new byte[mac.getMacSize()];
        mac.doFinal(result, 0);
        return Bytes.wrap(result);
    }

    /** DK(key, constant), RFC 3961 section 5.1: as many bytes as the key has. */
    static byte[] derive(byte[] key, Bytes constant) {
        var aes = AESEngine.newInstance();
        aes.init(true, new KeyParameter(key));
        byte[] block = constant.length() == BLOCK ? constant.toArray() : NFold.fold(constant.toArray(), BLOCK);
        byte[] result = new byte[key.length];
        for (int at = 0; at < key.length; at += BLOCK) {
            aes.processBlock(block, 0, block, 0);
            System.arraycopy(block, 0, result, at, BLOCK);
        }
        return result;
    }
}
