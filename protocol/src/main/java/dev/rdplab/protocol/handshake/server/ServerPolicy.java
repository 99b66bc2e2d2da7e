package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.security.EncryptionLevel;
import dev.rdplab.protocol.security.EncryptionMethod;
import dev.rdplab.protocol.security.RsaKeyPair;
import dev.rdplab.protocol.x224.FailureCode;
import dev.rdplab.protocol.x224.ResponseFlags;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.List;
import java.util.Optional;

/**
 * What a server does and allows. Everything here is lawful or at least deliberate; misbehaviour at a moment is a fault and
 * belongs to an {@link dev.rdplab.protocol.handshake.Interceptor}.
 *
 * @param negotiationFailure a code to refuse every Connection Request with
 * @param forcedProtocol a protocol to select whatever was asked for
 * @param responseFlags of RDP_NEG_RSP
 * @param earlyAuthorization the Early User Authorization Result; 0 is success
 * @param rdpSecurity for standard RDP security; empty means encryption method NONE
 */
public record ServerPolicy(
        SecurityLayer security,
        Optional<FailureCode> negotiationFailure,
        Optional<SecurityProtocols> forcedProtocol,
        ResponseFlags responseFlags,
        List<Account> accounts,
        CredSspPolicy credSsp,
        long earlyAuthorization,
        McsPolicy mcs,
        Optional<RdpSecurity> rdpSecurity,
        LicensingPolicy licensing,
        SessionPolicy session) {

    /** How standard RDP security is run, [MS-RDPBCGR] 5.3. @param key the server's RSA key */
    public record RdpSecurity(EncryptionMethod method, EncryptionLevel level, RsaKeyPair key) {}

    public ServerPolicy {
        accounts = List.copyOf(accounts);
    }

    /** A lawful server without accounts. */
    public static ServerPolicy of(SecurityLayer security) {
        return new ServerPolicy(
                security,
                Optional.empty(),
                Optional.empty(),
                ResponseFlags.EXTENDED_CLIENT_DATA_SUPPORTED.with(ResponseFlags.DYNVC_GFX_PROTOCOL_SUPPORTED),
                List.of(),
                CredSspPolicy.LAWFUL,
                0,
                McsPolicy.LAWFUL,
                Optional.empty(),
                LicensingPolicy.VALID_CLIENT,
                SessionPolicy.LAWFUL);
    }

    public ServerPolicy withNegotiationFailure(FailureCode code) {
        return new ServerPolicy(
                security,
                Optional.of(code),
                forcedProtocol,
                responseFlags,
                accounts,
                credSsp,
                earlyAuthorization,
                mcs,
                rdpSecurity,
                licensing,
                session);
    }

    public ServerPolicy withForcedProtocol(SecurityProtocols protocol) {
        return new ServerPolicy(
                security,
                negotiationFailure,
                Optional.of(protocol),
                responseFlags,
                accounts,
                credSsp,
                earlyAuthorization,
                mcs,
                rdpSecurity,
                licensing,
                session);
    }

    public ServerPolicy withResponseFlags(ResponseFlags flags) {
        return new ServerPolicy(
                security,
                negotiationFailure,
                forcedProtocol,
                flags,
                accounts,
                credSsp,
                earlyAuthorization,
                mcs,
                rdpSecurity,
                licensing,
                session);
    }

    public ServerPolicy withAccounts(List<Account> list) {
        return new ServerPolicy(
                security,
                negotiationFailure,
                forcedProtocol,
                responseFlags,
                list,
                credSsp,
                earlyAuthorization,
                mcs,
                rdpSecurity,
                licensing,
                session);
    }

    public ServerPolicy withCredSsp(CredSspPolicy policy) {
        return new ServerPolicy(
                security,
                negotiationFailure,
                forcedProtocol,
                responseFlags,
                accounts,
                policy,
                earlyAuthorization,
                mcs,
                rdpSecurity,
                licensing,
                session);
    }

    public ServerPolicy withEarlyAuthorization(long result) {
        return new ServerPolicy(
                security,
                negotiationFailure,
                forcedProtocol,
                responseFlags,
                accounts,
                credSsp,
                result,
                mcs,
                rdpSecurity,
                licensing,
                session);
    }

    public ServerPolicy withMcs(McsPolicy policy) {
        return new ServerPolicy(
                security,
                negotiationFailure,
                forcedProtocol,
                responseFlags,
                accounts,
                credSsp,
                earlyAuthorization,
                policy,
                rdpSecurity,
                licensing,
                session);
    }

    public ServerPolicy withRdpSecurity(RdpSecurity rdp) {
        return new ServerPolicy(
                security,
                negotiationFailure,
                forcedProtocol,
                responseFlags,
                accounts,
                credSsp,
                earlyAuthorization,
                mcs,
                Optional.of(rdp),
                licensing,
                session);
    }

    public ServerPolicy withLicensing(LicensingPolicy policy) {
        return new ServerPolicy(
                security,
                negotiationFailure,
                forcedProtocol,
                responseFlags,
                accounts,
                credSsp,
                earlyAuthorization,
                mcs,
                rdpSecurity,
                policy,
                session);
    }

    public ServerPolicy withSession(SessionPolicy policy) {
        return new ServerPolicy(
                security,
                negotiationFailure,
                forcedProtocol,
                responseFlags,
                accounts,
                credSsp,
                earlyAuthorization,
                mcs,
                rdpSecurity,
                licensing,
                policy);
    }
}
