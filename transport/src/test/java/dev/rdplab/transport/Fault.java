package dev.rdplab.transport;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Interceptors that do one thing. */
final class Fault {

    static final Effect.Abort RST = new Effect.Abort();
    static final Effect.Close FIN = new Effect.Close(Effect.Manner.WITHOUT_NOTIFY);
    static final Effect.Wait SILENCE = new Effect.Wait(Effect.Wait.FOREVER);

    private Fault() {}

    static Effect raw(Bytes bytes) {
        return new Effect.Send(Message.raw("", bytes), Effect.Layer.WIRE);
    }

    static Interceptor entering(Stage stage, Effect... effects) {
        return new Interceptor() {
            @Override
            public List<Effect> entered(Role role, int connection, Stage entered) {
                return entered == stage ? List.of(effects) : List.of();
            }
        };
    }

    /** Instead of an answer to it. */
    static Interceptor receiving(String pdu, Effect... effects) {
        return new Interceptor() {
            @Override
            public Reception received(Occasion occasion, Message message) {
                return occasion.pdu().equals(pdu) ? new Reception(List.of(effects), false) : Reception.PROCEED;
            }
        };
    }

    /** Before it is answered as ever. */
    static Interceptor before(String pdu, Effect... effects) {
        return new Interceptor() {
            @Override
            public Reception received(Occasion occasion, Message message) {
                return occasion.pdu().equals(pdu) ? new Reception(List.of(effects), true) : Reception.PROCEED;
            }
        };
    }

    static Interceptor sending(String pdu, Function<Effect.Send, List<Effect>> instead) {
        return new Interceptor() {
            @Override
            public List<Effect> sending(Occasion occasion, Effect.Send send) {
                return occasion.pdu().equals(pdu) && occasion.sending() ? instead.apply(send) : List.of(send);
            }
        };
    }

    /** All raw bytes that this end sends, or all it receives, one by one. */
    static Interceptor byteByByte(boolean outbound) {
        return new Interceptor() {
            @Override
            public boolean watchesWire() {
                return true;
            }

            @Override
            public List<Effect> wire(Role role, int connection, Role sender, long offset, Bytes chunk) {
                if (outbound != (sender == role)) {
                    return List.of(raw(chunk));
                }
                var effects = new ArrayList<Effect>();
                for (int i = 0; i < chunk.length(); i++) {
                    effects.add(raw(chunk.slice(i, i + 1)));
                }
                return effects;
            }
        };
    }

    /** After so many raw bytes that this end sends. */
    static Interceptor afterBytesSent(long count, Effect then) {
        return new Interceptor() {
            @Override
            public boolean watchesWire() {
                return true;
            }

            @Override
            public List<Effect> wire(Role role, int connection, Role sender, long offset, Bytes chunk) {
                if (sender != role || offset + chunk.length() < count) {
                    return List.of(raw(chunk));
                }
                return offset >= count ? List.of() : List.of(raw(chunk.slice(0, (int) (count - offset))), then);
            }
        };
    }
}
