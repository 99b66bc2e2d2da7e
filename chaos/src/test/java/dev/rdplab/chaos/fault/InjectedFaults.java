package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Injectors of one rule, and what they do at a message, as text. */
abstract class InjectedFaults {

    static final long SEED = 7;
    static final Message CONFIRM = Message.of("ConnectionConfirm", w -> w.structure(
                    "TPKT", t -> t.u8("version", 3).u8("reserved", 0).u16be("length", 12))
            .structure(
                    "RDP_NEG_RSP",
                    r -> r.u8("type", 2).u8("flags", 0x1f).u16le("length", 8).u32le("selectedProtocol", 2)));
    static final Effect.Send SEND = new Effect.Send(CONFIRM);

    static List<Effect> random(Rule rule, int connection, long seed) {
        return FaultInjector.of(List.of(rule), Role.SERVER, connection, seed).sending(sent("ConnectionConfirm"), SEND);
    }

    static Moment at(When when) {
        return Moment.on(Role.SERVER, "ConnectionConfirm", when);
    }

    static Rule rule(Moment moment, String word, Map<String, ?> parameters) {
        return new Rule(moment, FaultKind.of(word).orElseThrow().create(parameters));
    }

    static FaultInjector injector(Moment moment, String word, Map<String, ?> parameters) {
        return FaultInjector.of(List.of(rule(moment, word, parameters)), Role.SERVER, 1, SEED);
    }

    static List<Effect> effects(Moment moment, String word, Map<String, ?> parameters) {
        return injector(moment, word, parameters).sending(sent("ConnectionConfirm"), SEND);
    }

    static String strike(Moment moment, String word, Map<String, ?> parameters) {
        return text(effects(moment, word, parameters));
    }

    static Occasion sent(String pdu) {
        return new Occasion(Role.SERVER, 1, Stage.X224, true, pdu, "", 1, 0);
    }

    static Occasion received(String pdu) {
        return new Occasion(Role.SERVER, 1, Stage.X224, false, pdu, "", 1, 0);
    }

    static String text(List<Effect> effects) {
        var words = new ArrayList<String>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send send) {
                words.add(send.message().pdu() + ":" + send.message().bytes().length());
            } else if (effect instanceof Effect.Wait wait) {
                words.add("Wait(" + wait.howLong() + ")");
            } else if (effect instanceof Effect.Close close) {
                words.add("Close(" + close.manner() + ")");
            } else {
                words.add(effect.getClass().getSimpleName());
            }
        }
        return words.stream().collect(Collectors.joining(" "));
    }
}
