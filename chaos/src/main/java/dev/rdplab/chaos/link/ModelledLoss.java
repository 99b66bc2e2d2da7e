package dev.rdplab.chaos.link;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.ForwardingInterceptor;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Retransmission delays of one end of one connection, computed from a {@link LossModel} and drawn from the seed, put before
 * what that end sends. No packet is lost: TCP would have hidden the loss behind the same delay. Whatever shows a result made
 * with this must call it {@link #LABEL}.
 */
public final class ModelledLoss implements ForwardingInterceptor {

    /** What results made with this are called. */
    public static final String LABEL = "modelled";

    /** Duplicate acknowledgements that start a fast retransmit, RFC 5681 section 3.2. */
    private static final int DUPLICATES = 3;

    private final LossModel model;
    private final SplittableRandom draws;
    private final Role role;
    private final Interceptor next;
    private boolean begun;
    /** What has been added since the peer was heard last: later losses of one flight are filled by the same timer. */
    private Duration added = Duration.ZERO;
    /** Round trips that have been measured since the one of the connect. */
    private int roundTrips;

    private boolean unanswered;
    /** Bytes that still fit into the last segment of this flight. */
    private int room;

    private ModelledLoss(LossModel model, Role role, SplittableRandom draws, Interceptor next) {
        this.model = model;
        this.role = role;
        this.draws = draws;
        this.next = next;
    }

    /** @param next does all else, such as the fault injector */
    public static Interceptor around(Interceptor next, LossModel model, Role role, int connection, long seed) {
        var draws = new SplittableRandom(
                new SplittableRandom(seed + 0x9e37_79b9L * connection).nextLong() + role.ordinal());
        return new ModelledLoss(model, role, draws, next);
    }

    /** @param givenUp whether the kernel aborts after that time instead of succeeding */
    record Late(Duration by, boolean givenUp) {
        static final Late NOT = new Late(Duration.ZERO, false);
    }

    /** How long the SYN and its answer take beyond a round trip. */
    Late connect() {
        var delay = Duration.ZERO;
        for (int sent = 0; roundTripLost(); sent++) {
            delay = delay.plus(model.timers().synWait(sent));
            if (sent >= model.timers().synTries()) {
                return new Late(delay, true);
            }
        }
        return new Late(delay, false);
    }

    /** Draws for both ways, so that the draws that follow do not depend on the first. */
    private boolean roundTripLost() {
        boolean there = lost();
        boolean back = lost();
        return there || back;
    }

    /** How much later the last byte of a flight arrives. @param length bytes sent together */
    Late flight(int length) {
        int segments = Math.max(1, (length + model.mss() - 1) / model.mss());
        var missing = new ArrayList<Integer>();
        for (int i = 0; i < segments; i++) {
            if (lost()) {
                missing.add(i);
            }
        }
        if (missing.isEmpty()) {
            return Late.NOT;
        }
        int behind = segments - 1 - missing.get(0) - (missing.size() - 1);
        boolean fast = behind >= DUPLICATES;
        // With selective acknowledgement all holes are filled in one go; without enough duplicates the timer must fire.
        var delay = fast ? model.roundTrip() : Duration.ZERO;
        var rto = retransmissionTimeout();
        int left = missing.size();
        if (fast) {
            left = lostOf(left);
        }
        for (int tries = 0; left > 0; tries++) {
            delay = delay.plus(rto);
            if (tries >= model.timers().tries()) {
                return new Late(delay, true);
            }
            rto = min(rto.multipliedBy(2), model.timers().mostRto());
            left = lostOf(left);
        }
        return new Late(delay, false);
    }

    /** RFC 6298 section 2: SRTT + 4 RTTVAR, which begins at half a round trip and shrinks by a quarter with each steady one. */
    Duration retransmissionTimeout() {
        var variation =
                Duration.ofNanos(Math.round(4 * model.roundTrip().toNanos() / 2.0 * Math.pow(0.75, roundTrips)));
        var least = model.timers().leastRto();
        return min(
                model.roundTrip().plus(variation.compareTo(least) > 0 ? variation : least),
                model.timers().mostRto());
    }

    private boolean lost() {
        return draws.nextDouble() < model.loss();
    }

    private int lostOf(int segments) {
        int lost = 0;
        for (int i = 0; i < segments; i++) {
            lost += lost() ? 1 : 0;
        }
        return lost;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    @Override
    public Interceptor next() {
        return next;
    }

    @Override
    public List<Effect> entered(Role end, int connection, Stage stage) {
        var effects = new ArrayList<Effect>();
        if (!begun && role == Role.CLIENT) {
            effects.addAll(delay(connect()));
        }
        begun = true;
        effects.addAll(next.entered(end, connection, stage));
        return effects;
    }

    @Override
    public List<Effect> sending(Occasion occasion, Effect.Send send) {
        var effects = new ArrayList<Effect>();
        for (Effect effect : next.sending(occasion, send)) {
            if (effect instanceof Effect.Send each) {
                int length = each.message().bytes().length();
                unanswered = true;
                effects.addAll(delay(occasion.stage() == Stage.TLS ? record(length) : withinFlight(length)));
            }
            effects.add(effect);
        }
        return effects.size() == 1 && effects.get(0) == send ? List.of(send) : effects;
    }

    /** TLS hands over the records of a flight together, so they share segments. Other messages are written one by one. */
    private Late record(int length) {
        int more = length - room;
        if (more <= 0) {
            room -= length;
            return Late.NOT;
        }
        room = (model.mss() - more % model.mss()) % model.mss();
        return withinFlight(more);
    }

    /** The part of a message's delay that the delays before it in the same flight do not cover. */
    private Late withinFlight(int length) {
        var whole = flight(length);
        var more = whole.by().compareTo(added) > 0 ? whole.by().minus(added) : Duration.ZERO;
        added = added.plus(more);
        return new Late(more, whole.givenUp());
    }

    private static List<Effect> delay(Late late) {
        var effects = new ArrayList<Effect>();
        if (!late.by().isZero()) {
            effects.add(new Effect.Wait(late.by()));
        }
        if (late.givenUp()) {
            effects.add(new Effect.Abort());
        }
        return effects;
    }

    @Override
    public Reception received(Occasion occasion, Message message) {
        added = Duration.ZERO;
        room = 0;
        roundTrips += unanswered ? 1 : 0;
        unanswered = false;
        return next.received(occasion, message);
    }
}
