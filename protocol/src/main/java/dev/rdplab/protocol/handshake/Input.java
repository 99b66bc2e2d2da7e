package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.OptionalInt;

/** Something that happened to one end of a connection. */
public sealed interface Input {

    /** TCP is up. */
    record Connected() implements Input {}

    /** TCP could not be set up. */
    record ConnectFailed(Unconnected why, String detail) implements Input {}

    /** Why there is no TCP connection. */
    enum Unconnected {
        /** The peer or a router on the way said no: RST, or ICMP unreachable. */
        REFUSED,
        /** Nobody answered in time. */
        UNANSWERED,
        /** Nothing was sent: the name has no address, or this machine has no route. */
        UNTRIED
    }

    /** One whole unit, as {@link HandshakeState#expects} asked for. */
    record Frame(Bytes bytes) implements Input {}

    /** Bytes that begin no unit such as {@link HandshakeState#expects} asked for. @param violation what {@link Framing} said */
    record Unframed(Bytes bytes, ProtocolViolationException violation) implements Input {}

    record TlsEstablished(TlsSession session) implements Input {}

    /**
     * The TLS handshake or the record layer failed.
     *
     * @param by who gave up: the sender of the alert, or of the bytes that could not be read
     * @param alert the AlertDescription, RFC 8446 section 6; empty when none was seen
     */
    record TlsFailed(Role by, OptionalInt alert, String detail) implements Input {}

    /** The peer ended the connection. @param closeNotify whether a TLS close_notify came before */
    record PeerClosed(boolean reset, boolean closeNotify) implements Input {}

    /** This end closed although its state was not at its end: the doing of a fault. */
    record SelfClosed(boolean reset) implements Input {}

    /** The time allowed for the current stage is over. */
    record DeadlineReached() implements Input {}

    /** Our own user ends the connection, in good order. */
    record LocalClose() implements Input {}
}
