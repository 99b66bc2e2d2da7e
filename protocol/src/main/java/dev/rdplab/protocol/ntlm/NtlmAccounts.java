package dev.rdplab.protocol.ntlm;

import java.util.Optional;

/** The accounts of a server. */
@FunctionalInterface
public interface NtlmAccounts {

    /** Both names as the client wrote them; Windows does not tell upper and lower case apart. */
    Optional<NtlmAccount> find(String domain, String user);
}
