package dev.rdplab.lab.run;

import dev.rdplab.chaos.fault.Moment;
import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import java.util.List;
import java.util.Set;

/** Whether an end has to encrypt TLS alerts that its engine knows nothing of: BouncyCastle's engine alone can. */
final class EncryptedAlerts {

    /** Messages before TLS is up. */
    private static final Set<String> EARLY = Set.of(
            "ConnectionRequest",
            "ConnectionConfirm",
            "DisconnectRequest",
            "ClientHello",
            "ServerHello",
            "HelloRetryRequest",
            "EncryptedExtensions",
            "Certificate",
            "ServerKeyExchange",
            "CertificateRequest",
            "ServerHelloDone",
            "CertificateVerify",
            "ClientKeyExchange",
            "Finished",
            "CertificateStatus",
            "ChangeCipherSpec",
            "Alert",
            "EncryptedHandshake",
            "HandshakeFragment",
            Moment.ANY);

    private EncryptedAlerts() {}

    static boolean needed(List<Rule> rules, Role role) {
        return rules.stream()
                .anyMatch(
                        rule -> rule.when().role() == role && rule.fault().needsEncryptedAlert() && late(rule.when()));
    }

    private static boolean late(Moment when) {
        return when.stage()
                .map(stage -> stage.compareTo(Stage.TLS) > 0)
                .orElseGet(() -> when.on().filter(name -> !EARLY.contains(name)).isPresent());
    }
}
