package dev.rdplab.transport;

import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.Input;

/** Told of what becomes of a connection, on its event loop: no call may block. */
public interface ConnectionListener {

    ConnectionListener NONE = new ConnectionListener() {};

    /** The socket is there and nothing has happened on it. */
    default void opened(Connection connection) {}

    /** The endpoint has taken an input and its effects are queued. */
    default void after(Connection connection, Input input) {}

    /** The endpoint's ending is set; the socket may still be open. @param nanos time since the run began */
    default void ended(Connection connection, Ending ending, long nanos) {}

    /** The socket is closed, or was never opened. @param nanos time since the run began */
    default void closed(Connection connection, long nanos) {}
}
