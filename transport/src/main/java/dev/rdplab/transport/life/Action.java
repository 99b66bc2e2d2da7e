package dev.rdplab.transport.life;

import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.wire.Bytes;

/** What a shell carries out for a connection. */
public sealed interface Action {

    /** Tells the listener that the connection is open, and the endpoint that it is connected. */
    record Open() implements Action {}

    /** Feeds the endpoint; its effects are queued behind the others. */
    record Tell(Input input) implements Action {}

    /** Drops all that is queued or waits, and feeds the endpoint; its effects are not needed. */
    record Interrupt(Input input) implements Action {}

    /** Tells the endpoint that this end closed, unless it has its ending already. */
    record EndHere(boolean reset) implements Action {}

    /** Lets the endpoint say goodbye, or closes in good order when it has its ending already. */
    record Goodbye() implements Action {}

    /** Handles another event. */
    record Raise(Event event) implements Action {}

    /** Handles another event as soon as what is under way is through. */
    record RaiseLater(Event event) implements Action {}

    /** Starts a timer that has its length from the event. @param nanos how long */
    record Arm(Event.Timer timer, long nanos) implements Action {}

    /** Starts the timer of the drain, whose length the shell knows. */
    record ArmDrain() implements Action {}

    /** Stops a timer. */
    record Disarm(Event.Timer timer) implements Action {}

    /** Goes on with what is queued. */
    record Resume() implements Action {}

    /** From now on bytes are TLS records; those read already are the first. */
    record BeginTls() implements Action {}

    /** Puts TLS into the connection. @param first the bytes that it will get first, empty for a client */
    record InsertTls(Bytes first) implements Action {}

    /** Begins TLS anew inside TLS. */
    record RenewTls() implements Action {}

    /** Records are no longer inspected. */
    record ForgetRecords() implements Action {}

    /** Sends a close_notify. */
    record SendCloseNotify() implements Action {}

    /** Queues this end's FIN behind all that is to be sent. */
    record QueueFin() implements Action {}

    /** Flushes, and raises {@link Event.Flushed} when all is out. */
    record Flush() implements Action {}

    /** Sends FIN. */
    record HalfClose() implements Action {}

    /** Sends RST and closes the socket. */
    record Reset() implements Action {}

    /** Closes the socket. */
    record CloseSocket() implements Action {}

    /** Continues reading. */
    record ReadOn() implements Action {}

    /** Releases all resources and reports the end of the connection to the listener. */
    record Release() implements Action {}
}
