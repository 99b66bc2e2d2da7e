package dev.rdplab.transport;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Endpoint;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One connection as its owner sees it. Safe for use by any thread. */
public interface Connection {

    /**
     * The endpoint. It belongs to the event loop: from elsewhere read only what never changes, the
     * {@linkplain Endpoint#transcript() transcript}, and after {@link ConnectionListener#closed} all of it.
     */
    Endpoint endpoint();

    /** This end's address; null while there is no socket. */
    InetSocketAddress local();

    /** The peer's address; null while there is no socket. */
    InetSocketAddress remote();

    /** Raw bytes so far. */
    Traffic traffic();

    /** Raw bytes so far by the stage in which this end sent or read them. */
    Map<Stage, Traffic> trafficByStage();

    /** What the kernel knew when a deadline passed; empty when none did, or the kernel does not tell. */
    Optional<TcpState> atDeadline();

    /** Raw bytes in order, as far as {@link SocketSettings#recorded} says. */
    List<RawBytes> recorded();

    /**
     * Takes the connection's bytes over from the endpoint, which gets no frame any more but still learns how the connection
     * ends. What has come and was not taken yet is given to the reader at once. To be called on the connection's event loop,
     * as its listener and interceptor are.
     */
    PlainStream takeOver(PlainStream.Reader reader);

    /** Ends the connection in good order, once it is up: the state is informed, waits are cut short. */
    void close();

    /** Resets it at once, or gives up connecting. */
    void abort();
}
