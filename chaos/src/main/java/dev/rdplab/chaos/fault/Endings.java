package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Faults that end the connection, or fall silent. */
public sealed interface Endings extends PointFault {

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

    /** RST. */
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
                    : Optional.of("acts at the stage connect alone");
        }
    }

    /** The socket stays open and nothing more is sent. */
    record Silence() implements Endings {
        @Override
        public List<Effect> act(Strike strike) {
            return List.of(new Effect.Wait(Effect.Wait.FOREVER));
        }
    }

    /** FIN without the close_notify that TLS wants first: a truncation, RFC 8446 section 6.1. */
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
     * An alert record in clear, RFC 8446 section 6, written below TLS: lawful until the peer expects encryption, a bad record
     * after that.
     *
     * @param level 1 warning, 2 fatal, or any other byte
     * @param description the AlertDescription, or any other byte
     */
    record TlsAlert(int level, int description, Then then) implements Endings {
        public TlsAlert {
            if (level < 0 || level > 255 || description < 0 || description > 255) {
                throw new IllegalArgumentException("level and description are one byte each");
            }
        }

        @Override
        public boolean ends() {
            return then.ends();
        }

        @Override
        public List<Effect> act(Strike strike) {
            // ContentType alert 21, legacy_record_version TLS 1.2, length 2
            var record = Bytes.of(21, 3, 3, 0, 2, level, description);
            var effects = new ArrayList<Effect>();
            effects.add(new Effect.Send(Message.raw("Alert", record), Effect.Layer.WIRE));
            effects.addAll(then.effects(Effect.Manner.WITHOUT_NOTIFY));
            return effects;
        }
    }
}
