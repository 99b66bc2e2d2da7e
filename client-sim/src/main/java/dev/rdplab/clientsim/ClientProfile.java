package dev.rdplab.clientsim;

import dev.rdplab.protocol.capabilities.ClientCapabilities;
import dev.rdplab.protocol.gcc.ChannelDef;
import dev.rdplab.protocol.gcc.EarlyCapabilityFlags;
import dev.rdplab.protocol.gcc.EncryptionMethods;
import dev.rdplab.protocol.gcc.RdpVersion;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.client.ClientPolicy;
import dev.rdplab.protocol.handshake.client.ClientShape;
import dev.rdplab.protocol.handshake.client.Credentials;
import dev.rdplab.protocol.handshake.client.NtlmAuthentication;
import dev.rdplab.protocol.mcs.ConnectInitial;
import dev.rdplab.protocol.x224.ConnectionRequest;
import dev.rdplab.protocol.x224.NegotiationRequest;
import dev.rdplab.protocol.x224.RequestFlags;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The shape of a real client's messages, and its retries. mstsc's is modelled on the specification, the others on captures. */
public enum ClientProfile {
    /**
     * The client of Windows: every protocol offered at once, SPNEGO first ([MS-CSSP] 2.2.1), and NTLM bare on a connection of
     * its own to a server that refuses SPNEGO before anything was presented. Modelled: it has not been recorded here. Public
     * captures show both first tokens, SPNEGO where Kerberos is possible and bare NTLM where it is not, such as to an
     * address; and servers that take bare NTLM alone are used with it.
     */
    MSTSC(Offer.EXT, Ladder.MSTSC, true, false, Shapes.MSTSC, ClientCapabilities.MSTSC, true),
    /** xfreerdp 2.11. */
    FREERDP(Offer.TLS_NLA, Ladder.FREERDP, false, false, Shapes.FREERDP_2, ClientCapabilities.FREERDP_2, true),
    /** xfreerdp 3.10 without a Kerberos ticket. */
    FREERDP3(Offer.TLS_NLA, Ladder.FREERDP, false, true, Shapes.FREERDP_3, ClientCapabilities.FREERDP_3, true),
    /** rdesktop 1.9 without a Kerberos ticket, which is all its CredSSP can do. */
    RDESKTOP(Offer.TLS, Ladder.RDESKTOP, false, false, Shapes.RDESKTOP, ClientCapabilities.RDESKTOP, false);

    private final Offer first;
    private final Ladder ladder;
    private final boolean spnego;
    private final boolean unaskedExtended;
    private final ClientShape shape;
    private final ClientCapabilities capabilities;
    private final boolean saltedMac;

    ClientProfile(
            Offer first,
            Ladder ladder,
            boolean spnego,
            boolean unaskedExtended,
            ClientShape shape,
            ClientCapabilities capabilities,
            boolean saltedMac) {
        this.first = first;
        this.ladder = ladder;
        this.spnego = spnego;
        this.unaskedExtended = unaskedExtended;
        this.shape = shape;
        this.capabilities = capabilities;
        this.saltedMac = saltedMac;
    }

    /** The word used in files and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return word();
    }

    public static Optional<ClientProfile> of(String word) {
        for (var profile : values()) {
            if (profile.word().equals(word)) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }

    /** What the first attempt offers. */
    public Offer first(Security security) {
        return switch (security) {
            case AUTO -> first;
            case RDP -> Offer.RDP;
            case TLS -> Offer.TLS;
            case NLA -> Offer.NLA;
            case EXT -> Offer.EXT;
            case RDSTLS -> Offer.RDSTLS;
            case AAD -> Offer.AAD;
        };
    }

    /**
     * What the next attempt offers. A protocol that the user insists on is tried once.
     *
     * @param offers of the attempts so far
     * @param last how the last one ended
     * @return empty when the client gives up
     */
    public Optional<Offer> next(Security security, List<Offer> offers, Ending last) {
        var bare = this == MSTSC ? Ladder.BARE_NTLM.next(offers, last) : Optional.<Offer>empty();
        return bare.isPresent() ? bare : (security == Security.AUTO ? ladder : Ladder.NONE).next(offers, last);
    }

    /**
     * What this client sends to follow another client's request, such as behind a relay.
     *
     * @param host the server, as the service principal names it
     */
    public ClientPolicy following(ConnectionRequest request, Credentials credentials, String host) {
        var offer = request.negotiation().map(NegotiationRequest::requestedProtocols);
        return policy(offer, credentials, host)
                .withOfferFlags(
                        request.negotiation().map(NegotiationRequest::flags).orElse(RequestFlags.NONE))
                .withPlainAllowed(false)
                .withUnaskedExtended(true)
                .withRouting(request.routing())
                .withClientName("RELAY");
    }

