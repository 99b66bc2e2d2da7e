package dev.rdplab.lab.scenario;

import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.server.AccountState;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The server of a scenario: all that is lawful, or at least policy. What goes wrong at a moment is a fault.
 *
 * @param listen whether and when the port opens
 * @param negotiationFailure an RDP_NEG_FAILURE code for every Connection Request
 * @param forcedProtocol a protocol to select whatever was asked for
 * @param responseFlags of RDP_NEG_RSP; empty for the usual ones
 * @param earlyAuth the Early User Authorization Result; 0 is success
 * @param session what is done once the user is known
 * @param deadlines time allowed per stage
 */
public record ServerSpec(
        Listen listen,
        SecurityLayer security,
        OptionalLong negotiationFailure,
        OptionalLong forcedProtocol,
        OptionalLong responseFlags,
        Tls tls,
        List<Account> accounts,
        CredSsp credSsp,
        long earlyAuth,
        Mcs mcs,
        Licensing licensing,
        Session session,
        Deadlines deadlines) {

    /** The account of server and client when a file names none. */
    public static final Account LAB_ACCOUNT = new Account("", "lab", Secret.of("Lab-Pass-1"), AccountState.ENABLED);

    public ServerSpec {
        accounts = List.copyOf(accounts);
    }

    /** The same with another security layer. */
    public ServerSpec withSecurity(SecurityLayer other) {
        return new ServerSpec(
                listen,
                other,
                negotiationFailure,
                forcedProtocol,
                responseFlags,
                tls,
                accounts,
                credSsp,
                earlyAuth,
                mcs,
                licensing,
                session,
                deadlines);
    }

    /** The same with this account alone. */
    public ServerSpec withAccount(Account account) {
        return new ServerSpec(
                listen,
                security,
                negotiationFailure,
                forcedProtocol,
                responseFlags,
                tls,
                List.of(account),
                credSsp,
                earlyAuth,
                mcs,
                licensing,
                session,
                deadlines);
    }

    /** @param refuse nothing listens; @param delay how late the port opens */
    public record Listen(boolean refuse, Duration delay) {
        public static final Listen AT_ONCE = new Listen(false, Duration.ZERO);
    }

    /**
     * @param versions in the order of the file; empty for 1.2 and 1.3
     * @param ciphers standard names; empty for the engine's own
     * @param groups named groups; empty for the engine's own
     * @param clientCertificate whether the client is asked for one
     * @param engine empty for the fastest that fits
     */
    public record Tls(
            List<TlsVersion> versions,
            List<String> ciphers,
            List<String> groups,
            CertificateVariant certificate,
            boolean clientCertificate,
            Optional<TlsEngine> engine) {
        public static final Tls DEFAULT = new Tls(
                List.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3),
                List.of(),
                List.of(),
                CertificateVariant.GOOD,
                false,
                Optional.empty());

        public Tls {
            versions = List.copyOf(versions);
            ciphers = List.copyOf(ciphers);
            groups = List.copyOf(groups);
        }
    }

    /** @param domain empty for a local account */
    public record Account(String domain, String user, Secret password, AccountState state) {}

    /**
     * @param version the highest TSRequest version
     * @param errorInsteadOfChallenge an NTSTATUS in answer to the first token
     * @param timestampSkew added to the time in the CHALLENGE
     */
    public record CredSsp(
            int version,
            PubKeyAuth pubKeyAuth,
            Mechanism mechanism,
            TargetInfo targetInfo,
            Duration timestampSkew,
            OptionalLong errorInsteadOfChallenge) {
        public static final CredSsp DEFAULT =
                new CredSsp(6, PubKeyAuth.RIGHT, Mechanism.ANY, TargetInfo.FULL, Duration.ZERO, OptionalLong.empty());

        /** The server's proof that it holds the key of the TLS channel, [MS-CSSP] 3.1.5. */
        public enum PubKeyAuth {
            RIGHT,
            WRONG,
            STALE_NONCE
        }

        /** What the server understands as first token: NTLM is bare NTLM and no SPNEGO. */
        public enum Mechanism {
            ANY,
            NTLM,
            SPNEGO
        }

        /** The AV pairs of the NTLM CHALLENGE, [MS-NLMP] 2.2.2.1. */
        public enum TargetInfo {
            FULL,
            NO_TIMESTAMP,
            MISSING
        }
    }

    /** MCS results; 0 is success. */
    public record Mcs(
            int connectResponse, int attachUser, int channelJoin, boolean skipChannelJoin, boolean messageChannel) {
        public static final Mcs DEFAULT = new Mcs(0, 0, 0, false, true);
    }

    /** @param errorCode dwErrorCode for {@link Mode#ERROR}; @param transition dwStateTransition then */
    public record Licensing(Mode mode, long errorCode, long transition) {
        public static final Licensing DEFAULT = new Licensing(Mode.VALID_CLIENT, 7, 2);

        /** How a client is licensed, [MS-RDPELE]. */
        public enum Mode {
            VALID_CLIENT,
            NEW_LICENSE,
            ERROR
        }
    }

    /**
     * @param errorInfo a Set Error Info value after Client Info, instead of going on
     * @param disconnectReason of a DisconnectProviderUltimatum there
     * @param dismissLate both come once the session is up instead
     */
    public record Session(
            OptionalLong errorInfo,
            OptionalLong disconnectReason,
            boolean autoDetect,
            boolean multitransport,
            boolean reactivate,
            boolean dismissLate) {
        public static final Session DEFAULT =
                new Session(OptionalLong.empty(), OptionalLong.empty(), false, false, false, false);
    }
}
