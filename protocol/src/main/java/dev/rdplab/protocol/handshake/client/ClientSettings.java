package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.gcc.ClientBlock;
import dev.rdplab.protocol.gcc.ClientData;
import dev.rdplab.protocol.gcc.ClientMcsConnectInitial;
import dev.rdplab.protocol.gcc.CoreOptions;
import dev.rdplab.protocol.gcc.CsCluster;
import dev.rdplab.protocol.gcc.CsCore;
import dev.rdplab.protocol.gcc.CsMcsMsgChannel;
import dev.rdplab.protocol.gcc.CsMultitransport;
import dev.rdplab.protocol.gcc.CsNet;
import dev.rdplab.protocol.gcc.CsSecurity;
import dev.rdplab.protocol.gcc.EncryptionMethods;
import java.util.ArrayList;

/** Makes the Connect-Initial of a policy. */
final class ClientSettings {

    /** REDIRECTION_SUPPORTED with version 5 of the redirection, [MS-RDPBCGR] 2.2.1.3.5. */
    private static final long CLUSTER_FLAGS = 0x0d;

    private ClientSettings() {}

    static ClientMcsConnectInitial connectInitial(ClientLink link) {
        var policy = link.policy();
        var shape = policy.shape();
        var blocks = new ArrayList<ClientBlock>();
        blocks.add(CsCore.of(
                shape.version(),
                policy.desktopWidth(),
                policy.desktopHeight(),
                shape.build(),
                policy.clientName(),
                CoreOptions.of(shape.earlyCapabilities(), shape.connectionType(), link.selected())));
        blocks.add(policy.redirection()
                .filter(packet -> packet.sessionId() != 0)
                .map(packet ->
                        new CsCluster(CLUSTER_FLAGS | CsCluster.REDIRECTED_SESSIONID_FIELD_VALID, packet.sessionId()))
                .orElse(new CsCluster(CLUSTER_FLAGS, 0)));
        blocks.add(new CsSecurity(shape.encryptionMethods(), EncryptionMethods.NONE));
        if (!shape.channels().isEmpty()) {
            blocks.add(new CsNet(shape.channels()));
        }
        if (shape.messageChannel()) {
            blocks.add(new CsMcsMsgChannel(0));
        }
        shape.multitransport().ifPresent(flags -> blocks.add(new CsMultitransport(flags)));
        var initial = ClientMcsConnectInitial.of(new ClientData(blocks));
        return new ClientMcsConnectInitial(initial.mcs().withForm(shape.spelling()), initial.gcc(), initial.data());
    }
}