    /** What this client sends, before anything else is set. */
    ClientPolicy policy(Optional<SecurityProtocols> offer, Credentials credentials, String host) {
        return ClientPolicy.of(offer, credentials, shape, host)
                .withUnaskedExtended(unaskedExtended)
                .withAuthentication(new NtlmAuthentication(spnego, "TERMSRV/" + host))
                .withSaltedMac(saltedMac)
                .withCapabilities(capabilities);
    }

    /** In a class of its own: an enum's constants cannot read its own static fields. */
    private static final class Shapes {

        private static final long CHANNEL = ChannelDef.INITIALIZED | ChannelDef.ENCRYPT_RDP;
        private static final EncryptionMethods RC4 = EncryptionMethods.ENCRYPTION_40BIT
                .with(EncryptionMethods.ENCRYPTION_128BIT)
                .with(EncryptionMethods.ENCRYPTION_56BIT);

        static final ClientShape MSTSC = new ClientShape(
                RdpVersion.RDP_10_7,
                19_045,
                EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_ERRINFO_PDU
                        .with(EarlyCapabilityFlags.RNS_UD_CS_WANT_32BPP_SESSION)
                        .with(EarlyCapabilityFlags.RNS_UD_CS_STRONG_ASYMMETRIC_KEYS)
                        .with(EarlyCapabilityFlags.RNS_UD_CS_VALID_CONNECTION_TYPE)
                        .with(EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_MONITOR_LAYOUT_PDU)
                        .with(EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_NETCHAR_AUTODETECT)
                        .with(EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_DYNVC_GFX_PROTOCOL)
                        .with(EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_DYNAMIC_TIME_ZONE)
                        .with(EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_HEARTBEAT_PDU)
                        .with(EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_SKIP_CHANNELJOIN),
                7,
                RC4,
                List.of(
                        ChannelDef.of("rdpdr", CHANNEL | ChannelDef.COMPRESS_RDP),
                        ChannelDef.of("rdpsnd", CHANNEL),
                        ChannelDef.of("cliprdr", CHANNEL | ChannelDef.COMPRESS_RDP | ChannelDef.SHOW_PROTOCOL),
                        ChannelDef.of("drdynvc", CHANNEL | ChannelDef.COMPRESS_RDP)),
                true,
                OptionalLong.of(0x0305),
                ConnectInitial.MSTSC_FORM);

        static final ClientShape FREERDP_2 = new ClientShape(
                RdpVersion.RDP_10_7,
                18_363,
                EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_ERRINFO_PDU
                        .with(EarlyCapabilityFlags.RNS_UD_CS_WANT_32BPP_SESSION)
                        .with(EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_STATUSINFO_PDU),
                0,
                EncryptionMethods.NONE,
                List.of(
                        ChannelDef.of("rdpdr", CHANNEL | ChannelDef.COMPRESS_RDP),
                        ChannelDef.of("rdpsnd", CHANNEL),
                        ChannelDef.of("cliprdr", CHANNEL | ChannelDef.COMPRESS_RDP | ChannelDef.SHOW_PROTOCOL)),
                true,
                OptionalLong.of(0),
                ConnectInitial.MSTSC_FORM);

        static final ClientShape FREERDP_3 = new ClientShape(
                RdpVersion.RDP_10_12,
                18_363,
                FREERDP_2.earlyCapabilities().with(EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_SKIP_CHANNELJOIN),
                0,
                EncryptionMethods.NONE,
                List.of(
                        ChannelDef.of("rdpdr", CHANNEL | ChannelDef.COMPRESS_RDP),
                        ChannelDef.of("rdpsnd", CHANNEL),
                        ChannelDef.of("cliprdr", CHANNEL | ChannelDef.COMPRESS_RDP | ChannelDef.SHOW_PROTOCOL),
                        ChannelDef.of("drdynvc", CHANNEL | ChannelDef.COMPRESS_RDP)),
                true,
                OptionalLong.of(0),
                ConnectInitial.MSTSC_FORM);

        static final ClientShape RDESKTOP = new ClientShape(
                RdpVersion.RDP_5_PLUS,
                2_600,
                EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_ERRINFO_PDU,
                0,
                RC4,
                List.of(ChannelDef.of("cliprdr", CHANNEL), ChannelDef.of("rdpsnd", CHANNEL)),
                false,
                OptionalLong.empty(),
                ConnectInitial.RDESKTOP_FORM);
    }
}
