package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.capabilities.CapabilitySet;
import dev.rdplab.protocol.capabilities.ServerCapabilities;
import dev.rdplab.protocol.gcc.ClientData;
import dev.rdplab.protocol.gcc.CsCluster;
import dev.rdplab.protocol.gcc.CsCore;
import dev.rdplab.protocol.gcc.CsMcsMsgChannel;
import dev.rdplab.protocol.gcc.CsMultitransport;
import dev.rdplab.protocol.gcc.CsNet;
import dev.rdplab.protocol.gcc.CsSecurity;
import dev.rdplab.protocol.gcc.EarlyCapabilityFlags;
import dev.rdplab.protocol.gcc.EncryptionMethods;
import dev.rdplab.protocol.gcc.RdpVersion;
import dev.rdplab.protocol.gcc.ScCore;
import dev.rdplab.protocol.gcc.ScMcsMsgChannel;
import dev.rdplab.protocol.gcc.ScMultitransport;
import dev.rdplab.protocol.gcc.ScNet;
import dev.rdplab.protocol.gcc.ScSecurity;
import dev.rdplab.protocol.gcc.ServerBlock;
import dev.rdplab.protocol.gcc.ServerData;
import dev.rdplab.protocol.gcc.ServerEarlyCapabilityFlags;
import dev.rdplab.protocol.handshake.IoPath;
import dev.rdplab.protocol.security.EncryptionMethod;
import dev.rdplab.protocol.security.ProprietaryCertificate;
import dev.rdplab.protocol.security.SecurityExchange;
import dev.rdplab.protocol.share.RedirectionPacket;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What both ends have settled on in the GCC exchange.
 *
 * @param method of standard RDP security; NONE under TLS
 * @param serverRandom 32 bytes, when there is a method
 */
record Settings(ServerLink link, ClientData client, EncryptionMethod method, Optional<Bytes> serverRandom) {

    private static final int IO_CHANNEL = 1003;
    private static final int DEFAULT_WIDTH = 1024;
    private static final int DEFAULT_HEIGHT = 768;

    static Settings of(ServerLink link, ClientData client) {
        var rdp = link.policy().rdpSecurity();
        if (!link.selected().equals(SecurityProtocols.RDP) || rdp.isEmpty()) {
            return new Settings(link, client, EncryptionMethod.NONE, Optional.empty());
        }
        long offered = client.find(CsSecurity.class)
                .map(s -> s.encryptionMethods().value())
                .orElse(0L);
        var wanted = rdp.get().method();
        var method = (offered & wanted.value()) != 0
                ? wanted
                : EncryptionMethod.strongestOf(offered).orElse(EncryptionMethod.NONE);
        return method == EncryptionMethod.NONE
                ? new Settings(link, client, method, Optional.empty())
                : new Settings(
                        link,
                        client,
                        method,
                        Optional.of(link.environment().nonces().next("serverRandom", SecurityExchange.RANDOM_LENGTH)));
    }

    ServerData serverData() {
        var flags = skipsJoins()
                ? ServerEarlyCapabilityFlags.RNS_UD_SC_SKIP_CHANNELJOIN_SUPPORTED
                : ServerEarlyCapabilityFlags.NONE;
        var blocks = new ArrayList<ServerBlock>();
        blocks.add(new ScCore(RdpVersion.RDP_10_7, Optional.of(link.requested()), Optional.of(flags)));
        // The order of Windows, [MS-RDPBCGR] 4.1.4: rdesktop reads on from the certificate to the end of the settings.
        blocks.add(ScNet.of(IO_CHANNEL, staticChannels()));
        blocks.add(security());
        if (messageChannel() != 0) {
            blocks.add(new ScMcsMsgChannel(messageChannel()));
        }
        long udp =
                client.find(CsMultitransport.class).map(CsMultitransport::flags).orElse(0L)
                        & link.policy().session().multitransport().flags();
        if (udp != 0) {
            blocks.add(new ScMultitransport(udp));
        }
        return new ServerData(blocks);
    }

    private ScSecurity security() {
        if (serverRandom.isEmpty()) {
            return ScSecurity.NONE;
        }
        var rdp = link.policy().rdpSecurity().orElseThrow();
        var certificate = ProprietaryCertificate.of(rdp.key().publicKey()).toBytes();
        return new ScSecurity(
                new EncryptionMethods(method.value()),
                rdp.level().value(),
                Optional.of(new ScSecurity.Keys(serverRandom.get(), certificate)));
    }

    private List<Integer> staticChannels() {
        int count =
                client.find(CsNet.class).map(n -> n.channelDefArray().size()).orElse(0);
        var ids = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            ids.add(IO_CHANNEL + 1 + i);
        }
        return ids;
    }

    /** 0 when the client asked for none or gets none. */
    int messageChannel() {
        boolean wanted = client.find(CsMcsMsgChannel.class).isPresent();
        return wanted && link.policy().mcs().messageChannel()
                ? IO_CHANNEL + 1 + staticChannels().size()
                : 0;
    }

    int userId() {
        return IO_CHANNEL + 2 + staticChannels().size();
    }

    /** All that the client may join. */
    Set<Integer> channels() {
        var channels = new TreeSet<>(staticChannels());
        channels.add(userId());
        channels.add(IO_CHANNEL);
        if (messageChannel() != 0) {
            channels.add(messageChannel());
        }
        return channels;
    }

    /** Whether a redirection has led the client here: it shows the token, or names the session. */
    boolean wasSentHere(RedirectPolicy redirect) {
        var packet = redirect.packet();
        boolean token = packet.text(RedirectionPacket.Kind.LOAD_BALANCE_INFO)
                .filter(link::shows)
                .isPresent();
        boolean session = client.find(CsCluster.class)
                .filter(cluster -> (cluster.flags() & CsCluster.REDIRECTED_SESSIONID_FIELD_VALID) != 0)
                .filter(cluster -> cluster.redirectedSessionId() == packet.sessionId() && packet.sessionId() != 0)
                .isPresent();
        return token || session || link.selected().equals(SecurityProtocols.RDSTLS);
    }

    boolean skipsJoins() {
        return link.policy().mcs().skipChannelJoin()
                && core().map(c -> c.options().earlyCapabilityFlags())
                        .filter(f -> f.contains(EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_SKIP_CHANNELJOIN))
                        .isPresent();
    }

    IoPath path() {
        return new IoPath(Role.SERVER, IoPath.SERVER_USER, IO_CHANNEL, messageChannel(), Optional.empty(), false);
    }

    /** The state once the channels are joined. */
    ServerState afterJoins() {
        return serverRandom.isPresent() ? new AwaitSecurityExchange(this) : new AwaitClientInfo(this, path());
    }

    List<CapabilitySet> capabilities() {
        int width = core().map(CsCore::desktopWidth).orElse(DEFAULT_WIDTH);
        int height = core().map(CsCore::desktopHeight).orElse(DEFAULT_HEIGHT);
        return ServerCapabilities.lab(width, height, 16);
    }

    private Optional<CsCore> core() {
        return client.find(CsCore.class);
    }
}
