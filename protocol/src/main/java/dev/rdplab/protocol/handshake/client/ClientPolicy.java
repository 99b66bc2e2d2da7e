package dev.rdplab.protocol.handshake.client;

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
import java.util.Optional;

/**
 * What a client offers and sends in one attempt.
 *
 * @param offer the protocols of RDP_NEG_REQ; empty leaves the negotiation out
 * @param offerFlags of RDP_NEG_REQ
 * @param plainAllowed whether a server that chooses standard RDP security is followed
 * @param unaskedExtended whether HYBRID_EX is followed although only HYBRID was offered, as FreeRDP 3 does
 * @param routing cookie or token
 * @param authentication the mechanism inside CredSSP
 * @param tsRequestVersion the highest TSRequest version spoken
 * @param delegation what is handed to the server
 * @param clientName at most 15 characters
 * @param shape the settings of the MCS Connect-Initial
 * @param saltedMac which kind of MAC is sent under standard RDP security
 * @param capabilities of Confirm Active
 * @param host the name that the client was told to connect to
 * @param redirection what led the client here, if a server did
 * @param exchange what it does with the session; without one it stays until it is told to leave
 */
public record ClientPolicy(
        Optional<SecurityProtocols> offer,
        RequestFlags offerFlags,
        boolean plainAllowed,
        boolean unaskedExtended,
        Optional<Routing> routing,
        Credentials credentials,
        Authentication authentication,
        int tsRequestVersion,
        Delegation delegation,
        String clientName,
        ClientShape shape,
        boolean saltedMac,
        ClientCapabilities capabilities,
        int desktopWidth,
        int desktopHeight,
        String host,
        Optional<RedirectionPacket> redirection,
        Optional<Exchange> exchange) {

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

    /** Without an exchange. */
    public ClientPolicy(
            Optional<SecurityProtocols> offer,
            RequestFlags offerFlags,
            boolean plainAllowed,
            boolean unaskedExtended,
            Optional<Routing> routing,
            Credentials credentials,
            Authentication authentication,
            int tsRequestVersion,
            Delegation delegation,
            String clientName,
            ClientShape shape,
            boolean saltedMac,
            ClientCapabilities capabilities,
            int desktopWidth,
            int desktopHeight,
            String host,
            Optional<RedirectionPacket> redirection) {
        this(
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
                desktopWidth,
                desktopHeight,
                host,
                redirection,
                Optional.empty());
    }

    /** @param protocols to offer, whatever they are; empty sends no RDP_NEG_REQ */
    public ClientPolicy withOffer(Optional<SecurityProtocols> protocols) {
        return with(protocols, offerFlags, authentication, tsRequestVersion, delegation);
    }

    /** @param flags of RDP_NEG_REQ */
    public ClientPolicy withOfferFlags(RequestFlags flags) {
        return with(offer, flags, authentication, tsRequestVersion, delegation);
    }

    public ClientPolicy withAuthentication(Authentication chosen) {
        return with(offer, offerFlags, chosen, tsRequestVersion, delegation);
    }

    public ClientPolicy withTsRequestVersion(int version) {
        return with(offer, offerFlags, authentication, version, delegation);
    }

    /** Asks for the mode in X.224, and delegates what belongs to it. */
    public ClientPolicy withDelegation(Delegation chosen) {
        return with(offer, offerFlags.with(chosen.asked()), authentication, tsRequestVersion, chosen);
    }

    private ClientPolicy with(
            Optional<SecurityProtocols> protocols,
            RequestFlags flags,
            Authentication chosen,
            int version,
            Delegation handed) {
        return new ClientPolicy(
                protocols,
                flags,
                plainAllowed,
                unaskedExtended,
                routing,
                credentials,
                chosen,
                version,
                handed,
                clientName,
                shape,
                saltedMac,
                capabilities,
                desktopWidth,
                desktopHeight,
                host,
                redirection,
                exchange);
    }

    /** With data to exchange once the session is up. */
    public ClientPolicy withExchange(Exchange data) {
        return new ClientPolicy(
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
                desktopWidth,
                desktopHeight,
                host,
                redirection,
                Optional.of(data));
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
}
