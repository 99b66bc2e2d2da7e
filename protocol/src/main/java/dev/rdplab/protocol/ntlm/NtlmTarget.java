package dev.rdplab.protocol.ntlm;

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
        return AvPairs.EMPTY
                .withName(AvPairs.NB_DOMAIN_NAME, nbDomain)
                .withName(AvPairs.NB_COMPUTER_NAME, nbComputer)
                .withName(AvPairs.DNS_DOMAIN_NAME, dnsDomain)
                .withName(AvPairs.DNS_COMPUTER_NAME, dnsComputer);
    }
}
