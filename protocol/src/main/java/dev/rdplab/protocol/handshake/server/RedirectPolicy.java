package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.share.RedirectionPacket;

/**
 * The server sends clients elsewhere, [MS-RDPBCGR] 3.3.5.4.7, but those that were sent here: they show the load-balance
 * info as their routing token, name the session in TS_UD_CS_CLUSTER, or use RDSTLS.
 *
 * @param packet what it says; with LB_NOREDIRECT the connection goes on
 * @param when where in the sequence
 */
public record RedirectPolicy(RedirectionPacket packet, When when) {

    /** Where in the sequence the Server Redirection PDU comes. */
    public enum When {
        BEFORE_LICENSING,
        /** In place of the Demand Active PDU, as a connection broker does. */
        AFTER_LICENSING,
        IN_SESSION
    }
}
