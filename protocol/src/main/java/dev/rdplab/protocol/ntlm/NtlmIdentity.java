package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.wire.Secret;

/** Who a client says it is, and what proves it. @param domain may be empty */
public record NtlmIdentity(String domain, String user, NtHash hash) {

    public static NtlmIdentity of(String domain, String user, Secret password) {
        return new NtlmIdentity(domain, user, NtHash.of(password));
    }
}
