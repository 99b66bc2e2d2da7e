package dev.rdplab.transport.life;

import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Input;
import java.util.ArrayList;
import java.util.List;

/** What every open phase does with a wait, a failed write and the ways to end. */
final class Ends {

    private Ends() {}

    static Life.Step of(Life.Open open, Event event) {
        var flow = open.flow();
        if (event instanceof Event.Pause pause) {
            return pause(open, pause);
        }
        if (event instanceof Event.Due due) {
            return due(open, due);
        }
        if (event instanceof Event.WriteFailed) {
            return Life.to(open.flow(flow.afterFailedWrite()), new Action.ReadOn());
        }
        if (event instanceof Event.EndOfInput end) {
            return peerEnded(open, end.reset() || flow.broken());
        }
        if (event instanceof Event.Close close) {
            return close(open, close.manner());
        }
        if (event instanceof Event.Abort || event instanceof Event.GiveUp) {
            return Life.to(Leaving.CLOSING, new Action.EndHere(true), new Action.Reset());
        }
        if (event instanceof Event.LastFrame) {
            return Life.to(open.flow(flow.withoutFurtherFrames()));
        }
        if (event instanceof Event.Leave) {
            return Life.to(
                    open.flow(flow.hold(Flow.Hold.NONE)),
                    new Action.Disarm(Event.Timer.WAIT),
                    new Action.Resume(),
                    new Action.Goodbye());
        }
        return event instanceof Event.SocketClosed ? Life.to(new Life.Over(), new Action.Release()) : open.stay();
    }

    private static Life.Step pause(Life.Open open, Event.Pause pause) {
        var howLong = pause.howLong();
        if (howLong.isZero() || howLong.isNegative()) {
            return open.stay();
        }
        if (howLong.compareTo(Effect.Wait.FOREVER) >= 0) {
            return Life.to(open.flow(open.flow().hold(Flow.Hold.FOREVER)));
        }
        return Life.to(
                open.flow(open.flow().hold(Flow.Hold.TIMED)), new Action.Arm(Event.Timer.WAIT, howLong.toNanos()));
    }

    private static Life.Step due(Life.Open open, Event.Due due) {
        return switch (due.timer()) {
            case WAIT -> Life.to(open.flow(open.flow().hold(Flow.Hold.NONE)), new Action.ReadOn(), new Action.Resume());
            case STAGE ->
                Life.to(Leaving.CLOSING, new Action.Interrupt(new Input.DeadlineReached()), new Action.Reset());
            case DRAIN -> open.stay();
        };
    }

    private static Life.Step peerEnded(Life.Open open, boolean reset) {
        if (open.story().unreported()) { // the failure came first
            return Life.to(open, new Action.Raise(new Event.Settle()), new Action.Raise(new Event.EndOfInput(reset)));
        }
        var told = new Action.Interrupt(new Input.PeerClosed(reset, open.story().closeNotify()));
        if (reset) {
            return Life.to(Leaving.CLOSING, told, new Action.CloseSocket());
        }
        var actions = new ArrayList<Action>(List.of(told));
        if (open.secured()) {
            actions.add(new Action.SendCloseNotify());
        }
        actions.add(new Action.QueueFin());
        return new Life.Step(new Leaving(Leaving.Progress.QUEUED, true, Flow.FREE), actions);
    }

    private static Life.Step close(Life.Open open, Effect.Manner manner) {
        var actions = new ArrayList<Action>();
        if (open.secured() && manner != Effect.Manner.WITHOUT_NOTIFY) {
            actions.add(new Action.SendCloseNotify());
        }
        if (manner == Effect.Manner.NOTIFY_ONLY) {
            return new Life.Step(open, actions);
        }
        actions.add(new Action.EndHere(false));
        actions.add(new Action.QueueFin());
        return new Life.Step(new Leaving(Leaving.Progress.QUEUED, false, open.flow()), actions);
    }
}
