package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Faults that end the connection, or fall silent. */
public sealed interface Endings extends PointFault {

    /** The version in every record, whatever was agreed, RFC 8446 section 5.1. */
    int TLS_1_2 = 0x0303;

    @Override
    default boolean ends() {
        return true;
    }

    /** FIN, with a close_notify before it when TLS is up. */
    record CloseFin() implements Endings {
        @Override
        public List<Effect> act(Strike strike) {
            return List.of(new Effect.Close(strike.manner()));
        }
    }

    /** Resets the connection: RST. */
    record CloseRst() implements Endings {
        @Override
        public List<Effect> act(Strike strike) {
            return List.of(new Effect.Abort());
        }
    }

    /** RST as soon as TCP is up, before a byte was read. */
    record AcceptRst() implements Endings {
        @Override
        public List<Effect> act(Strike strike) {
            return List.of(new Effect.Abort());
        }

        @Override
        public Optional<String> unfit(Moment moment) {
            return moment.on().isEmpty() && moment.stage().equals(Optional.of(Stage.CONNECT))
                    ? Optional.empty()
                    : Optional.of("acts only at the stage connect");
        }
    }

    /** The socket stays open and nothing more is sent. */
    record Silence() implements Endings {
        @Override
        public List<Effect> act(Strike strike) {
            return List.of(new Effect.Wait(Effect.Wait.FOREVER));
        }
    }

    /** FIN without the close_notify that TLS requires first: a truncation, RFC 8446 section 6.1. */
    record CloseWithoutNotify() implements Endings {
        @Override
        public List<Effect> act(Strike strike) {
            return List.of(new Effect.Close(Effect.Manner.WITHOUT_NOTIFY));
        }
    }

    /** A close_notify, and the socket stays open. */
    record CloseNotifyThenSilence() implements Endings {
        @Override
        public List<Effect> act(Strike strike) {
            return List.of(new Effect.Close(Effect.Manner.NOTIFY_ONLY), new Effect.Wait(Effect.Wait.FOREVER));
        }
    }

    /**
     * A TLS alert, RFC 8446 section 6.
     *
     * @param level 1 warning, 2 fatal, or any other byte
     * @param description the AlertDescription, or any other byte
     * @param inside whether it is encrypted like everything else; empty: where TLS is up. In clear it is allowed until the
     *     peer expects encryption, and a bad record after that
     */
    record TlsAlert(int level, int description, Then then, Optional<Boolean> inside) implements Endings {
        public TlsAlert {
            if (level < 0 || level > 255 || description < 0 || description > 255) {
                throw new IllegalArgumentException("level and description are one byte each");
            }
        }

        public TlsAlert(int level, int description, Then then) {
            this(level, description, then, Optional.empty());
        }

        @Override
        public boolean needsEncryptedAlert() {
            return !inside.equals(Optional.of(false));
        }

        @Override
        public boolean ends() {
            return then.ends();
        }

        @Override
        public List<Effect> act(Strike strike) {
            boolean clear = strike.layer() == Effect.Layer.WIRE || inside.equals(Optional.of(false));
            var alert = new dev.rdplab.protocol.tls.TlsAlert(level, description);
            var effects = new ArrayList<Effect>();
            effects.add(
                    clear
                            ? new Effect.Send(Message.raw("Alert", alert.record(TLS_1_2)), Effect.Layer.WIRE)
                            : new Effect.Alert(level, description));
            effects.addAll(then.effects(Effect.Manner.WITHOUT_NOTIFY));
            return effects;
        }
    }
}
