package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;

/**
 * Sees every message of one end of one connection at the moment it matters and may have something else done instead: the
 * only place where faults act. PDUs pass here inside {@link Endpoint}, TLS records and raw bytes in the transport, all in
 * the same vocabulary. One instance serves one connection.
 */
public interface Interceptor {

    /** Changes nothing. */
    Interceptor NONE = new Interceptor() {};

    /** The end entered a stage. @return effects to carry out before anything else happens in it */
    default List<Effect> entered(Role role, int connection, Stage stage) {
        return List.of();
    }

    /** @return what to carry out instead of the send */
    default List<Effect> sending(Occasion occasion, Effect.Send send) {
        return List.of(send);
    }

    /**
     * A message has been received and not yet been answered.
     *
     * @param message for PDUs inside {@link Endpoint} already accepted by the state
     */
    default Reception received(Occasion occasion, Message message) {
        return Reception.PROCEED;
    }

    /** Whether {@link #wire} is to be called: raw bytes are shown only to those who ask. */
    default boolean watchesWire() {
        return false;
    }

    /**
     * Raw bytes on the socket, below everything.
     *
     * @param sender the end the bytes come from
     * @param offset bytes that went this way before
     * @return what to carry out instead of passing the bytes on; {@link Effect.Send}s here are always
     *     {@link Effect.Layer#WIRE}
     */
    default List<Effect> wire(Role role, int connection, Role sender, long offset, Bytes chunk) {
        return List.of(new Effect.Send(Message.raw("", chunk), Effect.Layer.WIRE));
    }

    /**
     * What becomes of a received message.
     *
     * @param first effects to carry out before the answer
     * @param proceed false when the message is dropped and its answer never made
     */
    record Reception(List<Effect> first, boolean proceed) {
        public static final Reception PROCEED = new Reception(List.of(), true);

        public Reception {
            first = List.copyOf(first);
        }
    }
}
