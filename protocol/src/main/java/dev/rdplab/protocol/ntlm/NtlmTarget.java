package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.ntlm.AvPairs.AvPair;
import java.util.List;

/**
 * The names under which a server shows itself in its CHALLENGE_MESSAGE.
 *
 * @param nbComputer NetBIOS name of the computer
 * @param nbDomain NetBIOS name of the domain; the computer's on a machine in no domain
 */
public record NtlmTarget(
        String nbComputer, String nbDomain, String dnsComputer, String dnsDomain, NtlmVersion version) {

    /** A machine in no domain. */
    public static NtlmTarget standalone(String computer) {
        return new NtlmTarget(computer, computer, computer, computer, NtlmVersion.WINDOWS_10);
    }

    boolean inDomain() {
        return !nbDomain.equals(nbComputer);
    }

    AvPairs targetInfo() {
        return new AvPairs(List.of(
                AvPair.name(AvPairs.NB_DOMAIN_NAME, nbDomain),
                AvPair.name(AvPairs.NB_COMPUTER_NAME, nbComputer),
                AvPair.name(AvPairs.DNS_DOMAIN_NAME, dnsDomain),
                AvPair.name(AvPairs.DNS_COMPUTER_NAME, dnsComputer)));
    }
}
