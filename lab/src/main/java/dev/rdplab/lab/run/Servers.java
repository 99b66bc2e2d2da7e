package dev.rdplab.lab.run;

import dev.rdplab.lab.scenario.ServerSpec;
import dev.rdplab.protocol.handshake.Environment;
import dev.rdplab.protocol.handshake.SeededNonces;
import dev.rdplab.protocol.handshake.server.Account;
import dev.rdplab.protocol.handshake.server.CredSspPolicy;
import dev.rdplab.protocol.handshake.server.LicensingPolicy;
import dev.rdplab.protocol.handshake.server.McsPolicy;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.handshake.server.SessionPolicy;
import dev.rdplab.protocol.mcs.DisconnectReason;
import dev.rdplab.protocol.mcs.McsResult;
import dev.rdplab.protocol.ntlm.NtlmPolicy;
import dev.rdplab.protocol.security.EncryptionLevel;
import dev.rdplab.protocol.security.EncryptionMethod;
import dev.rdplab.protocol.security.RsaKeyPair;
import dev.rdplab.protocol.spnego.TokenForm;
import dev.rdplab.protocol.x224.FailureCode;
import dev.rdplab.protocol.x224.ResponseFlags;
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
        return Behaviour.of(policy(spec), TlsContext.of(tls(spec.tls())));
    }

    /** Nonces of one end from the seed, and the time of every run. */
    public static Environment environment(long seed, String stream) {
        return Environment.at(TIME, new SeededNonces(seed, stream));
    }

    private static TlsServerSettings tls(ServerSpec.Tls spec) {
        return new TlsServerSettings(
                Set.copyOf(spec.versions()),
                spec.ciphers(),
                spec.groups().isEmpty() ? TlsClientSettings.GROUPS : spec.groups(),
                List.of(Certificates.of(spec.certificate())),
                spec.clientCertificate(),
                // Before version 20 the JDK's engine cannot be told its groups.
                spec.engine().isPresent() || spec.groups().isEmpty()
                        ? spec.engine()
                        : Optional.of(TlsEngine.BOUNCYCASTLE));
    }

    static ServerPolicy policy(ServerSpec spec) {
        var policy = ServerPolicy.of(spec.security())
                .withAccounts(spec.accounts().stream().map(Servers::account).toList())
                .withCredSsp(credSsp(spec.credSsp()))
                .withEarlyAuthorization(spec.earlyAuth())
                .withMcs(mcs(spec.mcs()))
                .withLicensing(new LicensingPolicy(
                        LicensingPolicy.Mode.valueOf(spec.licensing().mode().name()),
                        spec.licensing().errorCode(),
                        spec.licensing().transition()))
                .withSession(session(spec.session()));
        if (plain(spec)) {
            policy = policy.withRdpSecurity(StandardSecurity.POLICY);
        }
        if (spec.negotiationFailure().isPresent()) {
            policy = policy.withNegotiationFailure(
                    new FailureCode(spec.negotiationFailure().getAsLong()));
        }
        if (spec.forcedProtocol().isPresent()) {
            policy = policy.withForcedProtocol(
                    new SecurityProtocols(spec.forcedProtocol().getAsLong()));
        }
        if (spec.responseFlags().isPresent()) {
            policy = policy.withResponseFlags(
                    new ResponseFlags((int) spec.responseFlags().getAsLong()));
        }
        return policy;
    }

    /** Whether standard RDP security can come into play. */
    private static boolean plain(ServerSpec spec) {
        return spec.security() == SecurityLayer.RDP
                || spec.security() == SecurityLayer.NEGOTIATE
                || spec.forcedProtocol().orElse(-1) == SecurityProtocols.RDP.value();
    }

    private static Account account(ServerSpec.Account account) {
        return new Account(account.domain(), account.user(), account.password(), account.state());
    }

    private static CredSspPolicy credSsp(ServerSpec.CredSsp spec) {
        var skew = Optional.of(spec.timestampSkew());
        var ntlm =
                switch (spec.targetInfo()) {
                    case FULL -> NtlmPolicy.DEFAULT.withTimestampSkew(skew);
                    case NO_TIMESTAMP -> NtlmPolicy.DEFAULT.withTimestampSkew(Optional.empty());
                    case MISSING -> NtlmPolicy.DEFAULT.withoutTargetInfo();
                };
        var policy = CredSspPolicy.LAWFUL
                .withVersion(spec.version())
                .withPubKeyAuth(
                        CredSspPolicy.PubKeyAuth.valueOf(spec.pubKeyAuth().name()))
                .withNtlm(ntlm)
                .withForm(
                        switch (spec.mechanism()) {
                            case ANY -> TokenForm.ANY;
                            case NTLM -> TokenForm.BARE;
                            case SPNEGO -> TokenForm.SPNEGO;
                        });
        return spec.errorInsteadOfChallenge().isPresent()
                ? policy.withErrorInsteadOfChallenge(
                        spec.errorInsteadOfChallenge().getAsLong())
                : policy;
    }

    private static McsPolicy mcs(ServerSpec.Mcs spec) {
        var results = McsResult.values();
        return new McsPolicy(
                results[spec.connectResponse()],
                results[spec.attachUser()],
                results[spec.channelJoin()],
                spec.messageChannel(),
                spec.skipChannelJoin());
    }

    private static SessionPolicy session(ServerSpec.Session spec) {
        var reason = spec.disconnectReason().isPresent()
                ? Optional.of(
                        DisconnectReason.values()[(int) spec.disconnectReason().getAsLong()])
                : Optional.<DisconnectReason>empty();
        return new SessionPolicy(
                spec.errorInfo(),
                reason,
                spec.autoDetect(),
                spec.multitransport(),
                spec.reactivate(),
                true,
                spec.dismissLate());
    }

    /** Made when first needed: the key takes a moment. */
    private static final class StandardSecurity {
        static final ServerPolicy.RdpSecurity POLICY = new ServerPolicy.RdpSecurity(
                EncryptionMethod.BITS_128,
                EncryptionLevel.HIGH,
                RsaKeyPair.generate(RSA_BITS, new SeededNonces(RSA_BITS, "standard RDP security")));
    }
}
