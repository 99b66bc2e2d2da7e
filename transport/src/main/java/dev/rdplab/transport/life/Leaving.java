package dev.rdplab.transport.life;

import dev.rdplab.protocol.handshake.Effect;

/**
 * This end closes.
 *
 * @param peerGone whether the peer's FIN has come
 */
public record Leaving(Progress progress, boolean peerGone, Flow flow) implements Life {

    /** How far it has come. */
    public enum Progress {
        /** The FIN waits behind what is to be sent. */
        QUEUED,
        /** What was sent before the FIN is on its way out. */
        FLUSHING,
        /** The FIN is sent; the peer's is awaited. */
        HALF_CLOSED,
        /** The socket is being closed. */
        CLOSING
    }

    static final Leaving CLOSING = new Leaving(Progress.CLOSING, true, Flow.FREE);

    @Override
    public boolean held() {
        return flow.hold() != Flow.Hold.NONE;
    }

    @Override
    public boolean silent() {
        return flow.hold() == Flow.Hold.FOREVER;
    }

    @Override
    public boolean discards() {
        return progress != Progress.QUEUED;
    }

    @Override
    public Step on(Event event) {
        if (event instanceof Event.SocketClosed) {
            return Life.to(new Over(), new Action.Release());
        }
        if (progress == Progress.CLOSING) {
            return stay();
        }
        if (event instanceof Event.Abort || event instanceof Event.GiveUp) {
            return Life.to(CLOSING, new Action.Reset());
        }
        if (event instanceof Event.Due due && due.timer() == Event.Timer.DRAIN) {
            return Life.to(CLOSING, new Action.CloseSocket());
        }
        return progress == Progress.QUEUED ? queued(event) : sending(event);
    }

    private Step queued(Event event) {
        if (event instanceof Event.FinDue) {
            return Life.to(
                    new Leaving(Progress.FLUSHING, peerGone, Flow.FREE),
                    new Action.ReadOn(),
                    new Action.ArmDrain(),
                    new Action.Flush());
        }
        if (event instanceof Event.EndOfInput end) {
            return end.reset() || flow.broken()
                    ? Life.to(CLOSING, new Action.CloseSocket())
                    : Life.to(new Leaving(progress, true, flow));
        }
        if (event instanceof Event.WriteFailed) {
            return Life.to(new Leaving(progress, peerGone, flow.afterFailedWrite()), new Action.ReadOn());
        }
        if (event instanceof Event.Pause pause && !pause.howLong().isZero()) {
            boolean forever = pause.howLong().compareTo(Effect.Wait.FOREVER) >= 0;
            var held = new Leaving(progress, peerGone, flow.hold(forever ? Flow.Hold.FOREVER : Flow.Hold.TIMED));
            return forever
                    ? Life.to(held)
                    : Life.to(
                            held,
                            new Action.Arm(Event.Timer.WAIT, pause.howLong().toNanos()));
        }
        return event instanceof Event.Due due && due.timer() == Event.Timer.WAIT
                ? Life.to(new Leaving(progress, peerGone, flow.hold(Flow.Hold.NONE)), new Action.Resume())
                : stay();
    }

    private Step sending(Event event) {
        if (event instanceof Event.EndOfInput) {
            return Life.to(CLOSING, new Action.CloseSocket());
        }
        if (event instanceof Event.Flushed && progress == Progress.FLUSHING) {
            return peerGone
                    ? Life.to(CLOSING, new Action.CloseSocket())
                    : Life.to(new Leaving(Progress.HALF_CLOSED, false, flow), new Action.HalfClose());
        }
        return stay();
    }
}
