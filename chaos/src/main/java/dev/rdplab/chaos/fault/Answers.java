package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Answers of a program that does not speak RDP. */
public sealed interface Answers extends PointFault {

    Then then();

    /** The foreign message. */
    Message answer(Strike strike);

    @Override
    default boolean ends() {
        return then().ends();
    }

    @Override
    default List<Effect> act(Strike strike) {
        var effects = new ArrayList<Effect>();
        effects.add(new Effect.Send(answer(strike), strike.layer()));
        effects.addAll(then().effects(strike.manner()));
        return effects;
    }

    /** An HTTP/1.1 response without a body, as a web server or a captive portal gives to what it does not understand. */
    record AnswerHttp(int status, Then then) implements Answers {
        public AnswerHttp {
            if (status < 100 || status > 599) {
                throw new IllegalArgumentException("status " + status + ", 100 to 599 allowed");
            }
        }

        @Override
        public Message answer(Strike strike) {
            return Message.raw(
                    "HTTP response",
                    Bytes.ascii("HTTP/1.1 " + status + " Lab\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        }
    }

    /** Random bytes, the same for the same seed. @param length bytes, 1 to 65 536 */
    record AnswerRandom(int length, Then then) implements Answers {
        public static final int MAX_LENGTH = 65_536;

        public AnswerRandom {
            if (length < 1 || length > MAX_LENGTH) {
                throw new IllegalArgumentException("length " + length + ", 1 to " + MAX_LENGTH + " allowed");
            }
        }

        @Override
        public Message answer(Strike strike) {
            var array = new byte[length];
            strike.draws().nextBytes(array);
            return Message.raw("random bytes", Bytes.wrap(array));
        }
    }
}
