package dev.rdplab.protocol.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;

/** HMAC-MD5 by the examples of RFC 2202 section 2 whose keys have a block or less. */
class DigestsTest {

    @Test
    void signsWithAKeyShorterThanABlock() {
        assertThat(Digests.hmacMd5(Bytes.fromHex("0b".repeat(16)), Bytes.ascii("Hi There")))
                .isEqualTo(Bytes.fromHex("9294727a3638bb1c13f48ef8158bfc9d"));
        assertThat(Digests.hmacMd5(Bytes.ascii("Jefe"), Bytes.ascii("what do ya want for nothing?")))
                .isEqualTo(Bytes.fromHex("750c783e6ab0b503eaa86e310a5db738"));
    }

    @Test
    void signsPartsAsTheWhole() {
        Bytes key = Bytes.fromHex("aa".repeat(16));
        Bytes data = Bytes.fromHex("dd".repeat(50));
        assertThat(Digests.hmacMd5(key, data.slice(0, 7), data.slice(7)))
                .isEqualTo(Digests.hmacMd5(key, data))
                .isEqualTo(Bytes.fromHex("56be34521d144c88dbb8c733f0e8b3f6"));
    }
}
