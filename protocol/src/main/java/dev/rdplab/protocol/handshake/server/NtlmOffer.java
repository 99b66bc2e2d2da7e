package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.ntlm.NtlmAcceptor;
import dev.rdplab.protocol.ntlm.NtlmAccount;
import dev.rdplab.protocol.spnego.Offer;
import dev.rdplab.protocol.spnego.Oid;
import java.util.List;
import java.util.Optional;

/** NTLM over the accounts of the policy. */
public record NtlmOffer() implements Offers {

    @Override
    public List<Offer> offers(ServerPolicy policy, Environment environment, TlsSession tls) {
        var acceptor = new NtlmAcceptor(
                policy.credSsp().target(),
                (domain, user) -> find(policy, domain, user),
                policy.credSsp().ntlm(),
                environment.nonces(),
                environment::filetime);
        return List.of(new Offer(Oid.NTLM, acceptor.begin()));
    }

    private static Optional<NtlmAccount> find(ServerPolicy policy, String domain, String user) {
        return policy.accounts().stream()
                .filter(account -> account.matches(domain, user))
                .findFirst()
                .map(NtlmOffer::account);
    }

    private static NtlmAccount account(Account account) {
        var ntlm = NtlmAccount.of(account.password());
        return account.state() == AccountState.ENABLED
                ? ntlm
                : ntlm.refusedWith(account.state().status());
    }
}
