package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.diagnosis.capture.rebuild.Conclusion.Concluded;
import dev.rdplab.diagnosis.capture.tcp.TcpConnection;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outcome;
import java.util.Optional;
import java.util.OptionalLong;

/** How a session ended that was up, or seems to have been. */
record SessionEnd(ConnectionStory story, TcpConnection tcp) {

    /** So soon a client refuses what it reads, in nanoseconds; a recorded xfreerdp that had a session left after 56 ms. */
    private static final long AT_ONCE = 10_000_000;

    /** A server that has said so much sent a picture, in bytes with its certificate and all. */
    private static final int PICTURE = 16_384;

    Concluded concluded(Optional<TcpConnection.Close> close) {
        return new Concluded(completed(close), Stage.ACTIVE);
    }

    private Outcome completed(Optional<TcpConnection.Close> close) {
        var announced = story.announced().filter(o -> o.kind() == EndingKind.ERROR_INFO);
        if (announced.isPresent()) {
            return announced.get();
        }
        var by = close.map(TcpConnection.Close::by)
                .orElse(story.announced().map(Outcome::by).orElse(Role.CLIENT));
        String end = close.map(c -> "session up, then " + (c.reset() ? "RST" : "FIN") + " of the " + c.by())
                .orElse("the capture ends with the session up");
        String or = close.filter(this::refusable).isPresent()
                ? "; or the client did not take the Font Map, which only its bytes tell"
                : "";
        return new Outcome(EndingKind.COMPLETED, by, OptionalLong.empty(), end + or);
    }

    /** The client closed at once after what has the length of the Font Map, without a word of RDP. */
    private boolean refusable(TcpConnection.Close close) {
        return story.inferred()
                && !story.clientUp()
                && tcp.server().told() < PICTURE
                && close.by() == Role.CLIENT
                && close.mark().nanos() - story.entered() < AT_ONCE;
    }
}
