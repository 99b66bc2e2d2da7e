package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Interceptor.Reception;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Faults of sequence: every message is right, its place is not. */
public sealed interface Order extends MessageFault {

    /** Messages kept back at most. */
    int MAX_HELD = 64;

    @Override
    default boolean onWire() {
        return false;
    }

    /** The message changes places with the next one sent. When none follows, it is never sent. */
    record Swap() implements Order {
        @Override
        public FaultResult change(Strike strike, Effect.Send send) {
            return FaultResult.held(next -> Optional.of(List.of(next, send)));
        }
    }

    /**
     * A later message overtakes: the one at the moment and all after it are kept back until the named one is due, which goes
     * first. Possible only where the peer need not answer in between.
     *
     * @param pdu name of the PDU that overtakes
     */
    record Overtake(String pdu) implements Order {
        @Override
        public FaultResult change(Strike strike, Effect.Send send) {
            var kept = new ArrayList<Effect>(List.of(send));
            return FaultResult.held(next -> {
                if (next.message().pdu().equals(pdu) || next.message().carries().equals(pdu)) {
                    kept.add(0, next);
                    return Optional.of(List.copyOf(kept));
                }
                kept.add(next);
                return kept.size() < MAX_HELD ? Optional.empty() : Optional.of(List.copyOf(kept));
            });
        }
    }

    /** A message that is not due yet, as a write of its own before the one at the moment. */
    record SendEarly(Foreign foreign) implements Order {
        public SendEarly(Bytes bytes) {
            this(Foreign.of(bytes));
        }

        @Override
        public Optional<Foreign> carried() {
            return Optional.of(foreign);
        }

        @Override
        public FaultResult change(Strike strike, Effect.Send send) {
            var early = new Effect.Send(early(strike), send.layer());
            return new FaultResult(List.of(early), Optional.of(send), List.of(), false, Optional.empty());
        }

        @Override
        public Reception react(Strike strike) {
            return new Reception(List.of(new Effect.Send(early(strike), strike.layer())), true);
        }

        @Override
        public boolean withoutMessage() {
            return true;
        }

        private Message early(Strike strike) {
            return foreign.message(strike.role(), "sent early");
        }
    }
}
