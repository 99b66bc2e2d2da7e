package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.gcc.ChannelDef;
import dev.rdplab.protocol.gcc.EarlyCapabilityFlags;
import dev.rdplab.protocol.gcc.EncryptionMethods;
import dev.rdplab.protocol.gcc.RdpVersion;
import dev.rdplab.protocol.mcs.BerForm;
import java.util.List;
import java.util.OptionalLong;

/**
 * The settings a client sends in its MCS Connect-Initial.
 *
 * @param build the client's build number
 * @param earlyCapabilities what it can do
 * @param encryptionMethods for standard RDP security
 * @param channels the static virtual channels it wants
 * @param messageChannel whether it asks for the message channel
 * @param multitransport flags of TS_UD_CS_MULTITRANSPORT; empty leaves the block out
 * @param spelling of the BER
 */
public record ClientShape(
        RdpVersion version,
        long build,
        EarlyCapabilityFlags earlyCapabilities,
        int connectionType,
        EncryptionMethods encryptionMethods,
        List<ChannelDef> channels,
        boolean messageChannel,
        OptionalLong multitransport,
        BerForm spelling) {

    public ClientShape {
        channels = List.copyOf(channels);
    }
}
