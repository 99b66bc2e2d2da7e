package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Faults of time and of the borders between writes: the bytes are right. */
public final class Writes {

    private Writes() {}

    /** Everything later waits. */
    public record Delay(Duration howLong) implements PointFault {
        public Delay {
            if (howLong.isNegative()) {
                throw new IllegalArgumentException("negative delay " + howLong);
            }
        }

        @Override
        public List<Effect> act(Strike strike) {
            return List.of(new Effect.Wait(howLong));
        }

        @Override
        public boolean ends() {
            return false;
        }
    }

    /** A few bytes at a time; from a raw offset on, all later bytes of that direction. @param count bytes per interval */
    public record Drip(int count, Duration interval) implements MessageFault {
        public Drip {
            if (count < 1 || interval.isNegative()) {
                throw new IllegalArgumentException("count " + count + ", interval " + interval);
            }
        }

        @Override
        public FaultResult change(Strike strike, Effect.Send send) {
            return chunks(send, count, List.of(new Effect.Wait(interval)));
        }

        @Override
        public boolean lasts() {
            return true;
        }
    }

    /**
     * Several writes of a few bytes each, without a pause; above TLS each is a record of its own.
     *
     * @param size bytes per write, the last one may be shorter
     */
    public record Split(int size) implements MessageFault {
        public Split {
            if (size < 1) {
                throw new IllegalArgumentException("size " + size + ", at least 1");
            }
        }

        @Override
        public FaultResult change(Strike strike, Effect.Send send) {
            return chunks(send, size, List.of());
        }

        @Override
        public boolean lasts() {
            return true;
        }
    }

    /**
     * The message and those sent next go out as one write, and above TLS as one record. When fewer follow, none is sent.
     *
     * @param count messages in all, 2 to 16
     */
    public record Join(int count) implements MessageFault {
        public static final int MAX_COUNT = 16;

        public Join {
            if (count < 2 || count > MAX_COUNT) {
                throw new IllegalArgumentException("count " + count + ", 2 to " + MAX_COUNT + " allowed");
            }
        }

        @Override
        public FaultResult change(Strike strike, Effect.Send send) {
            var kept = new ArrayList<>(List.of(send));
            return FaultResult.held(next -> {
                kept.add(next);
                return kept.size() < count ? Optional.empty() : Optional.of(List.of(joined(kept)));
            });
        }

        @Override
        public boolean onWire() {
            return false;
        }

        private static Effect joined(List<Effect.Send> sends) {
            var names = String.join(
                    " + ", sends.stream().map(s -> s.message().title()).toList());
            var bytes =
                    Bytes.concat(sends.stream().map(s -> s.message().bytes()).toArray(Bytes[]::new));
            return new Effect.Send(Message.raw(names, bytes), sends.get(0).layer());
        }
    }

    private static FaultResult chunks(Effect.Send send, int size, List<Effect> between) {
        int length = send.message().bytes().length();
        var before = new ArrayList<Effect>();
        int at = 0;
        for (; length - at > size; at += size) {
            before.add(FaultResult.part(send, at, at + size));
            before.addAll(between);
        }
        return new FaultResult(
                before, Optional.of(FaultResult.part(send, at, length)), List.of(), false, Optional.empty());
    }
}
