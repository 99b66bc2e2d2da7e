package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Secret;
import org.bouncycastle.crypto.digests.MD4Digest;

/** MD4 of a password in UTF-16LE, 16 bytes: as good as the password itself, and so never printed. */
public final class NtHash {

    private final Bytes value;

    private NtHash(Bytes value) {
        this.value = value;
    }

    public static NtHash of(Secret password) {
        byte[] text = Bytes.utf16le(password.reveal()).toArray();
        var md4 = new MD4Digest();
        md4.update(text, 0, text.length);
        byte[] hash = new byte[16];
        md4.doFinal(hash, 0);
        return new NtHash(Bytes.wrap(hash));
    }

    /** @param hash 16 bytes */
    public static NtHash of(Bytes hash) {
        if (hash.length() != 16) {
            throw new IllegalArgumentException("an NT hash has 16 bytes, not " + hash.length());
        }
        return new NtHash(hash);
    }

    Bytes reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NtHash that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
