package dev.rdplab.relay;

import dev.rdplab.protocol.Role;
import io.netty.util.concurrent.EventExecutor;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Passes FIN and RST from one leg to the other, and closes both when nothing can pass any more. Belongs to one event loop. */
final class Closing {

    /** Time that a peer has to end its side after a close in its peer's name. */
    private static final long GRACE_SECONDS = 1;

    private final EventExecutor loop;
    private final Map<Role, ? extends Leg> legs;
    private final Map<Role, Passage> passages;
    private final Map<Role, LegStory> stories;

    Closing(
            EventExecutor loop,
            Map<Role, ? extends Leg> legs,
            Map<Role, Passage> passages,
            Map<Role, LegStory> stories) {
        this.loop = loop;
        this.legs = legs;
        this.passages = passages;
        this.stories = stories;
    }

    /** Passes the end of what the passage's sender sends: its own FIN or RST, or one of a fault in its name. */
    void pass(Passage passage, Piece how) {
        Role sender = passage.sender();
        boolean reset = how instanceof Piece.Rst || how instanceof Piece.Abort;
        boolean fault = how instanceof Piece.Close || how instanceof Piece.Abort;
        var receiving = legs.get(sender.peer());
        stories.get(sender.peer()).ended(sender, reset);
        passage.state(reset || fault ? Passage.State.CUT : Passage.State.FINISHED);
        if (reset) {
            passages.get(sender.peer()).state(Passage.State.CUT);
            receiving.reset();
        } else {
            receiving.fin();
        }
        if (fault) { // towards the real sender the relay is the other end
            stories.get(sender).ended(sender.peer(), reset);
            passages.get(sender.peer()).state(Passage.State.CUT);
            if (reset) {
                legs.get(sender).reset();
            } else {
                legs.values().forEach(Leg::fin);
                loop.schedule(() -> legs.values().forEach(Leg::close), GRACE_SECONDS, TimeUnit.SECONDS);
            }
        }
        settle();
    }

    /** A RST behind a FIN: the end cannot be reached any more. */
    void resetAfterFin(Role end) {
        passages.get(end.peer()).state(Passage.State.CUT);
        legs.get(end).close();
        legs.get(end.peer()).reset();
        stories.get(end.peer()).ended(end, true);
        settle();
    }

    /** The end keeps its side open behind the other's FIN, and nothing moves: closes both sockets. */
    void inVain(Role end) {
        stories.values()
                .forEach(story -> story.signal(
                        "the " + end.word() + " kept its side open and nothing moved: the relay closed both legs"));
        legs.values().forEach(Leg::close);
    }

    /** Closes both sockets when both ends have finished. */
    void settle() {
        if (passages.values().stream().allMatch(passage -> passage.state() == Passage.State.FINISHED)) {
            legs.values().forEach(Leg::close);
        }
    }

    boolean allClosed() {
        return legs.values().stream().noneMatch(Leg::open);
    }

    /** One leg is closed: closes the other when nothing can pass to it any more. */
    void closeTheOther() {
        legs.forEach((end, leg) -> {
            if (leg.open() && passages.get(end.peer()).state() == Passage.State.CUT) {
                loop.schedule(leg::close, GRACE_SECONDS, TimeUnit.SECONDS);
            }
        });
    }
}
