package dev.rdplab.lab.run;

import dev.rdplab.lab.scenario.ServerSpec;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.SeededNonces;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.security.EncryptionLevel;
import dev.rdplab.protocol.security.EncryptionMethod;
import dev.rdplab.protocol.security.RsaKeyPair;
import dev.rdplab.protocol.x224.SecurityProtocols;
import dev.rdplab.serversim.Behaviour;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsServerSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a server's behaviour of what a scenario says. */
public final class Servers {

    /** The time in every message of a run, so that two runs are equal. */
    static final Instant TIME = Instant.parse("2026-11-22T12:00:00Z");

    private static final int RSA_BITS = 2048;

    private Servers() {}

    /** Faults aside. */
    public static Behaviour behaviour(ServerSpec spec) {
        return behaviour(spec, false);
    }

    /** @param alerts whether it must be able to encrypt alerts that a fault asks for */
    static Behaviour behaviour(ServerSpec spec, boolean alerts) {
        return Behaviour.of(policy(spec), TlsContext.of(tls(spec.tls(), alerts)));
    }

    /** Nonces of one end from the seed, and the time of every run. */
    public static Environment environment(long seed, String stream) {
        return Environment.at(TIME, new SeededNonces(seed, stream));
    }

    /** The key of every fake server under standard RDP security; it is in the source, so no secret. */
    public static RsaKeyPair standardSecurityKey() {
        return StandardSecurity.POLICY.key();
    }

    private static TlsServerSettings tls(ServerSpec.Tls spec, boolean alerts) {
        return new TlsServerSettings(
                Set.copyOf(spec.versions()),
                spec.ciphers(),
                spec.groups().isEmpty() ? TlsClientSettings.GROUPS : spec.groups(),
                List.of(Certificates.of(spec.certificate())),
                spec.clientCertificate(),
                // Before version 20 the JDK's engine cannot be told its groups.
                spec.engine().isPresent() || spec.groups().isEmpty() && !alerts
                        ? spec.engine()
                        : Optional.of(TlsEngine.BOUNCYCASTLE));
    }

    static ServerPolicy policy(ServerSpec spec) {
        return plain(spec.policy()) ? spec.policy().withRdpSecurity(StandardSecurity.POLICY) : spec.policy();
    }

    /** Whether standard RDP security can come into play. */
    private static boolean plain(ServerPolicy policy) {
        return policy.security() == SecurityLayer.RDP
                || policy.security() == SecurityLayer.NEGOTIATE
                || policy.forcedProtocol().equals(Optional.of(SecurityProtocols.RDP));
    }

    /** Made when first needed: the key takes a moment. */
    private static final class StandardSecurity {
        static final ServerPolicy.RdpSecurity POLICY = new ServerPolicy.RdpSecurity(
                EncryptionMethod.BITS_128,
                EncryptionLevel.HIGH,
                RsaKeyPair.generate(RSA_BITS, new SeededNonces(RSA_BITS, "standard RDP security")));
    }
}
