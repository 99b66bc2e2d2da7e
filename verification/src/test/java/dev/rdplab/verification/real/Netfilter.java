package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Need;
import dev.rdplab.testkit.needs.Programs;
import java.util.Optional;

/** Rights for nft, and a kernel that has netfilter: found out by a rule that does nothing. */
public final class Netfilter implements Need {

    @Override
    public Optional<String> missing() {
        if (Programs.find("nft").isEmpty()) {
            return Optional.empty(); // said as a program
        }
        var said = PacketFilter.refusal("tcp dport 1 accept");
        return said.map(line -> "nft does not take a rule (not root, or no netfilter in this kernel): " + line);
    }
}
