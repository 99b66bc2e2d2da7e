package dev.rdplab.experiments.flights;

import dev.rdplab.chaos.link.Direction;
import dev.rdplab.experiments.sweep.Trial;
import dev.rdplab.packetlinks.PacketPath;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.OptionalInt;

/**
 * A client's handshake with all its attempts, computed event by event: packets that arrive, timers, steps of the two programs,
 * deadlines. The same recording, path, limits, seed and number give the same trial. Used again for each trial, by one thread.
 */
public final class SimulatedHandshake {

    private static final Stage[] STAGES = Stage.values();

    private final List<List<RecordedAttempt>> handshakes;
    private final Retries retries;
    private final int mostAttempts;
    private final long connectNanos;
    private final long wholeNanos;

    private final Lane up;
    private final Lane down;
    private final TcpEnd client;
    private final TcpEnd server;
    private final Player clientProgram;
    private final Player serverProgram;

    private final long[] spent = new long[STAGES.length]; // in each stage; negative for one that was not entered
    private final List<Integer> attempts = new ArrayList<>();
    private long now;
    private boolean connected;
    private boolean accepted;

    public SimulatedHandshake(RecordedFlights recorded, PacketPath path, Limits limits, Retries retries) {
        handshakes = recorded.handshakes();
        this.retries = retries;
        mostAttempts = limits.attempts();
        connectNanos = limits.connect().toNanos();
        wholeNanos = limits.whole().toNanos();
        up = new Lane(Direction.UP, path.up(), path.seed());
        down = new Lane(Direction.DOWN, path.down(), path.seed());
        int clamp = Math.max(path.up().mssClamp(), path.down().mssClamp());
        client = new TcpEnd(TcpKernel.of(path.kernelA()), path.deviceMtu(), clamp, up);
        server = new TcpEnd(TcpKernel.of(path.kernelB()), path.deviceMtu(), clamp, down);
        client.meets(server);
        server.meets(client);
        clientProgram = new Player(limits.client());
        serverProgram = new Player(limits.server());
    }

    /** @param number of the trial, which says what chance does and which of the recorded handshakes is played */
    public Trial run(int number) {
        up.trial(number);
        down.trial(number);
        Arrays.fill(spent, -1);
        attempts.clear();
        now = 0;
        long retransmissions = 0;
        Ending ending;
        var recorded = handshakes.get(number % handshakes.size());
        var next = OptionalInt.of(0);
        do {
            attempts.add(next.getAsInt());
            ending = attempt(recorded.get(next.getAsInt()));
            retransmissions += client.retransmissions() + server.retransmissions();
            boolean more = ending.kind() != EndingKind.COMPLETED && now < wholeNanos && attempts.size() < mostAttempts;
            next = more ? retries.next(attempts, ending) : OptionalInt.empty();
        } while (next.isPresent());
        return new Trial(
                ending.kind() == EndingKind.COMPLETED,
                ending.stage(),
                ending.kind().word(),
                millis(),
                retransmissions);
    }

    private Ending attempt(RecordedAttempt script) {
        long begun = now;
        up.clear();
        down.clear();
        client.reset();
        server.reset();
        clientProgram.idle(now);
        serverProgram.idle(now);
        connected = false;
        accepted = false;
        client.connect(now);
        while (true) {
            long patience = Math.min(wholeNanos, patience(begun));
            now = Math.min(patience, soonest());
            if (now == patience) {
                return ended(EndingKind.TIMEOUT);
            }
            happen();
            meet(script, begun);
            if (client.state() == TcpEnd.State.GONE || client.state() == TcpEnd.State.RESET) {
                return ended(connected ? EndingKind.CLOSED_RST : EndingKind.TIMEOUT);
            }
            if (connected && clientProgram.finished()) {
                return script.completes() ? completed() : ended(script);
            }
        }
    }

    /** When the client has waited too long. A connect has a timer of its own. */
    private long patience(long begun) {
        if (!connected) {
            return begun + connectNanos;
        }
        return clientProgram.stage() == Stage.CONNECT ? TcpEnd.NEVER : clientProgram.deadline();
    }

    private long soonest() {
        long path = Math.min(up.next(), down.next());
        long kernels = Math.min(client.next(), server.next());
        long programs = Math.min(clientProgram.next(), serverProgram.next());
        return Math.min(Math.min(path, kernels), Math.min(programs, serverPatience()));
    }

    private long serverPatience() {
        return accepted && server.state() == TcpEnd.State.ESTABLISHED ? serverProgram.deadline() : TcpEnd.NEVER;
    }

    /** The one thing that is due. */
    private void happen() {
        if (up.next() == now) {
            up.deliver(server);
        } else if (down.next() == now) {
            down.deliver(client);
        } else if (clientProgram.next() == now) {
            step();
        } else if (serverProgram.next() == now) {
            serverProgram.step(now);
        } else if (client.next() == now) {
            client.timer(now);
        } else if (server.next() == now) {
            server.timer(now);
        } else {
            serverProgram.idle(now);
            server.abort(now);
        }
    }

    private void step() {
        var stage = clientProgram.stage();
        long since = clientProgram.entered();
        if (clientProgram.step(now).enters().isPresent()) {
            spend(stage, since);
        }
    }

    /** What the programs notice of their kernels. */
    private void meet(RecordedAttempt script, long begun) {
        if (!connected && client.state() == TcpEnd.State.ESTABLISHED) {
            connected = true;
            clientProgram.begin(script.client(), client, begun);
        }
        if (!accepted && server.state() == TcpEnd.State.ESTABLISHED) {
            accepted = true;
            serverProgram.begin(script.server(), server, now);
        }
        if (server.state() == TcpEnd.State.GONE || server.state() == TcpEnd.State.RESET) {
            serverProgram.idle(now);
        }
        clientProgram.look(now);
        serverProgram.look(now);
    }

    private void spend(Stage stage, long since) {
        int i = stage.ordinal();
        spent[i] = Math.max(0, spent[i]) + now - since;
    }

    private Ending completed() {
        return ending(Outcome.of(EndingKind.COMPLETED, Role.CLIENT));
    }

    private Ending ended(EndingKind kind) {
        spend(clientProgram.stage(), clientProgram.entered());
        return ending(Outcome.of(kind, kind == EndingKind.TIMEOUT ? Role.CLIENT : Role.SERVER));
    }

    private Ending ended(RecordedAttempt script) {
        spend(clientProgram.stage(), clientProgram.entered());
        return new Ending(new Outcome(script.ending(), Role.SERVER, script.code(), ""), script.stage(), "", "");
    }

    private Ending ending(Outcome outcome) {
        return new Ending(outcome, clientProgram.stage(), "", "");
    }

    /** Without the session itself. */
    private EnumMap<Stage, Double> millis() {
        var millis = new EnumMap<Stage, Double>(Stage.class);
        for (Stage stage : STAGES) {
            if (spent[stage.ordinal()] >= 0 && stage != Stage.ACTIVE) {
                millis.put(stage, spent[stage.ordinal()] / 1e6);
            }
        }
        return millis;
    }
}
