package dev.rdplab.protocol.handshake.server;

/**
 * What the server measures on the message channel, [MS-RDPBCGR] 1.3.9: nothing with a client that has none.
 *
 * @param rtt the round trip
 * @param bandwidth with a start, a payload and a stop
 * @param continuous once more in the session
 * @param during when the connect-time measurement comes
 * @param waits whether the server goes on only once the client has answered
 */
public record AutoDetectPolicy(boolean rtt, boolean bandwidth, boolean continuous, During during, boolean waits) {

    /** Where in the sequence it measures. */
    public enum During {
        /** Before the first licensing PDU, where the specification has it. */
        BEFORE_LICENSING,
        /** Behind the License Request; behind the only licensing PDU where there is no request. */
        LICENSING,
        /** Between licensing and Demand Active. */
        CAPABILITIES
    }

    public static final AutoDetectPolicy NONE =
            new AutoDetectPolicy(false, false, false, During.BEFORE_LICENSING, false);

    /** One round trip before licensing, without waiting for the answer. */
    public static final AutoDetectPolicy RTT = new AutoDetectPolicy(true, false, false, During.BEFORE_LICENSING, false);

    boolean measures(During when) {
        return (rtt || bandwidth) && during == when;
    }
}
