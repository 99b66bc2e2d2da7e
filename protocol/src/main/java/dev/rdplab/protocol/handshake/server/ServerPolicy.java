package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.Settings;
import dev.rdplab.protocol.security.EncryptionLevel;
import dev.rdplab.protocol.security.EncryptionMethod;
import dev.rdplab.protocol.security.RsaKeyPair;
import dev.rdplab.protocol.x224.FailureCode;
import dev.rdplab.protocol.x224.ResponseFlags;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.List;
import java.util.Optional;

/**
 * What a server does and allows; immutable. Everything here conforms to the protocol or is at least deliberate; misbehaviour at a moment is a
 * fault and belongs to an {@link dev.rdplab.protocol.handshake.Interceptor}.
 */
public final class ServerPolicy extends Settings<ServerPolicy> {

    /** How standard RDP security is run, [MS-RDPBCGR] 5.3. @param key the server's RSA key */
    public record RdpSecurity(EncryptionMethod method, EncryptionLevel level, RsaKeyPair key) {}

    private SecurityLayer security;
    private Optional<FailureCode> negotiationFailure = Optional.empty();
    private Optional<SecurityProtocols> forcedProtocol = Optional.empty();
    private ResponseFlags responseFlags =
            ResponseFlags.EXTENDED_CLIENT_DATA_SUPPORTED.with(ResponseFlags.DYNVC_GFX_PROTOCOL_SUPPORTED);
    private List<Account> accounts = List.of();
    private CredSspPolicy credSsp = CredSspPolicy.DEFAULT;
    private long earlyAuthorization;
    private McsPolicy mcs = McsPolicy.DEFAULT;
    private Optional<RdpSecurity> rdpSecurity = Optional.empty();
    private LicensingPolicy licensing = LicensingPolicy.VALID_CLIENT;
    private Optional<RedirectPolicy> redirect = Optional.empty();
    private RdstlsPolicy rdstls = RdstlsPolicy.DEFAULT;
    private AadPolicy aad = AadPolicy.DEFAULT;
    private boolean strict;
    private SessionPolicy session = SessionPolicy.DEFAULT;

    private ServerPolicy(SecurityLayer security) {
        this.security = security;
    }

    /** The usual server, without accounts. */
    public static ServerPolicy of(SecurityLayer security) {
        return new ServerPolicy(security);
    }

    public ServerPolicy withSecurity(SecurityLayer changed) {
        return with(policy -> policy.security = changed);
    }

    public ServerPolicy withNegotiationFailure(FailureCode changed) {
        return with(policy -> policy.negotiationFailure = Optional.of(changed));
    }

    public ServerPolicy withForcedProtocol(SecurityProtocols changed) {
        return with(policy -> policy.forcedProtocol = Optional.of(changed));
    }

    public ServerPolicy withResponseFlags(ResponseFlags changed) {
        return with(policy -> policy.responseFlags = changed);
    }

    public ServerPolicy withAccounts(List<Account> changed) {
        return with(policy -> policy.accounts = List.copyOf(changed));
    }

    public ServerPolicy withCredSsp(CredSspPolicy changed) {
        return with(policy -> policy.credSsp = changed);
    }

    public ServerPolicy withEarlyAuthorization(long changed) {
        return with(policy -> policy.earlyAuthorization = changed);
    }

    public ServerPolicy withMcs(McsPolicy changed) {
        return with(policy -> policy.mcs = changed);
    }

    public ServerPolicy withRdpSecurity(RdpSecurity changed) {
        return with(policy -> policy.rdpSecurity = Optional.of(changed));
    }

    public ServerPolicy withLicensing(LicensingPolicy changed) {
        return with(policy -> policy.licensing = changed);
    }

    public ServerPolicy withSession(SessionPolicy changed) {
        return with(policy -> policy.session = changed);
    }

    public ServerPolicy withRedirect(RedirectPolicy changed) {
        return with(policy -> policy.redirect = Optional.of(changed));
    }

    public ServerPolicy withRdstls(RdstlsPolicy changed) {
        return with(policy -> policy.rdstls = changed);
    }

    public ServerPolicy withAad(AadPolicy changed) {
        return with(policy -> policy.aad = changed);
    }

    public ServerPolicy withStrict(boolean changed) {
        return with(policy -> policy.strict = changed);
    }

    public SecurityLayer security() {
        return security;
    }

    /** A code to refuse every Connection Request with. */
    public Optional<FailureCode> negotiationFailure() {
        return negotiationFailure;
    }

    /** A protocol to select whatever was asked for. */
    public Optional<SecurityProtocols> forcedProtocol() {
        return forcedProtocol;
    }

    /** Of RDP_NEG_RSP. */
    public ResponseFlags responseFlags() {
        return responseFlags;
    }

    public List<Account> accounts() {
        return accounts;
    }

    public CredSspPolicy credSsp() {
        return credSsp;
    }

    /** The Early User Authorization Result; 0 is success. */
    public long earlyAuthorization() {
        return earlyAuthorization;
    }

    public McsPolicy mcs() {
        return mcs;
    }

    /** For standard RDP security; empty means encryption method NONE. */
    public Optional<RdpSecurity> rdpSecurity() {
        return rdpSecurity;
    }

    public LicensingPolicy licensing() {
        return licensing;
    }

    /** Where clients are sent. */
    public Optional<RedirectPolicy> redirect() {
        return redirect;
    }

    public RdstlsPolicy rdstls() {
        return rdstls;
    }

    public AadPolicy aad() {
        return aad;
    }

    /** Whether a deviation that real servers bear ends the connection. */
    public boolean strict() {
        return strict;
    }

    public SessionPolicy session() {
        return session;
    }

    @Override
    protected List<Object> parts() {
        return List.of(
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
                redirect,
                rdstls,
                aad,
                strict,
                session);
    }
}
