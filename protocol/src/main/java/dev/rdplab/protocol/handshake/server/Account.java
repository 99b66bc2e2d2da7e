package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.wire.Secret;

/** @param domain empty for a local account */
public record Account(String domain, String user, Secret password, AccountState state) {

    public static Account local(String user, String password) {
        return new Account("", user, Secret.of(password), AccountState.ENABLED);
    }

    public Account withState(AccountState changed) {
        return new Account(domain, user, password, changed);
    }

    /** Whether a client that gives these names means this account: names ignore case, a local account any domain. */
    public boolean matches(String givenDomain, String givenUser) {
        return user.equalsIgnoreCase(givenUser) && (domain.isEmpty() || domain.equalsIgnoreCase(givenDomain));
    }
}
