package dev.rdplab.relay;

import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Duration;

/** What a passage has to do next. */
sealed interface Piece {

    /** Passes a message on; faults at raw offsets may still act on its bytes. */
    record Pass(Message message) implements Piece {}

    /** Writes bytes as they are. */
    record Write(Bytes bytes) implements Piece {}

    /** Waits. */
    record Wait(Duration howLong) implements Piece {}

    /** Passes the sender's FIN on. */
    record Fin() implements Piece {}

    /** Passes the sender's RST on. */
    record Rst() implements Piece {}

    /** A fault closes in the sender's name. */
    record Close() implements Piece {}

    /** A fault resets in the sender's name. */
    record Abort() implements Piece {}
}
