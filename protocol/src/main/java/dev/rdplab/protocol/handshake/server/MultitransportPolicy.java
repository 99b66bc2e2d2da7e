package dev.rdplab.protocol.handshake.server;

import dev.rdplab.protocol.gcc.CsMultitransport;
import dev.rdplab.protocol.multitransport.InitiateMultitransportRequest;
import java.util.List;

/**
 * Which UDP transports the server offers between licensing and Demand Active, [MS-RDPBCGR] 1.3.1.1.
 *
 * @param protocols requestedProtocol of each Initiate Multitransport Request, in order
 * @param unasked whether those are offered too that the client did not announce
 * @param waits whether the server goes on only once the client has answered
 */
public record MultitransportPolicy(List<Integer> protocols, boolean unasked, boolean waits) {

    public static final MultitransportPolicy NONE = new MultitransportPolicy(List.of(), false, false);

    /** Each protocol that the client announced. */
    public static final MultitransportPolicy ANNOUNCED = new MultitransportPolicy(
            List.of(InitiateMultitransportRequest.UDP_RELIABLE, InitiateMultitransportRequest.UDP_LOSSY), false, false);

    public MultitransportPolicy {
        protocols = List.copyOf(protocols);
    }

    /** What is offered to a client that announced these flags of {@link CsMultitransport}. */
    public List<Integer> offered(long announced) {
        return protocols.stream()
                .filter(protocol -> unasked || (announced & transportType(protocol)) != 0)
                .toList();
    }

    /** The flags of SC_MULTITRANSPORT. */
    long flags() {
        return protocols.stream().mapToLong(MultitransportPolicy::transportType).reduce(0, (a, b) -> a | b);
    }

    private static long transportType(int protocol) {
        return protocol == InitiateMultitransportRequest.UDP_LOSSY
                ? CsMultitransport.TRANSPORTTYPE_UDPFECL
                : CsMultitransport.TRANSPORTTYPE_UDPFECR;
    }
}
