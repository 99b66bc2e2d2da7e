package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Interceptor.Reception;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Faults that change the bytes of a message, its number, or whether it is sent at all. */
public sealed interface Changes extends MessageFault
        permits Changes.Truncate, Changes.Insert, Changes.Replace, Changes.Omit, Changes.Repeat, Overwrite {

    /** The name of inserted bytes that are not a PDU. */
    String INSERTED = "inserted";

    /** Sends only the first bytes of a message. @param keep bytes; may be 0 */
    record Truncate(int keep, Then then) implements Changes {
        public Truncate {
            if (keep < 0) {
                throw new IllegalArgumentException("keep " + keep + ", at least 0");
            }
        }

        @Override
        public FaultResult change(Strike strike, Effect.Send send) {
            int length = send.message().bytes().length();
            if (keep >= length) {
                throw new Misfit("keep " + keep + " leaves the message whole: it has " + length + " bytes");
            }
            var effects = new ArrayList<Effect>();
            if (keep > 0) {
                effects.add(FaultResult.part(send, 0, keep));
            }
            effects.addAll(then.effects(strike.manner()));
            return new FaultResult(effects, Optional.empty(), List.of(), then.ends(), Optional.empty());
        }

        @Override
        public boolean onWire() {
            return false;
        }
    }

    /** Foreign bytes or a PDU before, inside or behind a message, in the same write; or alone at a stage or on receipt. */
    record Insert(Foreign foreign) implements Changes {
        public Insert(Bytes bytes) {
            this(Foreign.of(bytes));
        }

        @Override
        public Optional<Foreign> carried() {
            return Optional.of(foreign);
        }

        @Override
        public FaultResult change(Strike strike, Effect.Send send) {
            var message = send.message();
            int cut = strike.when().cut(message.bytes().length());
            var spliced = Bytes.concat(
                    message.bytes().slice(0, cut),
                    foreign.message(strike.role(), INSERTED).bytes(),
                    message.bytes().slice(cut));
            return FaultResult.changed(new Effect.Send(message.withBytes(spliced), send.layer()));
        }

        @Override
        public Reception react(Strike strike) {
            var inserted = new Effect.Send(foreign.message(strike.role(), INSERTED), strike.layer());
            return new Reception(List.of(inserted), true);
        }

        @Override
        public boolean withoutMessage() {
            return true;
        }
    }

    /** Sends another message instead. */
    record Replace(Foreign foreign) implements Changes {
        @Override
        public Optional<Foreign> carried() {
            return Optional.of(foreign);
        }

        @Override
        public FaultResult change(Strike strike, Effect.Send send) {
            return FaultResult.changed(new Effect.Send(foreign.message(strike.role(), "replaced"), send.layer()));
        }

        @Override
        public boolean onWire() {
            return false;
        }
    }

    /** The message is not sent; a received one is dropped unanswered. */
    record Omit() implements Changes {
        @Override
        public FaultResult change(Strike strike, Effect.Send send) {
            return FaultResult.gone();
        }

        @Override
        public Reception react(Strike strike) {
            return new Reception(List.of(), false);
        }

        @Override
        public boolean onlyOnSent() {
            return false;
        }

        @Override
        public boolean onWire() {
            return false;
        }
    }

    /** The message is sent again. @param times how many times more, 1 to 1 000 */
    record Repeat(int times) implements Changes {
        public static final int MAX_TIMES = 1_000;

        public Repeat {
            if (times < 1 || times > MAX_TIMES) {
                throw new IllegalArgumentException("times " + times + ", 1 to " + MAX_TIMES + " allowed");
            }
        }

        @Override
        public FaultResult change(Strike strike, Effect.Send send) {
            var copies = Collections.<Effect>nCopies(times, send);
            return new FaultResult(List.of(), Optional.of(send), copies, false, Optional.empty());
        }

        @Override
        public boolean onWire() {
            return false;
        }
    }
}
