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
import dev.rdplab.transport.tls.TlsContext;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/** Makes a server's behaviour of what a scenario says. */
public final class Servers {

    /** The time in every message of a run, so that two runs are equal. */
    static final Instant TIME = Instant.parse("2026-11-22T12:00:00Z");

    private Servers() {}

    /** Faults aside. */
    public static Behaviour behaviour(ServerSpec spec) {
        return behaviour(spec, false);
    }

    /** @param alerts whether it must be able to encrypt alerts that a fault asks for */
    static Behaviour behaviour(ServerSpec spec, boolean alerts) {
        return Behaviour.of(
                policy(spec),
                TlsContext.of(spec.tls().settings(Certificates.of(spec.tls().certificate()), alerts)));
    }

    /** Nonces of one end from the seed, and the time of every run. */
    public static Environment environment(long seed, String stream) {
        return Environment.at(TIME, new SeededNonces(seed, stream));
    }

    /** The key of every fake server under standard RDP security; it is in the source, so no secret. */
    public static RsaKeyPair standardSecurityKey() {
        return StandardSecurity.POLICY.key();
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

    /** The key that {@link RsaKeyPair#generate} makes of the seed {@code standard RDP security}, which takes seconds. */
    private static final class StandardSecurity {
        private static final int HEX = 16;
        private static final RsaKeyPair KEY = RsaKeyPair.ofPrimes(
                prime(
                        "daca619ac2f5aaa0113ad81a7fbad720f26bc6a757c57f2cb9f8149e74395ed95f50123d359ec0c79f9a6696aa1f4ce7b99e"
                                + "a933c7969460b0773da0479545fc6c2561105176bf0dd01798bda046471b236d2e8bd951ee17444f25e2d376e70523a52bdf"
                                + "f8b9e1c1075fbdd732faa7842fa6d1ae5f043c4d4be53baebf4465e7"),
                prime(
                        "dcf556b29de160b7bf3dd97074a8bbe7726805b6b7f12c4fc41fd795a8ffba6d02a8b741e0debdd289e30fc176e1f7e4b3c2"
                                + "c9acbd81f21be07190aa2089700de1730b8dc82369497d4214808de59f58f9a4cf652132b5222ff3d3956eba23dead4022ef"
                                + "302c01ac34d698d58c4711bbe01f51192027bedd23fc6b975c477cef"));
        static final ServerPolicy.RdpSecurity POLICY =
                new ServerPolicy.RdpSecurity(EncryptionMethod.BITS_128, EncryptionLevel.HIGH, KEY);

        private static BigInteger prime(String hex) {
            return new BigInteger(hex, HEX);
        }
    }
}
