package dev.rdplab.experiments.flights;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import java.util.List;

/** One end's program: does the steps that were recorded, each when what it waited for has come and been computed with. */
final class Player {

    private final long[] limits; // of the stages; NEVER for none
    private TcpEnd tcp;
    private List<Step> steps = List.of();
    private int done;
    private long at;
    private Stage stage;
    private long entered;

    Player(Deadlines deadlines) {
        limits = new long[Stage.values().length];
        for (Stage each : Stage.values()) {
            limits[each.ordinal()] =
                    deadlines.of(each).map(limit -> limit.toNanos()).orElse(TcpEnd.NEVER);
        }
    }

    /** Begins anew with a connection that is there. @param since when it began to be set up */
    void begin(List<Step> script, TcpEnd end, long since) {
        tcp = end;
        steps = script;
        done = 0;
        at = TcpEnd.NEVER;
        stage = Stage.CONNECT;
        entered = since;
    }

    /** There is nothing to do before a connection is there. */
    void idle(long since) {
        begin(List.of(), null, since);
    }

    /** When it does something. */
    long next() {
        return at;
    }

    /** When it will have been too long in its stage. */
    long deadline() {
        return limits[stage.ordinal()] == TcpEnd.NEVER ? TcpEnd.NEVER : entered + limits[stage.ordinal()];
    }

    Stage stage() {
        return stage;
    }

    long entered() {
        return entered;
    }

    /** Whether all was done that was recorded. */
    boolean finished() {
        return done == steps.size();
    }

    /** Something may have arrived, or a step was done. */
    void look(long now) {
        if (at == TcpEnd.NEVER
                && !finished()
                && tcp != null
                && tcp.heardWrites() >= steps.get(done).after()) {
            at = now + steps.get(done).nanos();
        }
    }

    /** @return the step that was due */
    Step step(long now) {
        var step = steps.get(done++);
        at = TcpEnd.NEVER;
        if (step.enters().isPresent()) {
            stage = step.enters().get();
            entered = now;
        } else if (step.writes() > 0) {
            tcp.write(step.writes(), now);
        }
        look(now);
        return step;
    }
}
