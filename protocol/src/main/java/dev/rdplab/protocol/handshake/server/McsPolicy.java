package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.mcs.McsResult;

/**
 * How the server answers the MCS requests.
 *
 * @param connectResult of Connect-Response
 * @param attachResult of Attach-User-Confirm
 * @param joinResult of the first Channel-Join-Confirm
 * @param messageChannel whether a client that asks for the message channel gets one
 * @param skipChannelJoin whether channel joins are skipped with a client that can
 */
public record McsPolicy(
        McsResult connectResult,
        McsResult attachResult,
        McsResult joinResult,
        boolean messageChannel,
        boolean skipChannelJoin) {

    public static final McsPolicy DEFAULT =
            new McsPolicy(McsResult.SUCCESSFUL, McsResult.SUCCESSFUL, McsResult.SUCCESSFUL, true, false);
}
