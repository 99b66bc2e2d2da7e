package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.Settings;
import dev.rdplab.protocol.capabilities.ClientCapabilities;
import dev.rdplab.protocol.credssp.TsCredentials;
import dev.rdplab.protocol.credssp.TsPasswordCreds;
import dev.rdplab.protocol.credssp.TsRemoteGuardCreds;
import dev.rdplab.protocol.handshake.Exchange;
import dev.rdplab.protocol.info.AutoReconnectCookie;
import dev.rdplab.protocol.info.ClientInfo;
import dev.rdplab.protocol.info.ExtendedInfo;
import dev.rdplab.protocol.info.InfoFlags;
import dev.rdplab.protocol.info.PerformanceFlags;
import dev.rdplab.protocol.info.TimeZone;
import dev.rdplab.protocol.rdstls.RdstlsRequest;
import dev.rdplab.protocol.share.RedirectionPacket;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.protocol.x224.ConnectionRequest;
import dev.rdplab.protocol.x224.NegotiationRequest;
import dev.rdplab.protocol.x224.RequestFlags;
import dev.rdplab.protocol.x224.Routing;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.List;
import java.util.Optional;

/** What a client offers and sends in one attempt. */
public final class ClientPolicy extends Settings<ClientPolicy> {

    private static final int DESKTOP_WIDTH = 1024;
    private static final int DESKTOP_HEIGHT = 768;
    private static final long CODE_PAGE = 0x0409;
    private static final ExtendedInfo EXTENDED = new ExtendedInfo(
            ExtendedInfo.AF_INET,
            Optional.of("127.0.0.1"),
            Optional.of("C:\\Windows\\System32\\mstscax.dll"),
            Optional.of(TimeZone.UTC),
            Optional.of(0L),
            Optional.of(PerformanceFlags.PERF_DISABLE_WALLPAPER),
            Optional.of(AutoReconnectCookie.NONE),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private Optional<SecurityProtocols> offer;
    private RequestFlags offerFlags = RequestFlags.NONE;
    private boolean plainAllowed = true;
    private boolean unaskedExtended;
    private Optional<Routing> routing = Optional.empty();
    private Credentials credentials;
    private Authentication authentication;
    private int tsRequestVersion = 6;
    private Delegation delegation = Delegation.PASSWORD;
    private String clientName = "CLIENT01";
    private ClientShape shape;
    private boolean saltedMac = true;
    private ClientCapabilities capabilities = ClientCapabilities.FREERDP_2;
    private String host;
    private Optional<RedirectionPacket> redirection = Optional.empty();
    private Optional<Exchange> exchange = Optional.empty();

    private ClientPolicy(Optional<SecurityProtocols> offer, Credentials credentials, ClientShape shape, String host) {
        this.offer = offer;
        this.credentials = credentials;
        this.authentication = new NtlmAuthentication(true, "TERMSRV/" + host);
        this.shape = shape;
        this.host = host;
    }

    /**
     * A client that follows whatever the server chooses of its offer, logs on by NTLM in SPNEGO and sends no routing.
     *
     * @param offer the protocols of RDP_NEG_REQ; empty leaves the negotiation out
     * @param host the name that the client was told to connect to
     */
    public static ClientPolicy of(
            Optional<SecurityProtocols> offer, Credentials credentials, ClientShape shape, String host) {
        return new ClientPolicy(offer, credentials, shape, host);
    }

    public ClientPolicy withOffer(Optional<SecurityProtocols> protocols) {
        return with(policy -> policy.offer = protocols);
    }

    public ClientPolicy withOfferFlags(RequestFlags flags) {
        return with(policy -> policy.offerFlags = flags);
    }

    public ClientPolicy withPlainAllowed(boolean allowed) {
        return with(policy -> policy.plainAllowed = allowed);
    }

    public ClientPolicy withUnaskedExtended(boolean followed) {
        return with(policy -> policy.unaskedExtended = followed);
    }

    public ClientPolicy withRouting(Optional<Routing> changed) {
        return with(policy -> policy.routing = changed);
    }

    public ClientPolicy withAuthentication(Authentication chosen) {
        return with(policy -> policy.authentication = chosen);
    }

    public ClientPolicy withTsRequestVersion(int version) {
        return with(policy -> policy.tsRequestVersion = version);
    }

    /** Asks for the mode in X.224, and delegates what belongs to it. */
    public ClientPolicy withDelegation(Delegation chosen) {
        return with(policy -> {
            policy.offerFlags = offerFlags.with(chosen.asked());
            policy.delegation = chosen;
        });
    }

    public ClientPolicy withClientName(String name) {
        return with(policy -> policy.clientName = name);
    }

    public ClientPolicy withSaltedMac(boolean salted) {
        return with(policy -> policy.saltedMac = salted);
    }

    public ClientPolicy withCapabilities(ClientCapabilities changed) {
        return with(policy -> policy.capabilities = changed);
    }

    public ClientPolicy withRedirection(Optional<RedirectionPacket> packet) {
        return with(policy -> policy.redirection = packet);
    }

    public ClientPolicy withExchange(Exchange data) {
        return with(policy -> policy.exchange = Optional.of(data));
    }

    /** The protocols of RDP_NEG_REQ; empty leaves the negotiation out. */
    public Optional<SecurityProtocols> offer() {
        return offer;
    }

    /** The flags of RDP_NEG_REQ. */
    public RequestFlags offerFlags() {
        return offerFlags;
    }

    /** Cookie or token. */
    public Optional<Routing> routing() {
        return routing;
    }

    public Credentials credentials() {
        return credentials;
    }

    /** The mechanism inside CredSSP. */
    public Authentication authentication() {
        return authentication;
    }

    /** The highest TSRequest version spoken. */
    public int tsRequestVersion() {
        return tsRequestVersion;
    }

    /** What is handed to the server. */
    public Delegation delegation() {
        return delegation;
    }

    /** At most 15 characters. */
    public String clientName() {
        return clientName;
    }

    /** The settings of the MCS Connect-Initial. */
    public ClientShape shape() {
        return shape;
    }

    /** Which kind of MAC is sent under standard RDP security. */
    public boolean saltedMac() {
        return saltedMac;
    }

    /** Of Confirm Active. */
    public ClientCapabilities capabilities() {
        return capabilities;
    }

    public int desktopWidth() {
        return DESKTOP_WIDTH;
    }

    public int desktopHeight() {
        return DESKTOP_HEIGHT;
    }

    /** The name that the client was told to connect to. */
    public String host() {
        return host;
    }

    /** What led the client here, if a server did. */
    public Optional<RedirectionPacket> redirection() {
        return redirection;
    }

    /** What it does with the session; without one it stays until it is told to leave. */
    public Optional<Exchange> exchange() {
        return exchange;
    }

    ConnectionRequest connectionRequest() {
        return ConnectionRequest.of(routing, offer.map(protocols -> new NegotiationRequest(offerFlags, protocols)));
    }

    SecurityProtocols requested() {
        return offer.orElse(SecurityProtocols.RDP);
    }

    /** Whether the client accepts the protocol that the server chose. */
    boolean accepts(SecurityProtocols selected) {
        if (selected.equals(SecurityProtocols.RDP)) {
            return plainAllowed;
        }
        boolean known = selected.equals(SecurityProtocols.SSL)
                || selected.equals(SecurityProtocols.HYBRID)
                || selected.equals(SecurityProtocols.HYBRID_EX)
                || selected.equals(SecurityProtocols.RDSTLS)
                || selected.equals(SecurityProtocols.RDSAAD);
        boolean unasked = unaskedExtended && selected.equals(SecurityProtocols.HYBRID_EX);
        return known && (requested().contains(selected) || unasked);
    }

    /** What is shown in RDSTLS: what the redirection gave, else name and password. */
    RdstlsRequest rdstlsRequest() {
        var guid = redirection
                .flatMap(packet -> packet.find(RedirectionPacket.Kind.REDIRECTION_GUID))
                .orElse(Bytes.EMPTY);
        var password = redirection
                .flatMap(packet -> packet.find(RedirectionPacket.Kind.PASSWORD))
                .orElseGet(() -> Bytes.utf16le(credentials.password().reveal() + '\0'));
        return RdstlsRequest.Password.of(guid, credentials.user(), credentials.domain(), password);
    }

    TsCredentials tsCredentials() {
        return switch (delegation) {
            case PASSWORD ->
                new TsCredentials.Password(
                        new TsPasswordCreds(credentials.domain(), credentials.user(), credentials.password()));
            case RESTRICTED_ADMIN -> new TsCredentials.Password(TsPasswordCreds.RESTRICTED_ADMIN);
            case REMOTE_GUARD ->
                new TsCredentials.RemoteGuard(new TsRemoteGuardCreds(
                        new TsRemoteGuardCreds.PackageCred("Kerberos", Bytes.EMPTY), Optional.empty()));
        };
    }

    ClientInfo clientInfo() {
        var flags = InfoFlags.INFO_MOUSE
                .with(InfoFlags.INFO_UNICODE)
                .with(InfoFlags.INFO_DISABLECTRLALTDEL)
                .with(InfoFlags.INFO_LOGONNOTIFY)
                .with(InfoFlags.INFO_LOGONERRORS)
                .with(InfoFlags.INFO_MAXIMIZESHELL)
                .with(InfoFlags.INFO_ENABLEWINDOWSKEY)
                .with(InfoFlags.INFO_NOAUDIOPLAYBACK)
                .with(InfoFlags.INFO_MOUSE_HAS_WHEEL);
        boolean autologon = !credentials.user().isEmpty() && delegation == Delegation.PASSWORD;
        return new ClientInfo(
                CODE_PAGE,
                autologon ? flags.with(InfoFlags.INFO_AUTOLOGON) : flags,
                credentials.domain(),
                credentials.user(),
                autologon ? credentials.password() : Secret.of(""),
                "",
                "",
                Optional.of(EXTENDED));
    }

    @Override
    protected List<Object> parts() {
        return List.of(
                offer,
                offerFlags,
                plainAllowed,
                unaskedExtended,
                routing,
                credentials,
                authentication,
                tsRequestVersion,
                delegation,
                clientName,
                shape,
                saltedMac,
                capabilities,
                host,
                redirection,
                exchange);
    }
}
