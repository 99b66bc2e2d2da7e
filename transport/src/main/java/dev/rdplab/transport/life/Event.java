package dev.rdplab.transport.life;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.tls.TlsAlert;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Duration;

/** What happens to a connection. */
public sealed interface Event {

    // ---- the socket

    /** The socket is connected. */
    record Opened() implements Event {}

    /** The socket could not be connected. */
    record Unconnected(Input.Unconnected why, String detail) implements Event {}

    /** The peer took the connection and reset it before this end's kernel could say so. */
    record ResetWhileConnecting() implements Event {}

    /** The peer's FIN or RST. */
    record EndOfInput(boolean reset) implements Event {}

    /** A write met an error of the socket. */
    record WriteFailed() implements Event {}

    /** All that was written before this end's FIN is out. */
    record Flushed() implements Event {}

    /** The socket is closed. */
    record SocketClosed() implements Event {}

    // ---- timers

    /** What is timed. */
    enum Timer {
        /** A wait that an effect asked for. */
        WAIT,
        /** The deadline of a stage. */
        STAGE,
        /** How long to read on after this end's FIN. */
        DRAIN
    }

    /** A timer has run out. */
    record Due(Timer timer) implements Event {}

    // ---- what the endpoint and its interceptor want

    /** Everything queued has to wait. */
    record Pause(Duration howLong) implements Event {}

    /** This end closes. */
    record Close(Effect.Manner manner) implements Event {}

    /** This end resets. */
    record Abort() implements Event {}

    /** The queue has reached the place of this end's FIN. */
    record FinDue() implements Event {}

    /** TLS is wanted. @param role this end's */
    record TlsAsked(Role role) implements Event {}

    /** All effects before are carried out, or one waits that has to go through TLS. */
    record Proceed() implements Event {}

    // ---- TLS

    /** Bytes are about to be delivered to TLS. */
    record TlsBytes(Bytes first) implements Event {}

    /** The handshake is complete. */
    record TlsUp(TlsSession session) implements Event {}

    /** The handshake or the record layer failed. */
    record TlsBroken(TlsFailure failure) implements Event {}

    /** An alert in clear passed. @param sent by this end */
    record Alert(TlsAlert alert, boolean sent) implements Event {}

    /** The engine has read the peer's close_notify. */
    record CloseNotify() implements Event {}

    /** The alert of a failure had its chance to be seen: the failure is reported. */
    record Settle() implements Event {}

    // ---- the owner

    /** No further frame is to be taken. */
    record LastFrame() implements Event {}

    /** The owner ends the connection in good order. */
    record Leave() implements Event {}

    /** The owner resets the connection, or gives up connecting. */
    record GiveUp() implements Event {}
}
