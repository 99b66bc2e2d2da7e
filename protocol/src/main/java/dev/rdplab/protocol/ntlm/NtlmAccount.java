package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.wire.Secret;
import java.util.OptionalLong;

/**
 * An account a server knows.
 *
 * @param refusal the NTSTATUS told to a client that knows the password all the same, such as 0xC0000071 for an expired
 *     one; empty for a usable account
 */
public record NtlmAccount(NtHash hash, OptionalLong refusal) {

    public static NtlmAccount of(Secret password) {
        return new NtlmAccount(NtHash.of(password), OptionalLong.empty());
    }

    public NtlmAccount refusedWith(long ntStatus) {
        return new NtlmAccount(hash, OptionalLong.of(ntStatus));
    }
}
