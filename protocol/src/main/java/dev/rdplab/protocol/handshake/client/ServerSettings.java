package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.gcc.EarlyCapabilityFlags;
import dev.rdplab.protocol.gcc.ScCore;
import dev.rdplab.protocol.gcc.ScMcsMsgChannel;
import dev.rdplab.protocol.gcc.ScNet;
import dev.rdplab.protocol.gcc.ScSecurity;
import dev.rdplab.protocol.gcc.ServerData;
import dev.rdplab.protocol.gcc.ServerEarlyCapabilityFlags;
import dev.rdplab.protocol.security.EncryptionMethod;
import dev.rdplab.protocol.security.RsaPublicKey;
import dev.rdplab.protocol.security.ServerCertificate;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the server settled on in the GCC exchange.
 *
 * @param messageChannel 0 when there is none
 * @param skipsJoins both ends can do without channel joins
 * @param method of standard RDP security; NONE under TLS
 * @param serverRandom empty with method NONE
 * @param serverKey to encrypt the client's random number for; absent with method NONE
 */
record ServerSettings(
        ClientLink link,
        int ioChannel,
        List<Integer> staticChannels,
        int messageChannel,
        boolean skipsJoins,
        EncryptionMethod method,
        Bytes serverRandom,
        Optional<RsaPublicKey> serverKey) {

    ServerSettings {
        staticChannels = List.copyOf(staticChannels);
    }

    static ServerSettings of(ClientLink link, ServerData data, WireReader in) {
        var net =
                data.find(ScNet.class).orElseThrow(() -> in.violation("TS_UD_SC_NET", Problem.INCONSISTENT, "missing"));
        requireOffer(link, data, in);
        var security = data.find(ScSecurity.class).orElse(ScSecurity.NONE);
        long number = security.encryptionMethod().value();
        var method = EncryptionMethod.of(number)
                .filter(EncryptionMethod::isSupported)
                .orElseThrow(() ->
                        in.as(ScSecurity.STRUCTURE).violation("encryptionMethod", Problem.UNEXPECTED_VALUE, number));
        var keys = security.keys();
        if (method != EncryptionMethod.NONE && keys.isEmpty()) {
            throw in.as(ScSecurity.STRUCTURE).violation("serverCertificate", Problem.INCONSISTENT, "missing");
        }
        return new ServerSettings(
                link,
                net.mcsChannelId(),
                net.channelIds(),
                data.find(ScMcsMsgChannel.class)
                        .map(ScMcsMsgChannel::mcsChannelId)
                        .orElse(0),
                skips(link, data),
                method,
                keys.map(ScSecurity.Keys::serverRandom).orElse(Bytes.EMPTY),
                method == EncryptionMethod.NONE
                        ? Optional.empty()
                        : keys.map(k -> certificate(k.serverCertificate(), in).publicKey()));
    }

    /** The offer was changed on its way when the server has seen another one, [MS-RDPBCGR] 2.2.1.4.2. */
    private static void requireOffer(ClientLink link, ServerData data, WireReader in) {
        var seen = data.find(ScCore.class).flatMap(ScCore::clientRequestedProtocols);
        var sent = link.policy().requested();
        if (seen.isPresent() && !seen.get().equals(sent)) {
            throw in.as(ScCore.STRUCTURE)
                    .violation(
                            "clientRequestedProtocols", Problem.INCONSISTENT, seen.get() + ", the offer was " + sent);
        }
    }

    private static ServerCertificate certificate(Bytes bytes, WireReader in) {
        return ServerCertificate.decode(WireReader.of(bytes, in.stage(), "SERVER_CERTIFICATE"));
    }

    private static boolean skips(ClientLink link, ServerData data) {
        return link.policy()
                        .shape()
                        .earlyCapabilities()
                        .contains(EarlyCapabilityFlags.RNS_UD_CS_SUPPORT_SKIP_CHANNELJOIN)
                && data.find(ScCore.class)
                        .flatMap(ScCore::earlyCapabilityFlags)
                        .filter(f -> f.contains(ServerEarlyCapabilityFlags.RNS_UD_SC_SKIP_CHANNELJOIN_SUPPORTED))
                        .isPresent();
    }

    /** What the client joins after its user channel, in the order of real clients. */
    List<Integer> channels() {
        var channels = new ArrayList<Integer>();
        channels.add(ioChannel);
        if (messageChannel != 0) {
            channels.add(messageChannel);
        }
        channels.addAll(staticChannels);
        return channels;
    }
}
